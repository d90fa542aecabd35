"""Background jobs of this app. Each takes ids and makes one call."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from compliance.clearance import actions as clearance
from engagements.lifecycle.models import Engagement
from portal.jobs.queue import enqueue
from portal.jobs.task import JobTask, Lease
from portal.tenancy.context import tenant


@shared_task(name="compliance.restamp", base=JobTask)
def restamp(lease: Lease, *, engagement_id: str, **_: object) -> None:
    now = timezone.now()
    with lease.finish():
        engagement: Engagement = Engagement.objects.select_related("org").get(pk=engagement_id)
        clearance.restamp(engagement_id=UUID(engagement_id), at=now, today=engagement.org.day(now))


@shared_task(name="compliance.restamp_book", base=JobTask)
def restamp_book(lease: Lease, *, partner_id: str, **_: object) -> None:
    with lease.enter():
        rows = Engagement.objects.of_partner(UUID(partner_id)).open()
        found = list(rows.values_list("pk", "org_id", "partner_id"))
    for engagement_id, org_id, owner_id in found:
        with lease.enter():
            lease.renew()
        with tenant(org=org_id, partner=owner_id):
            enqueue("compliance.restamp", engagement_id=str(engagement_id))
    with lease.finish():
        pass


@shared_task(name="compliance.restamp_all", ignore_result=True)
def restamp_all(**_: object) -> None:
    """Every open engagement, once a day: a lapse changes the verdict the same day."""
    found = Engagement.everywhere.open().values_list("pk", "org_id", "partner_id")
    for engagement_id, org_id, partner_id in list(found):
        with tenant(org=org_id, partner=partner_id):
            enqueue("compliance.restamp", engagement_id=str(engagement_id))
