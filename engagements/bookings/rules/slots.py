"""Which calls can be booked, and who of the free hosts takes one."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from engagements.bookings.rules.hours import HostHours, TimeRange, open_ranges, zone_named
from engagements.bookings.rules.refusals import (
    DayFull,
    SlotOutsideHours,
    SlotPast,
    SlotTaken,
    SlotTooFar,
    SlotTooSoon,
    SlotUnreadable,
)


@dataclass(frozen=True, kw_only=True)
class BookingPolicy:
    """What a partner asks of every call.

    A call of `length` may begin every `step` from the start of a host's hours. The buffers keep
    the host free before and after; they may reach outside the hours. A visitor may move or
    cancel a call until `change_cutoff` before it, and keeps a slot for `hold` while the address
    is confirmed. A host takes at most `daily_most` calls a day, by the host's own clock.
    """

    length: timedelta = timedelta(minutes=30)
    step: timedelta = timedelta(minutes=30)
    buffer_before: timedelta = timedelta(0)
    buffer_after: timedelta = timedelta(0)
    minimum_notice: timedelta = timedelta(hours=4)
    horizon: timedelta = timedelta(days=60)
    change_cutoff: timedelta = timedelta(hours=2)
    hold: timedelta = timedelta(minutes=15)
    daily_most: int | None = None

    def call_at(self, starts_at: datetime) -> TimeRange:
        """The call itself."""
        return TimeRange(starts_at, starts_at + self.length)

    def block_at(self, starts_at: datetime) -> TimeRange:
        """The call with its buffers: what a host has to be free for, and what a row reserves."""
        call = self.call_at(starts_at)
        return TimeRange(call.starts_at - self.buffer_before, call.ends_at + self.buffer_after)


@dataclass(frozen=True, kw_only=True)
class HostCalendar:
    """One host as the slots see them.

    `busy` holds the blocks of calls already booked (buffers included) and what other calendars
    say, `booked` when each of those calls starts; `host` is any stable identifier.
    """

    host: str
    hours: HostHours
    busy: tuple[TimeRange, ...] = ()
    booked: tuple[datetime, ...] = ()

    def full_days(self, most: int | None) -> frozenset[date]:
        """The host's own dates on which `most` calls are booked."""
        if most is None:
            return frozenset()
        count = Counter(self.day_of(starts_at) for starts_at in self.booked)
        return frozenset(day for day, calls in count.items() if calls >= most)

    def day_of(self, instant: datetime) -> date:
        """The date on the host's wall."""
        return instant.astimezone(zone_named(self.hours.zone)).date()

    def is_free(self, block: TimeRange) -> bool:
        """Whether nothing in the calendar shares an instant with the block."""
        return not any(block.overlaps(taken) for taken in self.busy)


@dataclass(frozen=True, order=True)
class Slot:
    """A call that can be booked, in UTC, with the hosts who are free for it."""

    starts_at: datetime
    ends_at: datetime
    hosts: tuple[str, ...]


def open_slots(
    calendars: Sequence[HostCalendar],
    *,
    policy: BookingPolicy,
    at: datetime,
    window: TimeRange | None = None,
) -> list[Slot]:
    """Every slot that can be booked, in order, each with its free hosts in the order given.

    A slot begins no earlier than `at` plus the notice and no later than `at` plus the horizon,
    and inside `window` where one is given (a day or a month of the page). Hours are expanded for
    each date in the host's own zone; lengths are added in UTC, so that a call lasts as long as it
    says on the night the clocks change.

    :raises ZoneUnknown: when the hours of a host name no zone.
    """
    bookable = _bookable(policy, at, window)
    free: dict[datetime, list[str]] = {}
    for calendar in calendars:
        full = calendar.full_days(policy.daily_most)
        for starts_at in _starts(calendar.hours, policy, bookable):
            if calendar.day_of(starts_at) in full:
                continue
            if calendar.is_free(policy.block_at(starts_at)):
                free.setdefault(starts_at, []).append(calendar.host)
    return [
        Slot(starts_at, starts_at + policy.length, tuple(hosts))
        for starts_at, hosts in sorted(free.items())
    ]


