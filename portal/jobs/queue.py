"""Asking for background work: a row in the business transaction, a bell after its commit."""

import logging
from datetime import datetime, timedelta
from functools import partial

from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from portal.jobs.models import Job

logger = logging.getLogger(__name__)


def enqueue(name: str, *, delay: timedelta = timedelta(), **ids: str) -> Job:
    """Have the task `name` run with `ids` after commit; it survives a lost broker or worker.

    Ids only, as strings. Raises NoTenant outside a scope.
    """
    now = timezone.now()
    job = Job.open(name, ids=ids, at=now, not_before=now + delay)
    if not delay:
        transaction.on_commit(partial(ring, job), robust=True)
    return job


def ring(job: Job) -> None:
    """Tell the broker about a job. A deaf broker is no fault: the sweeper rings again."""
    words = {
        "job": str(job.pk),
        "org": str(job.org_id) if job.org_id else None,
        "partner": str(job.partner_id) if job.partner_id else None,
    }
    try:
        current_app.send_task(job.name, kwargs=words, retry=False)
    except (OperationalError, OSError):
        logger.warning("The broker did not take job %s (%s)", job.pk, job.name)


def sweep(*, at: datetime, most: int = 500) -> int:
    """Ring again for jobs nobody answered; the number rung. Runs as the role that sees all."""
    rows = Job.objects.using("system")
    with transaction.atomic(using="system"):
        unheard = list(
            rows.unheard(at).select_for_update(skip_locked=True).order_by("rung_at")[:most]
        )
        rows.filter(pk__in=[job.pk for job in unheard]).update(rung_at=at)
    for job in unheard:
        ring(job)
    return len(unheard)
