"""Use cases of milestones: the plan, its work, and dates that are agreed with the client."""

from engagements.milestones.actions.dates import answer_date, propose_date
from engagements.milestones.actions.work import (
    accept,
    attach_file,
    attach_link,
    attach_output,
    give_back,
    lay_out_plan,
    read_evidence,
    start,
    submit,
    take_evidence_away,
)

__all__ = [
    "accept",
    "answer_date",
    "attach_file",
    "attach_link",
    "attach_output",
    "give_back",
    "lay_out_plan",
    "propose_date",
    "read_evidence",
    "start",
    "submit",
    "take_evidence_away",
]
