"""What the address or the form of a public page asks for: a zone, a host, a first day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from engagements.bookings import queries, rules
from engagements.bookings.timetable import Timetable, timetable, zones_at
from portal.accounts.models import Organization

SLOT_REFUSALS = (
    rules.SlotTaken,
    rules.SlotPast,
    rules.SlotTooSoon,
    rules.SlotTooFar,
    rules.SlotOutsideHours,
    rules.SlotUnreadable,
)
STATUS = {rules.SlotTaken: 409, rules.HostUnknown: 404, rules.TooManyHolds: 429}


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


def day_of(data: Mapping[str, Any]) -> date | None:
    """The first day a page is to show; anything unreadable is the first day there is."""
    try:
        return date.fromisoformat(str(data.get("from") or ""))
    except ValueError:
        return None


def status_of(refused: rules.BookingRefused | None) -> int:
    """The status of a page that tells this refusal; 200 for none."""
    return STATUS.get(type(refused), 422) if refused else 200


def times_for(
    partner: Organization, wish: Wish, *, at: datetime, start: date | None = None
) -> Timetable:
    """The open days of a partner, as a wish asks for them. Raises HostUnknown."""
    slots = queries.open_slots(partner.pk, at=at, host_id=wish.host_id)
    return timetable(slots, zone=wish.zone, at=at, start=start)


def times_near(partner: Organization, wish: Wish, chosen: str, *, at: datetime) -> Timetable:
    """The two open days nearest to a time that was refused, to choose another one from."""
    slots = queries.open_slots(partner.pk, at=at, host_id=wish.host_id)
    try:
        start = rules.read_start(chosen).astimezone(rules.zone_named(wish.zone)).date()
    except (rules.SlotUnreadable, OverflowError):
        start = None
    return timetable(slots, zone=wish.zone, at=at, start=start, most=2)


def picker(times: Timetable, wish: Wish, path: str, *, at: datetime) -> dict[str, Any]:
    """What the fragment with zone and slots shows; `path` is the page it belongs to."""
    return {
        "times": times,
        "wish": wish,
        "zones": zones_at(at, chosen=wish.zone),
        "path": path,
        "earlier_url": _address(path, wish, times.earlier),
        "later_url": _address(path, wish, times.later),
    }


def _address(path: str, wish: Wish, start: date | None) -> str:
    if start is None:
        return ""
    return f"{path}?from={start.isoformat()}" + (f"&{wish.query}" if wish.query else "")
