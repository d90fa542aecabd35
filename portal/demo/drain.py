"""Does the queued work at once, in this process, before workers are there."""

from celery import current_app
from django.db import connections

import portal.celery

NEXT = (
    "SELECT id, name, org_id, partner_id FROM jobs_job"
    " WHERE state = 'queued' AND not_before <= now() ORDER BY created_at LIMIT 1"
)


def drain() -> int:
    """Run every queued job with its real task; how many it was."""
    portal.celery.app.loader.import_default_modules()
    done = 0
    while row := _next():
        job, name, org, partner = row
        words = {"job": str(job), "org": org and str(org), "partner": partner and str(partner)}
        current_app.tasks[name](**words)
        done += 1
    return done


def _next() -> tuple[object, str, object, object] | None:
    with connections["system"].cursor() as cursor:
        cursor.execute(NEXT)
        found: tuple[object, str, object, object] | None = cursor.fetchone()
    return found
