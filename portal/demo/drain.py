"""Does the queued work at once, in this process, beside workers or before they are there."""

import time

from celery import current_app
from django.utils import timezone

import portal.celery
from portal.jobs.models import Job, JobState

PATIENCE, PAUSE = 180.0, 0.1


def drain() -> int:
    """Run every job that is due with its real task, and wait for those a worker has.

    How many were run here. Raises TimeoutError when a worker does not come to its end.
    """
    portal.celery.app.loader.import_default_modules()
    done, deadline = 0, time.monotonic() + PATIENCE
    while alive := _alive():
        due = [job for job in alive if job.state == JobState.QUEUED]
        for job in due:
            _run(job)
        done += len(due)
        if not due:
            time.sleep(PAUSE)
        if time.monotonic() > deadline:
            raise TimeoutError(f"{len(alive)} jobs of the demonstration did not come to an end.")
    return done


def _alive() -> list[Job]:
    states = [JobState.QUEUED, JobState.RUNNING]
    rows = Job.everywhere.filter(state__in=states, not_before__lte=timezone.now())
    return list(rows.order_by("created_at"))


def _run(job: Job) -> None:
    words = {"job": job.pk, "org": job.org_id, "partner": job.partner_id}
    task = current_app.tasks[job.name]
    task(**{name: str(word) if word else None for name, word in words.items()})
