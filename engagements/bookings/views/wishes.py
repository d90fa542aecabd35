"""What the address or the form of a public page asks for: a zone, a host, a first day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from engagements.bookings import queries, rules
from engagements.bookings.months import MonthTimes, month_times
from engagements.bookings.timetable import Timetable, timetable, zones_at
from portal.accounts.models import Organization

SLOT_REFUSALS = (
    rules.SlotTaken,
    rules.DayFull,
    rules.SlotPast,
    rules.SlotTooSoon,
    rules.SlotTooFar,
    rules.SlotOutsideHours,
    rules.SlotUnreadable,
)
TOO_MANY = (rules.TooManyHolds, rules.TooManyToday, rules.TooManyFromHere)
STATUS = {
    rules.SlotTaken: 409,
    rules.DayFull: 409,
    rules.HostBusy: 409,
    rules.HostGone: 409,
    rules.NobodyHosts: 409,
    rules.HandedOver: 409,
    rules.TooManyMoves: 429,
    rules.HostUnknown: 404,
    **dict.fromkeys(TOO_MANY, 429),
}


@dataclass(frozen=True)
class Wish:
    """The zone to tell times in, and the one host that is asked for, if any.

    `chosen` is whether the visitor named the zone; else it is the partner's.
    """

    zone: str
    host_id: UUID | None = None
    chosen: bool = False

    @property
    def query(self) -> str:
        """The wish as the query of an address."""
        words = {"zone": self.zone if self.chosen else "", "host": self.host_id or ""}
        return urlencode({name: word for name, word in words.items() if word})


@dataclass(frozen=True)
class Shown:
    """The day or else the month that a page is to show."""

    day: date | None = None
    month: date | None = None


def wish_of(data: Mapping[str, Any], partner: Organization) -> Wish:
    """Read zone and host. Raises ZoneUnknown or HostUnknown."""
    zone, host = str(data.get("zone") or ""), str(data.get("host") or "")
    if zone:
        rules.zone_named(zone)
    try:
        host_id = UUID(host) if host else None
    except ValueError:
        raise rules.HostUnknown from None
    return Wish(zone or partner.time_zone, host_id, chosen=bool(zone))


def shown_of(data: Mapping[str, Any]) -> Shown:
    """The day or the month a page is to show; anything unreadable is the first there is."""
    return Shown(day=_date(data.get("day")), month=_date(f"{data.get('month')}-01"))


def status_of(refused: rules.BookingRefused | None) -> int:
    """The status of a page that tells this refusal; 200 for none."""
    return STATUS.get(type(refused), 422) if refused else 200


def times_for(partner: Organization, wish: Wish, shown: Shown, *, at: datetime) -> MonthTimes:
    """A month and a day of a partner, as a wish asks for them. Raises HostUnknown."""
    slots = queries.open_slots(partner.pk, at=at, host_id=wish.host_id)
    return month_times(slots, zone=wish.zone, at=at, day=shown.day, month=shown.month)


def times_near(partner: Organization, wish: Wish, chosen: str, *, at: datetime) -> Timetable:
    """The two open days nearest to a time that was refused, to choose another one from."""
    slots = queries.open_slots(partner.pk, at=at, host_id=wish.host_id)
    try:
        start = rules.read_start(chosen).astimezone(rules.zone_named(wish.zone)).date()
    except (rules.SlotUnreadable, OverflowError):
        start = None
    return timetable(slots, zone=wish.zone, at=at, start=start, most=2)


def picker(times: MonthTimes, wish: Wish, path: str, *, at: datetime) -> dict[str, Any]:
    """What the fragment with zone and slots shows; `path` is the page it belongs to."""
    return {
        "times": times,
        "wish": wish,
        "zones": zones_at(at, chosen=wish.zone),
        "path": path,
        "earlier_url": _month_url(path, wish, times.month.earlier if times.month else None),
        "later_url": _month_url(path, wish, times.month.later if times.month else None),
        "weekday_names": [(name[:2], name) for name in rules.WEEKDAYS],
        "day_url": f"{path}?{wish.query}&day=" if wish.query else f"{path}?day=",
    }


def _month_url(path: str, wish: Wish, first: date | None) -> str:
    if first is None:
        return ""
    return f"{path}?month={first:%Y-%m}" + (f"&{wish.query}" if wish.query else "")


def _date(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text or ""))
    except ValueError:
        return None
