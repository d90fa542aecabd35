"""Background jobs of this app. Each takes ids and makes one call."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from engagements.bookings import actions as bookings
from portal.jobs.task import JobTask, Lease


@shared_task(name="engagements.expire_hold", base=JobTask)
def expire_hold(lease: Lease, *, booking_id: str, **_: object) -> None:
    """Give a held time back that nobody confirmed."""
    with lease.finish():
        bookings.expire_hold(booking_id=UUID(booking_id), at=timezone.now())
