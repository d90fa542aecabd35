"""Calls, and what their hosts keep, for the addresses that name them."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from engagements.bookings import actions as bookings
from engagements.bookings.models import Booking
from tests.access.actors import Actor
from tests.cast import NOON
from tests.engagements.bookings import calls


def call(world: Any) -> tuple[Booking, str]:
    now = timezone.now()
    calls.take_calls(world.cast, world.cast.carla, at=now)
    return calls.book(world.cast, starts_at=_next_time(now), at=now)


def feed(world: Any) -> Any:
    host = world.value("call", Actor.ANONYMOUS)[0].host
    with world.at_partner():
        return bookings.give_feed(host=host, by=world.cast.carla, at=NOON)


def calendar(world: Any) -> Any:
    host = world.value("call", Actor.ANONYMOUS)[0].host
    with world.at_partner():
        return bookings.add_calendar(
            host=host,
            name="Family",
            address="https://calendar.example/family.ics",
            by=world.cast.carla,
            at=NOON,
        ).pk


def _next_time(now: datetime) -> datetime:
    """Ten in the morning in New York, on a working day soon."""
    there = ZoneInfo("America/New_York")
    days = (now.astimezone(there).date() + timedelta(days=ahead) for ahead in range(2, 9))
    day = next(day for day in days if day.weekday() < 5 and day not in calls.HOURS.overrides)
    return datetime.combine(day, time(10), tzinfo=there).astimezone(UTC)
