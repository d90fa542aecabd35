"""When a host takes calls: wall time in a zone, turned into instants date by date."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from engagements.bookings.rules.refusals import ZoneUnknown

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, order=True)
class TimeRange:
    """A stretch of real time from `starts_at` up to, not including, `ends_at` (both aware)."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "TimeRange") -> bool:
        """Whether the two share an instant; ranges that only touch do not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, order=True)
class WallRange:
    """A stretch of one day as a clock on the wall shows it; an end of 00:00 is midnight."""

    start: time
    end: time

    def starts_on(self, day: date) -> datetime:
        """The start on a day, as naive wall time."""
        return datetime.combine(day, self.start)

    def ends_on(self, day: date) -> datetime:
        """The end on a day, as naive wall time; midnight belongs to the next date."""
        days = timedelta(days=0 if self.end > time.min else 1)
        return datetime.combine(day, self.end) + days


@dataclass(frozen=True, kw_only=True)
class HostHours:
    """When one host takes calls.

    `weekly` maps a weekday (Monday is 0) to its ranges; a weekday left out is free of calls.
    `holidays` are days off; `overrides` replaces the ranges of single dates, holidays included,
    and an empty tuple is a day off. Everything is wall time in `zone`, an IANA name.
    """

    zone: str
    weekly: Mapping[int, tuple[WallRange, ...]]
    overrides: Mapping[date, tuple[WallRange, ...]] = field(default_factory=dict)
    holidays: Container[date] = ()

    def on(self, day: date) -> tuple[WallRange, ...]:
        """The ranges of one date: its override, none on a holiday, else those of its weekday."""
        usual = () if day in self.holidays else self.weekly.get(day.weekday(), ())
        return self.overrides.get(day, usual)


@cache
def zone_names() -> frozenset[str]:
    """Every IANA zone name this machine knows."""
    return frozenset(available_timezones())


def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name.

    :raises ZoneUnknown: for anything that is not in `zone_names`, paths included.
    """
    if name not in zone_names():
        raise ZoneUnknown(name)
    return _zone(name)


def check_hours(hours: HostHours) -> tuple[str, ...]:
    """Every reason why these hours cannot be kept, one sentence each; empty when sound."""
    return tuple(_faults(hours))


def open_ranges(hours: HostHours, day: date) -> tuple[TimeRange, ...]:
    """The real time on one date during which the wall clock shows an hour of this host.

    An hour that is skipped in spring is not there; one that is shown twice in autumn counts
    twice. Ranges that follow each other without a gap are one. In UTC, in order.

    :raises ZoneUnknown: when the zone of the hours is none.
    """
    zone = zone_named(hours.zone)
    pieces = sorted(
        piece
        for stretch in _stretches(day, zone)
        for wall in hours.on(day)
        for piece in _within(stretch, wall, day, zone)
    )
    return tuple(_merged(pieces))


@cache
def _zone(name: str) -> ZoneInfo:
    # ZoneInfo itself keeps eight; a page that lists all zones would read each file every time.
    return ZoneInfo(name)


def _faults(hours: HostHours) -> Iterator[str]:
    if hours.zone not in zone_names():
        yield str(ZoneUnknown(hours.zone))
    for weekday, ranges in sorted(hours.weekly.items()):
        yield from _range_faults(WEEKDAYS[weekday], ranges)
    for day, ranges in sorted(hours.overrides.items()):
        yield from _range_faults(f"{day.day} {day:%B %Y}", ranges)


def _range_faults(name: str, ranges: tuple[WallRange, ...]) -> Iterator[str]:
    day = date(2000, 1, 1)
    for wall in ranges:
        if wall.starts_on(day) >= wall.ends_on(day):
            yield f"{name}: {wall.start:%H:%M} to {wall.end:%H:%M} ends before it begins."
    for earlier, later in pairwise(sorted(ranges)):
        if later.starts_on(day) < earlier.ends_on(day):
            yield f"{name}: {earlier.start:%H:%M} and {later.start:%H:%M} begin overlapping hours."


def _stretches(day: date, zone: ZoneInfo) -> Iterator[TimeRange]:
    """Cut a local date where the clock is changed, so that each stretch has one offset.

    No zone changes its clock twice within a day, so comparing the two ends is enough.
    """
    start = datetime.combine(day, time.min, zone).astimezone(UTC)
    end = datetime.combine(day + timedelta(days=1), time.min, zone).astimezone(UTC)
    change = _clock_change(start, end, zone)
    if start < change:
        yield TimeRange(start, change)
    yield TimeRange(change, end)


def _clock_change(start: datetime, end: datetime, zone: ZoneInfo) -> datetime:
    """The first instant, to the second, whose offset is that of the end; `start` if none."""
    after = _offset(end - timedelta(seconds=1), zone)
    if _offset(start, zone) == after:
        return start
    low, high = 0, int((end - start).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(start + timedelta(seconds=middle), zone) == after:
            high = middle
        else:
            low = middle
    return start + timedelta(seconds=high)


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta(0)


def _within(stretch: TimeRange, wall: WallRange, day: date, zone: ZoneInfo) -> Iterator[TimeRange]:
    offset = _offset(stretch.starts_at, zone)
    starts_at = max(stretch.starts_at, (wall.starts_on(day) - offset).replace(tzinfo=UTC))
    ends_at = min(stretch.ends_at, (wall.ends_on(day) - offset).replace(tzinfo=UTC))
    if starts_at < ends_at:
        yield TimeRange(starts_at, ends_at)


def _merged(pieces: list[TimeRange]) -> Iterator[TimeRange]:
    waiting: TimeRange | None = None
    for piece in pieces:
        if waiting is not None and piece.starts_at <= waiting.ends_at:
            waiting = TimeRange(waiting.starts_at, max(waiting.ends_at, piece.ends_at))
            continue
        if waiting is not None:
            yield waiting
        waiting = piece
    if waiting is not None:
        yield waiting
