"""Background jobs of this app. Each takes ids and makes one call."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from compliance.clearance import actions as clearance
from engagements.lifecycle.models import Engagement
from portal.jobs.task import JobTask, Lease


@shared_task(name="compliance.restamp", base=JobTask)
def restamp(lease: Lease, *, engagement_id: str, **_: object) -> None:
    now = timezone.now()
    with lease.finish():
        engagement: Engagement = Engagement.objects.select_related("org").get(pk=engagement_id)
        clearance.restamp(engagement_id=UUID(engagement_id), at=now, today=engagement.org.day(now))
