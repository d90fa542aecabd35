"""A requirement and how it stands: in a word, in a sentence, and in whose hands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from compliance.clearance.rules.blocks import Block
from compliance.clearance.rules.papers import Requirement, RequirementKind
from engagements.lifecycle.rules import Party
from portal.accounts.roles import Right


class Standing(StrEnum):
    """How a requirement stands."""

    MET = "met"
    EXPIRING = "expiring"
    DUE = "due"
    LAPSED = "lapsed"
    BLOCKED = "blocked"

    @property
    def label(self) -> str:
        """The standing as people read it."""
        return self.value.capitalize()

    @property
    def is_met(self) -> bool:
        """Whether the requirement is met today; expiring still is."""
        return self in {Standing.MET, Standing.EXPIRING}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One requirement and how it stands.

    `sentence` says exactly what is missing and who owes it, or what it is met by and until when.
    `until` is the last day on which it is met (None: no end in sight, or not met). `holder` has
    the next move, since `since` where that is known; `right` is what the move takes in the portal,
    and `move` names it where the evidence has a name for it. `ended` is the last day on which it
    was met, where evidence ran out.
    """

    requirement: Requirement
    standing: Standing
    sentence: str
    holder: Party = Party.NOBODY
    since: date | None = None
    until: date | None = None
    ended: date | None = None
    right: Right | None = None
    block: Block | None = None
    move: str = ""

    @property
    def to_do(self) -> str:
        """The requirement as the thing to do now, for whoever has the next move."""
        if self.move:
            return self.move
        words = _KINDS_TO_DO.get(self.requirement.kind) or _MOVES.get(self.right, "{title}")
        return words.format(title=self.requirement.title)


_KINDS_TO_DO = {
    RequirementKind.SCOPE: "State the facts of the engagement",
    RequirementKind.SERVICES: "Name the services that touch data",
    RequirementKind.USER_CONTROLS: "See to the user entity controls (CUECs)",
}
_MOVES: dict[Right | None, str] = {
    Right.SEND_AGREEMENT: "Prepare and send the {title}",
    Right.SIGN_FOR_CLIENT: "Read and sign the {title}",
    Right.COUNTERSIGN: "Read and countersign the {title}",
    Right.RECORD_MILESTONE: "Carry out the deployment milestones",
    Right.ACCEPT_MILESTONE: "Accept the milestone that was submitted",
}
