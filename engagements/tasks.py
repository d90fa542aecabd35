"""Background jobs of this app. Each takes ids and makes one call."""

from datetime import datetime
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from engagements.bookings import actions as bookings
from engagements.bookings import queries as calls
from engagements.bookings.models import Booking, BusyCalendar
from engagements.bookings.reading import busy_times
from engagements.bookings.rules import CalendarUnreadable, Reminder
from engagements.lifecycle import actions as lifecycle
from engagements.lifecycle.models import Engagement
from portal.accounts.models import Organization
from portal.fetching import FetchRefused, Guard, fetch
from portal.jobs.queue import enqueue
from portal.jobs.task import JobTask, Lease
from portal.tenancy.context import tenant


@shared_task(name="engagements.pass_on_opening", base=JobTask)
def pass_on_opening(lease: Lease, *, engagement_id: str, by_id: str, **_: object) -> None:
    """Ask, in the client's organisation, for the opening to be recorded there too."""
    with lease.enter():
        opened: Engagement = Engagement.objects.get(pk=engagement_id)
    with tenant(org=opened.org_id, partner=opened.partner_id):
        enqueue("engagements.record_opening", engagement_id=engagement_id, by_id=by_id)
    with lease.finish():
        pass


@shared_task(name="engagements.record_opening", base=JobTask)
def record_opening(lease: Lease, *, engagement_id: str, by_id: str, **_: object) -> None:
    """Begin the client's trail of an engagement."""
    with lease.finish():
        lifecycle.record_opening(engagement_id=UUID(engagement_id), by_id=UUID(by_id))


@shared_task(name="engagements.expire_hold", base=JobTask)
def expire_hold(lease: Lease, *, booking_id: str, **_: object) -> None:
    """Give a held time back that nobody confirmed."""
    with lease.finish():
        bookings.expire_hold(booking_id=UUID(booking_id), at=timezone.now())


@shared_task(name="engagements.remind_of_call", base=JobTask)
def remind_of_call(
    lease: Lease, *, booking_id: str, reminder: str, meant_for: str, **_: object
) -> None:
    """Remind visitor and host of a call, unless it has another time by now."""
    with lease.finish():
        bookings.remind(
            partner=Organization.objects.get(pk=str(lease.org)),
            booking_id=UUID(booking_id),
            reminder=Reminder(reminder),
            meant_for=datetime.fromisoformat(meant_for),
            at=timezone.now(),
        )


@shared_task(name="engagements.read_busy_calendar", base=JobTask)
def read_busy_calendar(lease: Lease, *, calendar_id: str, **_: object) -> None:
    """Ask a host's other calendar when the host is busy; what cannot be read is told, not kept."""
    with lease.enter():
        wanted = calls.reading_of(UUID(calendar_id), at=timezone.now())
    if wanted is None:
        with lease.finish():
            return
    guard = Guard(allowed=frozenset(settings.FETCH_ALLOWED))
    try:
        data = fetch(wanted.address, guard=guard)
        busy = busy_times(data, zone=wanted.zone, window=wanted.window, ours=wanted.ours)
    except (FetchRefused, CalendarUnreadable) as refused:
        with lease.finish():
            bookings.keep_fault(
                calendar_id=UUID(calendar_id), fault=str(refused), at=timezone.now()
            )
        return
    with lease.finish():
        bookings.keep_copy(calendar_id=UUID(calendar_id), busy=busy, at=timezone.now())


@shared_task(name="engagements.read_busy_calendars", ignore_result=True)
def read_busy_calendars(**_: object) -> None:
    """Have every calendar of a host who takes calls read anew."""
    for calendar in list(BusyCalendar.everywhere.in_use()):
        with tenant(org=calendar.partner_id, partner=calendar.partner_id):
            bookings.ask_for_reading(calendar=calendar)


@shared_task(name="engagements.forget_networks", ignore_result=True)
def forget_networks(**_: object) -> None:
    """Clear from calls, an hour after they were asked for, which network that came from."""
    Booking.everywhere.forget_networks(timezone.now())
