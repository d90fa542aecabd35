"""Jobs of the queue itself. They need no row: beat rings again anyway."""

from celery import shared_task
from django.utils import timezone

from portal.jobs import queue


@shared_task(name="portal.sweep_jobs", ignore_result=True)
def sweep_jobs(**_: object) -> None:
    """Ring again for jobs whose bell nobody answered."""
    queue.sweep(at=timezone.now())


@shared_task(name="portal.forget_jobs", ignore_result=True)
def forget_jobs(**_: object) -> None:
    """Delete jobs that ended 90 days ago."""
    queue.forget(at=timezone.now())
