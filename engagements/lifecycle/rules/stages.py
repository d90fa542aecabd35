"""The stages an engagement goes through, and who holds the ball."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """How far an engagement has come; always computed by `stage_of`, never typed in."""

    SCOPING = "scoping"
    AGREEMENTS = "agreements"
    EVIDENCE = "evidence"
    DEPLOYMENT = "deployment"
    CLEARED = "cleared"
    LIVE = "live"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The stage as the rail shows it."""
        return _STAGE_LABELS[self]

    @property
    def sentence(self) -> str:
        """What is being done at this stage."""
        return _STAGE_SENTENCES[self]


class Party(StrEnum):
    """Whose move it is."""

    CLIENT = "client"
    PARTNER = "partner"
    VENDOR = "vendor"
    PORTAL = "portal"
    NOBODY = "nobody"

    @property
    def label(self) -> str:
        """The party as people read it; "portal" is work in the background, such as sealing."""
        return _PARTY_LABELS[self]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What is settled and what is open in one engagement, as others have computed it.

    The three `open_` figures count unmet requirements or milestones of that kind; the go-live
    milestone is not among `open_milestones`, because it waits for clearance.
    """

    scope_settled: bool = False
    open_agreements: int = 0
    open_evidence: int = 0
    open_milestones: int = 0
    cleared_until: date | None = None
    went_live_on: date | None = None
    closed_on: date | None = None


def is_cleared(cleared_until: date | None, *, today: date) -> bool:
    """Say whether clearance reaches today; the day it is stamped with still counts."""
    return cleared_until is not None and cleared_until >= today


def stage_of(progress: Progress, *, today: date) -> Stage:
    """Name the stage: the first in order that still has something open.

    Closed and live are facts and stay, even when clearance lapses later; a lapse is shown by
    readiness, not by moving a live engagement back. When nothing is open but clearance does not
    reach today, the engagement is back at evidence, because something there has run out.
    """
    if progress.closed_on is not None:
        return Stage.CLOSED
    if progress.went_live_on is not None:
        return Stage.LIVE
    return _stage_before_live(progress, today)


def _stage_before_live(progress: Progress, today: date) -> Stage:
    steps = (
        (Stage.SCOPING, not progress.scope_settled),
        (Stage.AGREEMENTS, progress.open_agreements > 0),
        (Stage.EVIDENCE, progress.open_evidence > 0),
        (Stage.DEPLOYMENT, progress.open_milestones > 0),
        (Stage.EVIDENCE, not is_cleared(progress.cleared_until, today=today)),
    )
    return next((stage for stage, is_open in steps if is_open), Stage.CLEARED)


_STAGE_LABELS = {
    Stage.SCOPING: "Scoping",
    Stage.AGREEMENTS: "Agreements",
    Stage.EVIDENCE: "Evidence",
    Stage.DEPLOYMENT: "Deployment",
    Stage.CLEARED: "Cleared",
    Stage.LIVE: "Live",
    Stage.CLOSED: "Closed",
}

_STAGE_SENTENCES = {
    Stage.SCOPING: "The facts and the route are being settled.",
    Stage.AGREEMENTS: "Agreements are being sent, signed and countersigned.",
    Stage.EVIDENCE: "Reports, reviews and settings are being gathered and accepted.",
    Stage.DEPLOYMENT: "Milestones are being reached and accepted.",
    Stage.CLEARED: "Everything required is met; go-live may be recorded.",
    Stage.LIVE: "The client has accepted the go-live.",
    Stage.CLOSED: "The engagement has ended; its record stays.",
}

_PARTY_LABELS = {
    Party.CLIENT: "Client",
    Party.PARTNER: "Partner",
    Party.VENDOR: "Vendor",
    Party.PORTAL: "Countersign",
    Party.NOBODY: "Nobody",
}
