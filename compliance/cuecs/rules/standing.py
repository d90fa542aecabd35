"""How a duty stands, which follows from what is there: nobody types a state."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from engagements.lifecycle.rules import Party, Refused

REMIND_DAYS = 7
"""So many days before its date an owner is reminded once, and as often once it is past."""
LONGEST_WAIT_DAYS = 366
"""A date further off than a year is a slip of the keyboard, or no date at all."""


class DutyRefused(Refused):
    """This cannot be done with a duty; says why."""


class DutyState(StrEnum):
    """Where a duty stands; `settled` ones ask nobody for anything now."""

    OPEN = "open"
    OVERDUE = "overdue"
    EVIDENCED = "evidenced"
    ACCEPTED = "accepted"
    NOT_APPLICABLE = "not_applicable"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """The state as people read it."""
        return _LABELS[self]

    @property
    def is_settled(self) -> bool:
        """Whether it is shown to be carried out, or shown not to apply."""
        return self in {DutyState.ACCEPTED, DutyState.NOT_APPLICABLE}


@dataclass(frozen=True, kw_only=True)
class DutyFacts:
    """What is there of a duty.

    `accepted_until` is the last day on which the newest accepted answer counts, and
    `does_not_apply` says that this answer was that; `waits` that a newer one is to be looked at.
    """

    owner_side: Party = Party.NOBODY
    due_on: date | None = None
    accepted_until: date | None = None
    does_not_apply: bool = False
    waits: bool = False
    ended: bool = False


def state_of(duty: DutyFacts, *, today: date) -> DutyState:
    """Say how a duty stands on a day; its date, and the last day of its answer, still count."""
    if duty.ended:
        return DutyState.ENDED
    if duty.accepted_until is not None and today <= duty.accepted_until:
        return DutyState.NOT_APPLICABLE if duty.does_not_apply else DutyState.ACCEPTED
    if duty.waits:
        return DutyState.EVIDENCED
    due = due_day(duty)
    return DutyState.OVERDUE if due is not None and due < today else DutyState.OPEN


def due_day(duty: DutyFacts) -> date | None:
    """By when something has to be shown: the answer's last day, else the date that was set.

    A date that was set after the answer ran out, or is to, gives the time that is really left.
    """
    days = [day for day in (duty.accepted_until, duty.due_on) if day is not None]
    return max(days, default=None)


def check_open(duty: DutyFacts) -> None:
    """Refuse to change a duty that has ended."""
    if duty.ended:
        raise DutyRefused("This duty has ended: what it came from no longer asks for it.")


def check_assignment(*, side: Party, due_on: date, today: date) -> None:
    """Refuse an owner who is on neither side, and a date that is no time to do anything."""
    reasons = []
    if side not in {Party.CLIENT, Party.PARTNER}:
        reasons.append("Choose somebody who works for the client or for the partner.")
    if due_on < today:
        reasons.append("The date lies in the past. Give a day on which it can still be done.")
    elif due_on > today + timedelta(days=LONGEST_WAIT_DAYS):
        reasons.append("The date is more than a year ahead. Give a nearer one.")
    DutyRefused.if_any(reasons)


def reminder_is_due(duty: DutyFacts, *, today: date, reminded_on: date | None) -> bool:
    """Whether its owner is reminded today: a week before its date once, then every week."""
    due = due_day(duty)
    if due is None or duty.ended or duty.waits:
        return False
    begins = due - timedelta(days=REMIND_DAYS)
    if today < begins:
        return False
    if reminded_on is None or reminded_on < begins:
        return True
    return today > due and today - reminded_on >= timedelta(days=REMIND_DAYS)


_LABELS = {
    DutyState.OPEN: "Open",
    DutyState.OVERDUE: "Overdue",
    DutyState.EVIDENCED: "Shown, to be accepted",
    DutyState.ACCEPTED: "Accepted",
    DutyState.NOT_APPLICABLE: "Does not apply",
    DutyState.ENDED: "Ended",
}
