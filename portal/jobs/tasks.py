"""Jobs of the queue itself."""

from celery import shared_task
from django.utils import timezone

from portal.jobs.queue import sweep


@shared_task(name="portal.sweep_jobs", ignore_result=True)
def sweep_jobs(**_: object) -> None:
    sweep(at=timezone.now())
