"""Open slots as the days of a page, and the zones one can read them in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby

from engagements.bookings.rules import Slot, offset_of, zone_named, zone_names
from portal.ui.parts import Slot as Choice
from portal.ui.parts import SlotDay

AREAS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic"),
    *("Australia", "Europe", "Indian", "Pacific"),
)


@dataclass(frozen=True)
class Zone:
    """A time zone as a choice: its IANA name, and place and offset in words."""

    name: str
    label: str


@dataclass(frozen=True)
class Timetable:
    """A few days with open slots, told in one zone."""

    zone: str
    offset: str
    days: tuple[SlotDay, ...]

    @property
    def zone_in_words(self) -> str:
        """“Europe/Berlin, UTC+01:00”."""
        return f"{self.zone}, {self.offset}"


def timetable(
    slots: Sequence[Slot],
    *,
    zone: str,
    at: datetime,
    start: date | None = None,
    most: int,
) -> Timetable:
    """At `most` so many days from `start` on that have an open slot, on the clocks of `zone`.

    The offset is that of the first day shown; a time that the clocks show twice carries its own.

    :raises ZoneUnknown: when the name is not that of a zone.
    """
    here = zone_named(zone)
    days = [
        SlotDay(day, tuple(_choices(list(group), zone)))
        for day, group in groupby(slots, key=lambda slot: slot.starts_at.astimezone(here).date())
    ]
    first = next((n for n, day in enumerate(days) if start and day.day >= start), 0)
    shown = days[first : first + most]
    told_at = datetime.fromisoformat(shown[0].slots[0].value) if shown else at
    return Timetable(
        zone=zone,
        offset=offset_of(zone, told_at),
        days=tuple(shown),
    )


def zones_at(at: datetime, *, chosen: str) -> list[tuple[str, list[Zone]]]:
    """Every zone of an area of the world with its offset now, grouped by area.

    A chosen zone that stands in no area (a legacy name) is put in front.
    """
    groups = _zones(at.replace(minute=0, second=0, microsecond=0))
    if any(zone.name == chosen for _, zones in groups for zone in zones):
        return groups
    return [("Chosen", [Zone(chosen, f"{chosen} ({offset_of(chosen, at)})")]), *groups]


@lru_cache(maxsize=4)
def _zones(at: datetime) -> list[tuple[str, list[Zone]]]:
    return [(area, list(_zones_of(area, at))) for area in AREAS]


def _zones_of(area: str, at: datetime) -> Iterable[Zone]:
    for name in sorted(zone_names()):
        if name.startswith(f"{area}/"):
            place = name.partition("/")[2].replace("_", " ")
            yield Zone(name, f"{place} ({offset_of(name, at)})")


def _choices(slots: Sequence[Slot], zone: str) -> Iterable[Choice]:
    here = zone_named(zone)
    clocks = [f"{slot.starts_at.astimezone(here):%H:%M}" for slot in slots]
    for slot, clock in zip(slots, clocks, strict=True):
        twice = clocks.count(clock) > 1
        label = f"{clock} {offset_of(zone, slot.starts_at)}" if twice else clock
        yield Choice(slot.starts_at.isoformat(), label)
