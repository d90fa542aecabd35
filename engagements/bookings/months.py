"""Open slots as a month to choose a day from, and the times of that day."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engagements.bookings.rules import Slot, zone_named
from engagements.bookings.timetable import timetable
from portal.ui.parts import SlotDay

WEEKS = Calendar(firstweekday=0)


@dataclass(frozen=True)
class MonthDay:
    """A day in the grid of a month: how many times are open, and whether it is shown."""

    day: date
    open: int
    chosen: bool


@dataclass(frozen=True)
class Month:
    """The weeks of a month that are not over, Monday first, None for days of its neighbours; and
    the months to turn to.
    """

    first: date
    weeks: tuple[tuple[MonthDay | None, ...], ...]
    earlier: date | None
    later: date | None


@dataclass(frozen=True)
class MonthTimes:
    """A month and the times of one of its days, in one zone; no month while nothing is open."""

    month: Month | None
    zone: str
    offset: str
    days: tuple[SlotDay, ...]
    following: date | None = None

    @property
    def zone_in_words(self) -> str:
        """“Europe/Berlin, UTC+01:00”."""
        return f"{self.zone}, {self.offset}"


def month_times(
    slots: Sequence[Slot],
    *,
    zone: str,
    at: datetime,
    day: date | None = None,
    month: date | None = None,
) -> MonthTimes:
    """The month of `day`, or `month` with its first open day, or the first that has any.

    Months without an open time can be turned to between those that have some. `following` is the
    next open day when the one that was asked for has none.

    :raises ZoneUnknown: when the name is not that of a zone.
    """
    every = timetable(slots, zone=zone, at=at, most=len(slots) or 1)
    open_days = {one.day: one for one in every.days}
    if not open_days:
        return MonthTimes(None, zone, every.offset, ())
    shown = day or _first_of(open_days, month) or month or every.days[0].day
    chosen = open_days.get(shown)
    told = timetable(slots, zone=zone, at=at, start=shown, most=1) if chosen else every
    return MonthTimes(
        month=_month(shown, open_days, at.astimezone(zone_named(zone)).date()),
        zone=zone,
        offset=told.offset,
        days=(chosen,) if chosen else (),
        following=None if chosen else min((one for one in open_days if one > shown), default=None),
    )


def _first_of(open_days: dict[date, SlotDay], month: date | None) -> date | None:
    if month is None:
        return None
    return min((one for one in open_days if _same_month(one, month)), default=None)


def _month(shown: date, open_days: dict[date, SlotDay], today: date) -> Month:
    first = shown.replace(day=1)
    weeks = tuple(
        tuple(_month_day(first.replace(day=one), shown, open_days) if one else None for one in week)
        # Numbers and not dates: the last week of the year 9999 has days that no date can hold.
        for week in WEEKS.monthdayscalendar(first.year, first.month)
        if first.replace(day=max(week)) >= min(today, shown)
    )
    begin, end = min(open_days).replace(day=1), max(open_days).replace(day=1)
    return Month(
        first=first,
        weeks=weeks,
        earlier=_turned(first, -1) if first > begin else None,
        later=_turned(first, 1) if first < end else None,
    )


def _month_day(one: date, shown: date, open_days: dict[date, SlotDay]) -> MonthDay:
    return MonthDay(one, len(open_days[one].slots) if one in open_days else 0, one == shown)


def _same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


def _turned(first: date, by: int) -> date:
    number = first.year * 12 + first.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)
