"""Asking for background work: a row in the business transaction, a bell after its commit."""

import logging
import time
from datetime import datetime, timedelta
from functools import partial

from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from portal.jobs.models import Job

logger = logging.getLogger(__name__)

DEAF_FOR = 5.0  # seconds
KEPT_FOR = timedelta(days=90)


class _Bell:
    """Rings the broker. One that did not take a message is left alone for a while.

    So a request that asks for several jobs waits for a silent broker once, and a sweep does not
    wait for it five hundred times.
    """

    deaf_until = 0.0

    def ring(self, job: Job) -> bool:
        if time.monotonic() < self.deaf_until:
            return False
        words = {
            "job": str(job.pk),
            "org": str(job.org_id) if job.org_id else None,
            "partner": str(job.partner_id) if job.partner_id else None,
        }
        try:
            current_app.send_task(job.name, kwargs=words, retry=False)
        except (OperationalError, OSError):
            self.deaf_until = time.monotonic() + DEAF_FOR
            logger.warning("The broker did not take job %s (%s)", job.pk, job.name)
            return False
        return True


bell = _Bell()


def enqueue(name: str, *, delay: timedelta = timedelta(), **ids: str) -> Job:
    """Have the task `name` run with `ids` after commit; it survives a lost broker or worker.

    Ids only, as strings. Raises NoTenant outside a scope.
    """
    now = timezone.now()
    job = Job.open(name, ids=ids, at=now, not_before=now + delay)
    if not delay:
        transaction.on_commit(partial(bell.ring, job), robust=True)
    return job


def withdraw(name: str, **ids: str) -> bool:
    """Take a job back that nobody has begun, so that it holds no place in the line."""
    return Job.objects.waiting_for(name, ids).end(at=timezone.now())


def sweep(*, at: datetime, most: int = 500) -> int:
    """Ring again for jobs nobody answered; the number that the broker took."""
    with transaction.atomic(using="system"):
        unheard = list(
            Job.everywhere.unheard(at)
            .select_for_update(skip_locked=True)
            .order_by("rung_at")[:most]
        )
        Job.everywhere.filter(pk__in=[job.pk for job in unheard]).update(rung_at=at)
    return sum(bell.ring(job) for job in unheard)


def forget(*, at: datetime) -> int:
    """Delete jobs that ended long ago; their effects and the trail stay. The number deleted."""
    deleted, _ = Job.everywhere.over_since(at - KEPT_FOR).delete()
    return deleted
