"""The rules of duties: whose they are, how each stands, what shows it, what a new report does."""

from compliance.cuecs.rules.answers import (
    LONGEST_DAYS,
    AnswerFacts,
    AnswerKind,
    check_acceptance,
    check_answer,
    check_return,
)
from compliance.cuecs.rules.owners import Proposal, propose_due, propose_owner
from compliance.cuecs.rules.standing import (
    REMIND_DAYS,
    DutyFacts,
    DutyRefused,
    DutyState,
    check_assignment,
    check_open,
    due_day,
    reminder_is_due,
    state_of,
)
from compliance.cuecs.rules.takeover import Takeover, changes, plan_takeover, wording

__all__ = [
    "LONGEST_DAYS",
    "REMIND_DAYS",
    "AnswerFacts",
    "AnswerKind",
    "DutyFacts",
    "DutyRefused",
    "DutyState",
    "Proposal",
    "Takeover",
    "changes",
    "check_acceptance",
    "check_answer",
    "check_assignment",
    "check_open",
    "check_return",
    "due_day",
    "plan_takeover",
    "propose_due",
    "propose_owner",
    "reminder_is_due",
    "state_of",
    "wording",
]