def check_slot(
    starts_at: datetime,
    calendars: Sequence[HostCalendar],
    *,
    policy: BookingPolicy,
    at: datetime,
) -> Slot:
    """The slot that starts at this instant, as `open_slots` would offer it.

    :raises SlotPast: it has begun.
    :raises SlotTooSoon: it is closer than the notice.
    :raises SlotTooFar: it is beyond the horizon.
    :raises SlotOutsideHours: no host keeps a slot that starts then.
    :raises DayFull: every host who does has as many calls that day as fit into it.
    :raises SlotTaken: every host who does is busy.
    """
    _check_distance(starts_at, policy, at)
    window = TimeRange(starts_at, starts_at + timedelta(microseconds=1))
    keeping = [calendar for calendar in calendars if any(_starts(calendar.hours, policy, window))]
    if not keeping:
        raise SlotOutsideHours
    slots = open_slots(keeping, policy=policy, at=at, window=window)
    if not slots:
        full = (one.day_of(starts_at) in one.full_days(policy.daily_most) for one in keeping)
        raise DayFull if all(full) else SlotTaken
    return slots[0]


def read_start(text: str) -> datetime:
    """The instant that a form or an address names in ISO 8601 with an offset, in UTC.

    :raises SlotUnreadable: for anything else, a time without an offset included.
    """
    try:
        start = datetime.fromisoformat(text)
        if start.tzinfo is None:
            raise SlotUnreadable
        return start.astimezone(UTC)
    except (ValueError, OverflowError):
        raise SlotUnreadable from None


def choose_host(free: Sequence[str], last_booked: Mapping[str, datetime]) -> str:
    """The free host whose last booking is longest ago; who has none yet comes first.

    `last_booked` maps hosts to the instant at which their latest call was booked (not the time
    of the call). Ties go to the host named first.

    :raises SlotTaken: when nobody is free.
    """
    if not free:
        raise SlotTaken
    never = datetime.min.replace(tzinfo=UTC)
    return min(free, key=lambda host: last_booked.get(host, never))


def _check_distance(starts_at: datetime, policy: BookingPolicy, at: datetime) -> None:
    if starts_at <= at:
        raise SlotPast
    if starts_at < at + policy.minimum_notice:
        raise SlotTooSoon
    if starts_at > at + policy.horizon:
        raise SlotTooFar


def _bookable(policy: BookingPolicy, at: datetime, window: TimeRange | None) -> TimeRange:
    """The instants at which a call may begin."""
    # A call that begins this very moment has begun, also where no notice is asked for.
    first = at + max(policy.minimum_notice, timedelta(microseconds=1))
    # The horizon itself is still bookable, and ranges leave their end out.
    after_last = at + policy.horizon + timedelta(microseconds=1)
    if window is None:
        return TimeRange(first, after_last)
    return TimeRange(max(first, window.starts_at), min(after_last, window.ends_at))


def _starts(hours: HostHours, policy: BookingPolicy, bookable: TimeRange) -> Iterator[datetime]:
    """Every instant in `bookable` at which these hours let a call begin."""
    for opening in _openings(hours, bookable):
        starts_at = opening.starts_at
        while starts_at + policy.length <= opening.ends_at:
            if bookable.starts_at <= starts_at < bookable.ends_at:
                yield starts_at
            starts_at += policy.step


def _openings(hours: HostHours, bookable: TimeRange) -> Iterator[TimeRange]:
    """The open ranges of every local date that `bookable` touches; none when it is empty."""
    if bookable.starts_at >= bookable.ends_at:
        return
    zone = zone_named(hours.zone)
    day = bookable.starts_at.astimezone(zone).date()
    last = bookable.ends_at.astimezone(zone).date()
    while day <= last:
        yield from open_ranges(hours, day)
        day += timedelta(days=1)
