"""Tasks of the tests. A worker of the tests loads them too."""

import os
import signal
import time
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from portal.jobs.models import Job
from portal.jobs.task import JobTask, Lease
from portal.mail.models import Mail
from portal.tenancy.context import Scope, tenant

HERE = UUID("4e4e4e4e-0000-4000-8000-000000000001")
THERE = UUID("7e7e7e7e-0000-4000-8000-000000000002")
PARTNER = UUID("9a9a9a9a-0000-4000-8000-000000000003")


def at(org: UUID = HERE) -> AbstractContextManager[Scope]:
    """Enter an organisation of which nothing but jobs and mails is asked."""
    return tenant(org=org, partner=PARTNER)


def leave_note(words: str) -> None:
    """The effect of a task: a row that can be counted."""
    Mail(to="note@example.test", subject=words, text=words).put(at=timezone.now())


def given_up(*, reason: str, word: str, **_: object) -> None:
    leave_note(f"gave up {word}: {reason}")


def given_up_badly(*, word: str, **_: object) -> None:
    leave_note(f"half of {word}")
    raise LookupError(word)


@shared_task(name="tests.note", base=JobTask)
def note(lease: Lease, *, word: str, **_: object) -> None:
    with lease.finish():
        leave_note(word)


@shared_task(name="tests.fair_note", base=JobTask, in_turns=True)
def fair_note(lease: Lease, *, word: str, **_: object) -> None:
    with lease.finish():
        leave_note(word)


@shared_task(name="tests.slow_note", base=JobTask)
def slow_note(lease: Lease, *, word: str, seconds: str, **_: object) -> None:
    with lease.enter():
        leave_note(f"began {word}")
    time.sleep(float(seconds))
    with lease.finish():
        leave_note(word)


@shared_task(name="tests.fail", base=JobTask, give_up=given_up, max_attempts=3)
def fail(lease: Lease, *, word: str, **_: object) -> None:
    with lease.enter():
        leave_note(f"tried {word}")
    raise ZeroDivisionError(word)


@shared_task(name="tests.fail_twice", base=JobTask, give_up=given_up_badly, max_attempts=1)
def fail_twice(lease: Lease, *, word: str, **_: object) -> None:
    raise ZeroDivisionError(word)


@shared_task(name="tests.fail_at_the_end", base=JobTask)
def fail_at_the_end(lease: Lease, *, word: str, **_: object) -> None:
    with lease.finish():
        leave_note(word)
        raise ZeroDivisionError(word)


@shared_task(name="tests.forget_to_finish", base=JobTask)
def forget_to_finish(lease: Lease, *, word: str, **_: object) -> None:
    """A task with a mistake in it."""


@shared_task(name="tests.lose_the_lease", base=JobTask)
def lose_the_lease(lease: Lease, *, word: str, **_: object) -> None:
    """Another worker takes over while this one thinks."""
    with lease.enter():
        Job.objects.filter(pk=lease.job_id).update(lease_until=timezone.now() - timedelta(1))
        Job.objects.claim(lease.job_id, at=timezone.now(), lease=timedelta(minutes=2))
    with lease.finish():
        leave_note(word)


@shared_task(name="tests.die", base=JobTask)
def die(lease: Lease, *, word: str, **_: object) -> None:
    """Takes its whole worker process with it, the first time."""
    if lease.attempt == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    with lease.finish():
        leave_note(word)
