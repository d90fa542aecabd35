"""Fixtures of all tests: the database as its real roles, the cast, draining of jobs, browsers."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from celery import current_app
from django.db import connections
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone

import portal.celery
from portal.jobs.models import Job
from portal.tenancy.context import Scope, personal
from tests.browsers import signed_in
from tests.cast import Cast, assemble
from tests.database import as_owner


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """The owner makes and migrates the database; `default` and `system` are roles in the same."""
    keepdb = request.config.getvalue("reuse_db")
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, keepdb=keepdb)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        if not keepdb:
            teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def _leave_no_rows(request: pytest.FixtureRequest) -> Iterator[None]:
    """After real transactions the owner cleans up: the application's role cannot truncate."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction")):
        _empty_every_table()


# Filled by migrate, and the same for every test.
KEPT = ["django_migrations", "django_content_type", "auth_permission"]
APPEND_ONLY = ("audit_auditevent", "audit_auditanchor")


def _empty_every_table() -> None:
    with as_owner() as db:
        # By size, not by rows: row security hides those from the owner too.
        filled = db.execute(
            "SELECT string_agg(oid::regclass::text, ', ') FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND pg_relation_size(oid) > 0 AND relname <> ALL (%s)",
            [KEPT],
        ).fetchone()
        if filled is None or filled[0] is None:
            return
        for table in APPEND_ONLY:
            db.execute(f"ALTER TABLE {table} DISABLE TRIGGER never_emptied")
        db.execute(f"TRUNCATE {filled[0]} RESTART IDENTITY CASCADE")
        for table in APPEND_ONLY:
            db.execute(f"ALTER TABLE {table} ENABLE TRIGGER never_emptied")


@pytest.fixture
def cast(db: None) -> Cast:
    """Two partners, three clients, an auditor and an outsider; see tests/cast.py."""
    return assemble()


@pytest.fixture
def run_jobs(cast: Cast) -> Callable[[], int]:
    """Do everything that is due, with the real tasks, in this process; how many it was."""
    portal.celery.app.loader.import_default_modules()

    def drain() -> int:
        done = 0
        while job := _oldest_queued(cast):
            words = {"job": job.pk, "org": job.org_id, "partner": job.partner_id}
            task = current_app.tasks[job.name]
            task(**{name: str(word) if word else None for name, word in words.items()})
            done += 1
        return done

    return drain


def _oldest_queued(cast: Cast) -> Job | None:
    scopes: list[AbstractContextManager[Scope]] = [personal(user=None)]
    scopes += [cast.at(org) for org in cast.organizations()]
    for scope in scopes:
        with scope:
            due = Job.objects.filter(state="queued", not_before__lte=timezone.now())
            job = due.order_by("created_at").first()
        if job:
            return job
    return None


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """A signed-in browser of a person, by default with a second factor given just now."""

    return signed_in
