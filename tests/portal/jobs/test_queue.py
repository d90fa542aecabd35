"""Bells: rung after commit, missed without harm, rung again by the sweeper."""

import json
import socket
import threading
import time
from datetime import timedelta

import pytest
from celery import Celery
from django.conf import settings
from django.db import transaction
from django.utils import timezone

import portal.celery
from portal.jobs import queue
from portal.jobs.models import Job, JobState
from portal.jobs.queue import bell, enqueue, forget, sweep
from portal.tenancy.context import personal
from tests.portal.jobs import sample
from tests.portal.jobs.sample import HERE, THERE, at

both = pytest.mark.django_db(transaction=True, databases=["default", "system"])


@pytest.fixture
def other_broker():
    """Publish to another address for the length of a test."""

    def use(url):
        app = Celery("elsewhere", set_as_current=False)
        app.config_from_object("django.conf:settings", namespace="CELERY")
        app.conf.broker_url = url
        app.set_current()

    yield use
    portal.celery.app.set_current()


@pytest.fixture
def silent_address():
    """Somebody who takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = []
        listening = threading.Thread(target=_take_all, args=(server, taken), daemon=True)
        listening.start()
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        server.shutdown(socket.SHUT_RDWR)
        listening.join()
        for connection in taken:
            connection.close()


def _take_all(server, taken):
    while True:
        try:
            taken.append(server.accept()[0])
        except OSError:
            return


def rung(valkey, queue_name="default"):
    """The jobs whose bell was rung and not yet answered, oldest first."""
    messages = [json.loads(raw) for raw in valkey.lrange(queue_name, 0, -1)]
    return [message["headers"]["kwargsrepr"].split("'")[3] for message in reversed(messages)]


def ask(word="x", **options):
    with at():
        return enqueue(sample.note.name, word=word, **options)


def long_ago(job, **changes):
    """As if the bell had been rung an hour ago."""
    with at():
        then = timezone.now() - timedelta(hours=1)
        Job.objects.filter(pk=job.pk).update(rung_at=then, not_before=then, **changes)


# Ringing


@both
def test_the_bell_rings_after_commit_and_tells_ids_alone(broker):
    with at():
        job = enqueue(sample.note.name, word="confidential")
        before = rung(broker)

    assert before == []
    assert rung(broker) == [str(job.pk)]
    assert b"confidential" not in broker.lindex("default", 0)


@both
def test_a_job_that_was_rolled_back_rings_no_bell(broker):
    with at():
        enqueue(sample.note.name, word="x")
        transaction.set_rollback(True)

    assert rung(broker) == []


@both
def test_a_broker_that_refuses_does_not_undo_what_was_done(other_broker):
    other_broker("redis://127.0.0.1:1/0")

    began = time.monotonic()
    job = ask()

    assert time.monotonic() - began < 2.5
    with at():
        assert Job.objects.get(pk=job.pk).state == JobState.QUEUED


@both
def test_a_silent_broker_costs_a_request_two_seconds_once(other_broker, silent_address):
    other_broker(silent_address)

    began = time.monotonic()
    with at():
        for word in "abc":
            enqueue(sample.note.name, word=word)
    first = time.monotonic() - began
    ask()
    second = time.monotonic() - began - first

    assert first < 2.5
    assert second < 0.5


@both
def test_after_a_while_a_deaf_broker_is_tried_again(broker):
    bell.deaf_until = time.monotonic() + 60
    unheard = ask()
    bell.deaf_until = time.monotonic()
    heard = ask()

    assert str(unheard.pk) not in rung(broker)
    assert rung(broker) == [str(heard.pk)]


# Sweeping


@both
def test_the_sweeper_rings_for_every_organisation_and_for_none(broker):
    scopes = [at(HERE), at(THERE), personal(user=None)]
    jobs = []
    for scope in scopes:
        with scope:
            job = enqueue(sample.note.name, word="x")
            Job.objects.filter(pk=job.pk).update(rung_at=timezone.now() - timedelta(hours=1))
            jobs.append(job)
    broker.flushdb()

    sweep(at=timezone.now())

    assert set(rung(broker)) == {str(job.pk) for job in jobs}


@both
def test_emptying_the_broker_loses_nothing(broker):
    job = ask()
    broker.flushdb()
    long_ago(job)

    count = sweep(at=timezone.now())

    assert count == 1
    assert rung(broker) == [str(job.pk)]


@both
def test_a_bell_just_rung_is_left_time_to_be_heard(broker):
    ask()
    broker.flushdb()

    assert sweep(at=timezone.now()) == 0
    assert rung(broker) == []


@both
def test_two_sweeps_in_a_row_ring_once(broker):
    long_ago(ask())
    broker.flushdb()
    now = timezone.now()

    assert (sweep(at=now), sweep(at=now)) == (1, 0)


@both
@pytest.mark.parametrize(
    ("changes", "rings"),
    [
        ({"state": JobState.RUNNING, "lease_until": timezone.now() - timedelta(minutes=1)}, 1),
        ({"state": JobState.RUNNING, "lease_until": timezone.now() + timedelta(hours=1)}, 0),
        ({"state": JobState.DONE}, 0),
        ({"state": JobState.FAILED}, 0),
    ],
    ids=["lease ran out", "still held", "done", "given up"],
)
def test_which_jobs_are_rung_for(broker, changes, rings):
    long_ago(ask(), **changes)
    broker.flushdb()

    assert sweep(at=timezone.now()) == rings


@both
def test_a_delayed_job_is_rung_for_when_its_time_has_come(broker):
    job = ask(delay=timedelta(hours=1))
    now = timezone.now()

    early = sweep(at=now + timedelta(minutes=59))
    due = sweep(at=now + timedelta(minutes=61))

    assert (early, due) == (0, 1)
    assert rung(broker)[-1] == str(job.pk)


@both
def test_a_sweep_with_a_deaf_broker_is_short(other_broker, silent_address):
    for word in "abcd":
        long_ago(ask(word))
    bell.deaf_until = 0.0
    other_broker(silent_address)

    began = time.monotonic()
    sweep(at=timezone.now())

    assert time.monotonic() - began < 2.5


@both
def test_old_jobs_are_forgotten_and_young_ones_kept(broker):
    old, young = ask(), ask()
    now = timezone.now()
    long_ago(old, state=JobState.DONE, ended_at=now - queue.KEPT_FOR - timedelta(days=1))
    long_ago(young, state=JobState.DONE, ended_at=now - timedelta(days=1))

    forget(at=now)

    with at():
        kept = set(Job.objects.filter(name=sample.note.name).values_list("pk", flat=True))
    assert kept == {young.pk}


# The timetable


def test_the_timetable_names_tasks_that_exist_and_rings_expire():
    portal.celery.app.loader.import_default_modules()
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["task"] in portal.celery.app.tasks
        assert entry["options"]["expires"] <= entry["schedule"].total_seconds()


def test_workers_are_bounded_in_time_and_memory():
    conf = portal.celery.app.conf

    assert conf.task_soft_time_limit < conf.task_time_limit
    assert conf.task_time_limit < conf.broker_transport_options["visibility_timeout"]
    assert conf.worker_max_memory_per_child <= 1_000_000
    assert conf.worker_prefetch_multiplier == 1
    assert conf.task_acks_late
