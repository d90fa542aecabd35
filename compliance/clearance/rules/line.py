"""A requirement and how it stands: in a word, in a sentence, and in whose hands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from compliance.clearance.rules.blocks import Block
from compliance.clearance.rules.papers import Requirement
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
    the next move, since `since` where that is known; `right` is what the move takes in the portal.
    """

    requirement: Requirement
    standing: Standing
    sentence: str
    holder: Party = Party.NOBODY
    since: date | None = None
    until: date | None = None
    right: Right | None = None
    block: Block | None = None
