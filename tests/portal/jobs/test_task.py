"""How a try at a job ends: done, put back, given up, taken over."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from portal.jobs.models import Job, JobState
from portal.jobs.queue import enqueue
from portal.jobs.task import LEASE, Unfinished
from portal.mail.models import Mail
from portal.tenancy.context import personal
from tests.portal.jobs import sample
from tests.portal.jobs.sample import PARTNER, THERE, at

pytestmark = pytest.mark.django_db


def ask(task, **ids):
    """Enqueue a task of the tests."""
    with at():
        return enqueue(task.name, **ids)


def message(job):
    words = {"job": job.pk, "org": job.org_id, "partner": job.partner_id}
    return {name: str(word) if word else None for name, word in words.items()}


def row(job, scope=at):
    with scope():
        return Job.objects.get(pk=job.pk)


def notes(scope=at):
    with scope():
        found = Mail.objects.filter(to="note@example.test").order_by("created_at")
        return [mail.subject for mail in found]


def make_due(job):
    """As if the time until the next try had passed."""
    with at():
        Job.objects.filter(pk=job.pk).update(not_before=timezone.now(), lease_until=None)


# Done


def test_effect_and_end_are_written_together():
    job = ask(sample.note, word="hello")

    sample.note(**message(job))

    kept = row(job)
    assert (kept.state, kept.attempt, kept.error) == (JobState.DONE, 1, "")
    assert kept.ended_at is not None
    assert notes() == ["hello"]


def test_a_message_that_comes_late_does_nothing():
    job = ask(sample.note, word="hello")
    sample.note(**message(job))

    sample.note(**message(job))

    assert notes() == ["hello"]


def test_a_message_about_a_job_that_was_rolled_back_does_nothing():
    with at():
        job = enqueue(sample.note.name, word="never")
        transaction.set_rollback(True)

    sample.note(**message(job))

    assert notes() == []


def test_a_job_of_no_organisation_is_done_outside_every_one():
    outside = lambda: personal(user=None)  # noqa: E731
    with outside():
        job = enqueue(sample.note.name, word="reset your password")

    sample.note(**message(job))

    assert row(job, outside).state == JobState.DONE
    assert notes(outside) == ["reset your password"]


def test_a_message_cannot_reach_a_job_of_another_organisation():
    job = ask(sample.note, word="secret")
    forged = message(job) | {"org": str(THERE), "partner": str(PARTNER)}

    sample.note(**forged)

    assert row(job).state == JobState.QUEUED
    assert notes() == []


def test_a_delayed_job_waits():
    with at():
        job = enqueue(sample.note.name, delay=timedelta(hours=1), word="later")

    sample.note(**message(job))

    assert row(job).state == JobState.QUEUED


# Put back


def test_a_fault_puts_the_job_back_with_a_wait_that_doubles():
    job = ask(sample.fail, word="x")
    waits = []
    for _ in range(2):
        before = timezone.now()
        with pytest.raises(ZeroDivisionError):
            sample.fail(**message(job))
        kept = row(job)
        waits.append(round((kept.not_before - before).total_seconds()))
        make_due(job)

    assert waits == [2, 4]
    assert kept.state == JobState.QUEUED
    assert kept.error == "ZeroDivisionError: x"


def test_a_fault_while_finishing_leaves_neither_effect_nor_end():
    job = ask(sample.fail_at_the_end, word="half")

    with pytest.raises(ZeroDivisionError):
        sample.fail_at_the_end(**message(job))

    assert row(job).state == JobState.QUEUED
    assert notes() == []


def test_a_task_that_forgets_to_finish_is_loud():
    job = ask(sample.forget_to_finish, word="x")

    with pytest.raises(Unfinished):
        sample.forget_to_finish(**message(job))

    assert row(job).state == JobState.QUEUED


# Given up


def test_a_poisonous_job_is_given_up_once_and_says_so():
    job = ask(sample.fail, word="poison")
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            sample.fail(**message(job))
        make_due(job)

    sample.fail(**message(job))

    kept = row(job)
    assert (kept.state, kept.attempt) == (JobState.FAILED, 3)
    assert notes() == [
        "tried poison",
        "tried poison",
        "tried poison",
        "gave up poison: ZeroDivisionError: poison",
    ]


def test_a_job_that_kills_every_worker_is_given_up_without_another_try():
    job = ask(sample.fail, word="bomb")
    for _ in range(3):
        with at():
            Job.objects.claim(job.pk, at=timezone.now(), lease=-LEASE)

    sample.fail(**message(job))

    assert row(job).state == JobState.FAILED
    assert notes() == ["gave up bomb: Every attempt ended without a word."]


def test_a_job_whose_end_cannot_be_told_of_ends_all_the_same():
    job = ask(sample.fail_twice, word="twice")

    with pytest.raises(ZeroDivisionError):
        sample.fail_twice(**message(job))

    kept = row(job)
    assert kept.state == JobState.FAILED
    assert kept.error == "ZeroDivisionError: twice; giving up failed: LookupError: twice"
    assert notes() == []


# Taken over


def test_a_worker_that_woke_too_late_is_fenced_off():
    job = ask(sample.lose_the_lease, word="too late")

    sample.lose_the_lease(**message(job))

    kept = row(job)
    assert (kept.state, kept.attempt) == (JobState.RUNNING, 2)
    assert notes() == []


def test_a_job_whose_lease_ran_out_is_done_by_the_next():
    job = ask(sample.note, word="again")
    with at():
        Job.objects.claim(job.pk, at=timezone.now(), lease=-LEASE)

    sample.note(**message(job))

    kept = row(job)
    assert (kept.state, kept.attempt) == (JobState.DONE, 2)


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_messages_at_once_one_is_answered():
    job = ask(sample.note, word="once")
    words = message(job)
    together = threading.Barrier(16)

    def answer():
        together.wait()
        try:
            sample.note(**words)
        finally:
            connection.close()

    threads = [threading.Thread(target=answer) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert row(job).attempt == 1
    assert notes() == ["once"]
