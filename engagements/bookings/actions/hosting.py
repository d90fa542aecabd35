"""What hosts keep: their hours and terms, the address of their feed, their other calendars."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from engagements.bookings import rules
from engagements.bookings.models import MOST_PER_HOST, BusyCalendar, Host
from engagements.bookings.rules import BookingPolicy, HostHours, TimeRange
from portal.accounts.models import Organization, User
from portal.accounts.tokens import fresh_token
from portal.audit import log
from portal.jobs.queue import enqueue

HOURS_KEPT = log.action("engagements.bookings.hours_kept", "wrote down when calls are taken")
FEED_GIVEN = log.action(
    "engagements.bookings.feed_given", "made a new address for the calendar of calls"
)
CALENDAR_ADDED = log.action(
    "engagements.bookings.calendar_added", "added a calendar that keeps calls away"
)
CALENDAR_REMOVED = log.action(
    "engagements.bookings.calendar_removed", "removed a calendar that kept calls away"
)

READ_CALENDAR = "engagements.read_busy_calendar"


@transaction.atomic
def keep_hours(
    *,
    partner: Organization,
    user: User,
    hours: HostHours,
    policy: BookingPolicy,
    meeting_place: str,
    active: bool,
    by: User,
    at: datetime,
    public_holidays: str = "",
) -> Host:
    """Write down when a person takes calls, and on what terms; the first time makes them a host.

    Raises HoursRefused with every reason why the hours cannot be kept. Calls already booked stay.
    """
    known = Host.objects.select_for_update().filter(partner=partner, user=user).first()
    host = known or Host(partner=partner, user=user)
    host.keep(
        hours=hours,
        policy=policy,
        meeting_place=meeting_place,
        active=active,
        public_holidays=public_holidays,
    )
    log.record(
        HOURS_KEPT,
        target=host,
        by=by,
        at=at,
        zone=host.time_zone,
        weekly=host.weekly,
        overrides=host.overrides,
        active=active,
    )
    return host


@transaction.atomic
def give_feed(*, host: Host, by: User, at: datetime) -> str:
    """A new address at which calendar programs find the host's calls; the old one ends."""
    token = fresh_token()
    Host.objects.select_for_update().get(pk=host.pk).give_feed(token)
    log.record(FEED_GIVEN, target=host, by=by, at=at)
    return token


@transaction.atomic
def add_calendar(*, host: Host, name: str, address: str, by: User, at: datetime) -> BusyCalendar:
    """Keep calls away from what another calendar says; a worker reads it at once.

    Raises CalendarsRefused when the host has as many as may be.
    """
    Host.objects.select_for_update().get(pk=host.pk)
    if BusyCalendar.objects.of_host(host).count() >= MOST_PER_HOST:
        raise rules.CalendarsRefused(MOST_PER_HOST)
    calendar = BusyCalendar(partner_id=host.partner_id, host=host)
    calendar.add(name=name, address=address, at=at)
    log.record(CALENDAR_ADDED, target=calendar, by=by, at=at, name=calendar.name)
    enqueue(READ_CALENDAR, calendar_id=str(calendar.pk))
    return calendar


@transaction.atomic
def remove_calendar(*, calendar: BusyCalendar, by: User, at: datetime) -> None:
    """Forget a calendar with its address and its copy."""
    log.record(CALENDAR_REMOVED, target=calendar, by=by, at=at, name=calendar.name)
    calendar.delete()


@transaction.atomic
def ask_for_reading(*, calendar: BusyCalendar) -> None:
    """Have a calendar read anew."""
    enqueue(READ_CALENDAR, calendar_id=str(calendar.pk))


@transaction.atomic
def keep_copy(*, calendar_id: UUID, busy: Sequence[TimeRange], at: datetime) -> None:
    """What was read replaces what was known; nothing when the calendar is gone meanwhile."""
    calendar = BusyCalendar.objects.select_for_update().filter(pk=calendar_id).first()
    if calendar:
        calendar.keep_copy(busy, at=at)


@transaction.atomic
def keep_fault(*, calendar_id: UUID, fault: str, at: datetime) -> None:
    """It could not be read; the last good copy stays in force."""
    calendar = BusyCalendar.objects.select_for_update().filter(pk=calendar_id).first()
    if calendar:
        calendar.keep_fault(fault, at=at)
