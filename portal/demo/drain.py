"""Has the queued work done at once: in this process, or by a worker that took it first."""

import time
from dataclasses import dataclass

from celery import current_app
from django.db import connections

import portal.celery

NEXT = (
    "SELECT id, name, org_id, partner_id, state FROM jobs_job"
    " WHERE state = 'running' OR (state = 'queued' AND not_before <= now())"
    " ORDER BY state, created_at LIMIT 1"
)
PAUSE = 0.1  # seconds


@dataclass(frozen=True)
class Waiting:
    """A job that is not done yet."""

    id: str
    name: str
    org: str | None
    partner: str | None
    state: str


def drain() -> None:
    """Returns when nothing is queued or being done any more."""
    portal.celery.app.loader.import_default_modules()
    while waiting := _next():
        if waiting.state == "running":
            time.sleep(PAUSE)
            continue
        current_app.tasks[waiting.name](job=waiting.id, org=waiting.org, partner=waiting.partner)


def _next() -> Waiting | None:
    with connections["system"].cursor() as cursor:
        cursor.execute(NEXT)
        row = cursor.fetchone()
    return Waiting(*(one and str(one) for one in row)) if row else None
