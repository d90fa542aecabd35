"""What a chain of BAAs is made of: parties, links, and the verdict."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from compliance.clearance.rules import RequirementKind

UNKNOWN_ROLE = "Not known"
"""The role of whoever is not named yet."""


class LinkState(StrEnum):
    """What there is between two parties."""

    IN_PLACE = "in_place"
    NOT_NEEDED = "not_needed"
    THEIRS = "theirs"
    MISSING = "missing"
    LAPSED = "lapsed"
    RULED_OUT = "ruled_out"

    @property
    def label(self) -> str:
        """The state as people read it."""
        return _STATE_LABELS[self]

    @property
    def closes(self) -> bool:
        """Whether the chain is closed at this link."""
        return self in {LinkState.IN_PLACE, LinkState.NOT_NEEDED, LinkState.THEIRS}


class ChainVerdict(StrEnum):
    """Whether PHI may pass along the whole chain."""

    CLOSED = "closed"
    OPEN = "open"
    NO_PHI = "no_phi"

    @property
    def label(self) -> str:
        """The verdict as people read it."""
        return _VERDICT_LABELS[self]


@dataclass(frozen=True, kw_only=True)
class Node:
    """A party: its name, what it is under HIPAA in this chain, and what it does here."""

    name: str
    role: str
    does: str


@dataclass(frozen=True, kw_only=True)
class Link:
    """What there is between two parties, and why it is asked for or not.

    `paper` says what it is met by or what is missing, `until` its last day. `kind` and
    `service_id` lead to where the paper is kept; None where the portal keeps none.
    """

    giver: Node
    receiver: Node
    state: LinkState
    paper: str
    why: str = ""
    citations: tuple[str, ...] = ()
    until: date | None = None
    kind: RequirementKind | None = None
    service_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Every link from the client on. `sentence` is the verdict in words; `until` its last day."""

    client: Node
    links: tuple[Link, ...]
    verdict: ChainVerdict
    sentence: str
    until: date | None = None


_STATE_LABELS = {
    LinkState.IN_PLACE: "BAA in place",
    LinkState.NOT_NEEDED: "No BAA needed",
    LinkState.THEIRS: "The vendor's own duty",
    LinkState.MISSING: "BAA missing",
    LinkState.LAPSED: "BAA lapsed",
    LinkState.RULED_OUT: "Ruled out",
}
_VERDICT_LABELS = {
    ChainVerdict.CLOSED: "Closed for PHI",
    ChainVerdict.OPEN: "Open: not for PHI",
    ChainVerdict.NO_PHI: "No PHI",
}
