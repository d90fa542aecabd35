"""What several hosts offer together, each on their own terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engagements.bookings.rules.hours import TimeRange
from engagements.bookings.rules.refusals import (
    BookingRefused,
    DayFull,
    HostUnknown,
    SlotOutsideHours,
    SlotPast,
    SlotTaken,
    SlotTooFar,
    SlotTooSoon,
)
from engagements.bookings.rules.slots import (
    BookingPolicy,
    HostCalendar,
    Slot,
    check_slot,
    open_slots,
)

# When every host refuses, the visitor hears the refusal that is nearest to a yes.
_NEAREST_FIRST = (SlotTaken, DayFull, SlotPast, SlotTooSoon, SlotTooFar, SlotOutsideHours)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A host's calendar with what this host asks of a call. All desks share one length."""

    calendar: HostCalendar
    policy: BookingPolicy


def offered_slots(
    desks: Sequence[Desk], *, at: datetime, window: TimeRange | None = None
) -> list[Slot]:
    """Every slot that any of the desks offers, in order, each with its free hosts.

    :raises ZoneUnknown: when the hours of a host name no zone.
    """
    found: dict[datetime, Slot] = {}
    for desk in desks:
        for slot in open_slots([desk.calendar], policy=desk.policy, at=at, window=window):
            found[slot.starts_at] = _joined(found.get(slot.starts_at), slot)
    return sorted(found.values())


def check_offer(starts_at: datetime, desks: Sequence[Desk], *, at: datetime) -> Slot:
    """The slot that starts at this instant, as `offered_slots` would offer it.

    :raises HostUnknown: when there is no desk at all.
    :raises BookingRefused: the refusal of `check_slot` that is nearest to a yes.
    """
    found: Slot | None = None
    refusals: list[BookingRefused] = []
    for desk in desks:
        try:
            slot = check_slot(starts_at, [desk.calendar], policy=desk.policy, at=at)
        except BookingRefused as refused:
            refusals.append(refused)
        else:
            found = _joined(found, slot)
    if found is None:
        raise min(refusals, key=_distance) if refusals else HostUnknown
    return found


def _joined(first: Slot | None, second: Slot) -> Slot:
    if first is None:
        return second
    return Slot(first.starts_at, first.ends_at, first.hosts + second.hosts)


def _distance(refused: BookingRefused) -> int:
    kind = type(refused)
    return _NEAREST_FIRST.index(kind) if kind in _NEAREST_FIRST else len(_NEAREST_FIRST)
