"""The rules of milestones: states and checks, the plan by route, the forecast."""

from engagements.milestones.rules.dates import (
    DATE_TRANSITIONS,
    LONGEST_REASON,
    PROPOSERS,
    DateState,
    Wish,
    check_answer,
    check_proposal,
    may_propose,
)
from engagements.milestones.rules.forecasts import (
    Forecast,
    PlannedMilestone,
    PlanRefused,
    check_plan,
    forecast,
)
from engagements.milestones.rules.plans import (
    ASSUMPTION,
    PLANS,
    MilestoneTemplate,
    Weeks,
    plan_for,
)
from engagements.milestones.rules.states import (
    OPEN_TO_EVIDENCE,
    TRANSITIONS,
    MilestoneFacts,
    MilestoneRefused,
    MilestoneState,
    check_acceptance,
    check_evidence_change,
    check_return,
    check_start,
    check_submission,
)

__all__ = [
    "ASSUMPTION",
    "DATE_TRANSITIONS",
    "LONGEST_REASON",
    "OPEN_TO_EVIDENCE",
    "PLANS",
    "PROPOSERS",
    "TRANSITIONS",
    "DateState",
    "Forecast",
    "MilestoneFacts",
    "MilestoneRefused",
    "MilestoneState",
    "MilestoneTemplate",
    "PlanRefused",
    "PlannedMilestone",
    "Weeks",
    "Wish",
    "check_acceptance",
    "check_answer",
    "check_evidence_change",
    "check_plan",
    "check_proposal",
    "check_return",
    "check_start",
    "check_submission",
    "forecast",
    "may_propose",
    "plan_for",
]
