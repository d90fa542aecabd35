"""Hours and intakes as JSON values, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, time
from typing import Any

from engagements.bookings.rules.hours import HostHours, WallRange
from engagements.bookings.rules.intake import Intake, Volume
from engagements.lifecycle.rules import Destination, HipaaRole, Sector


def intake_as_json(intake: Intake) -> dict[str, Any]:
    """The intake as JSON values, under the names of its fields."""
    deadline = intake.deadline.isoformat() if intake.deadline else None
    return asdict(intake) | {"deadline": deadline}


def intake_from_json(stored: Mapping[str, Any]) -> Intake:
    """The intake that `intake_as_json` gave."""
    deadline = stored["deadline"]
    typed = {
        "sector": Sector(stored["sector"]),
        "hipaa_role": HipaaRole(stored["hipaa_role"]),
        "destination": Destination(stored["destination"]),
        "volume": Volume(stored["volume"]),
        "deadline": date.fromisoformat(deadline) if deadline else None,
    }
    return Intake(**(dict(stored) | typed))


def weekly_as_json(hours: HostHours) -> dict[str, list[list[str]]]:
    """The weekly ranges by weekday ("0" is Monday), as pairs of "HH:MM"."""
    return {str(weekday): _pairs(ranges) for weekday, ranges in sorted(hours.weekly.items())}


def overrides_as_json(hours: HostHours) -> dict[str, list[list[str]]]:
    """The ranges of single dates by ISO date; an empty list is a day off."""
    return {day.isoformat(): _pairs(ranges) for day, ranges in sorted(hours.overrides.items())}


def hours_from_json(
    zone: str, weekly: Mapping[str, Any], overrides: Mapping[str, Any]
) -> HostHours:
    """The hours that `weekly_as_json` and `overrides_as_json` gave."""
    return HostHours(
        zone=zone,
        weekly={int(weekday): _ranges(pairs) for weekday, pairs in weekly.items()},
        overrides={date.fromisoformat(day): _ranges(pairs) for day, pairs in overrides.items()},
    )


def _pairs(ranges: tuple[WallRange, ...]) -> list[list[str]]:
    return [[f"{wall.start:%H:%M}", f"{wall.end:%H:%M}"] for wall in ranges]


def _ranges(pairs: list[list[str]]) -> tuple[WallRange, ...]:
    return tuple(WallRange(time.fromisoformat(a), time.fromisoformat(b)) for a, b in pairs)
