"""Dates that partner and client agree on for a milestone, in place of the one that was planned."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from engagements.milestones.rules.states import MilestoneRefused, MilestoneState
from portal.accounts.roles import Right, Role, may

LONGEST_AHEAD = timedelta(days=3 * 365)
PROPOSERS = (Right.RECORD_MILESTONE, Right.OPEN_ENGAGEMENT)
LONGEST_REASON = 1000  # characters


class DateState(StrEnum):
    """Where a proposed date stands; `PROPOSED` waits for the client."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    REPLACED = "replaced"

    @property
    def label(self) -> str:
        """The state as people read it."""
        return _LABELS[self]


# What was answered stays: another date is another proposal.
DATE_TRANSITIONS: dict[DateState, frozenset[DateState]] = {
    DateState.PROPOSED: frozenset({DateState.AGREED, DateState.DECLINED, DateState.REPLACED}),
    DateState.AGREED: frozenset(),
    DateState.DECLINED: frozenset(),
    DateState.REPLACED: frozenset(),
}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Another date for a milestone: the day proposed, the one that holds now, and why."""

    day: date
    holds: date
    reason: str


def may_propose(role: Role) -> bool:
    """Whether a role proposes dates: whoever lays out the plan, and who records it."""
    return any(may(role, right) for right in PROPOSERS)


def check_proposal(wish: Wish, state: MilestoneState, *, role: Role, today: date) -> None:
    """Refuse to propose a date for a milestone.

    :raises MilestoneRefused: with every reason.
    """
    MilestoneRefused.if_any(_proposal_faults(wish, state, role, today))


def check_answer(
    current: DateState, to: DateState, milestone: MilestoneState, *, role: Role, reason: str = ""
) -> None:
    """Refuse to agree to a date, or to decline it; only the client answers.

    :raises MilestoneRefused: with every reason.
    """
    reasons = []
    if not may(role, Right.ACCEPT_MILESTONE):
        reasons.append("Only an owner or signatory of the client agrees to a date.")
    if to not in DATE_TRANSITIONS[current]:
        reasons.append(_REFUSALS[current])
    if milestone is MilestoneState.ACCEPTED:
        reasons.append("This milestone has been accepted, so its date is settled.")
    if to is DateState.DECLINED and not reason.strip():
        reasons.append("Say why the date does not suit, so that another one can be proposed.")
    MilestoneRefused.if_any(reasons)


def _proposal_faults(wish: Wish, state: MilestoneState, role: Role, today: date) -> Iterator[str]:
    if not may_propose(role):
        yield "Only the partner proposes a date."
    if state is MilestoneState.ACCEPTED:
        yield "This milestone has been accepted, so its date is settled."
    if wish.day < today:
        yield "The date lies in the past."
    elif wish.day > today + LONGEST_AHEAD:
        yield "The date is more than three years away."
    if wish.day == wish.holds:
        yield "That is the date that holds already."
    if not wish.reason.strip():
        yield "Say why the date changes: the client reads it, and the packet keeps it."


_LABELS = {
    DateState.PROPOSED: "Proposed",
    DateState.AGREED: "Agreed",
    DateState.DECLINED: "Declined",
    DateState.REPLACED: "Replaced by another proposal",
}

_REFUSALS = {
    DateState.PROPOSED: "This date waits for an answer.",
    DateState.AGREED: "This date was agreed to already.",
    DateState.DECLINED: "This date was declined already.",
    DateState.REPLACED: "Another date was proposed since. Look at the page again.",
}
