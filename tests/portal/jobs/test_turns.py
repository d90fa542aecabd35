"""Whose turn it is: the rule, and the claim that follows it."""

import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from portal.jobs import turns
from portal.jobs.models import Job, JobState
from portal.jobs.queue import enqueue, withdraw
from portal.jobs.rules import Waiting, in_turn
from portal.jobs.task import LEASE
from portal.tenancy.context import waiting_line
from tests.portal.jobs import sample
from tests.portal.jobs.sample import HERE, PARTNER, THERE, at
from tests.waiting import until

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
A, B, C = (UUID(int=number) for number in (1, 2, 3))


def waits(org, minute):
    """A job of an organisation that was asked for at that minute."""
    return Waiting(UUID(int=100 * org.int + minute), org, PARTNER, NOON + timedelta(minutes=minute))


def order(jobs, **begun):
    orgs = {"A": A, "B": B, "C": C}
    last = {orgs[name]: NOON - timedelta(days=days) for name, days in begun.items()}
    return [(job.org.int, job.id.int % 100) for job in in_turn(jobs, last)]


# The rule


def test_nobody_waits():
    assert order([]) == []


def test_jobs_of_one_organisation_come_in_the_order_of_asking():
    assert order([waits(A, 3), waits(A, 1), waits(A, 2)]) == [(1, 1), (1, 2), (1, 3)]


def test_who_asks_for_many_first_takes_turns_with_who_asks_for_one_later():
    many = [waits(A, minute) for minute in range(5)]

    found = order([*many, waits(B, 30), waits(C, 20)])

    assert found == [(1, 0), (3, 20), (2, 30), (1, 1), (1, 2), (1, 3), (1, 4)]


def test_first_is_whose_last_one_was_begun_longest_ago():
    found = order([waits(A, 0), waits(B, 1), waits(C, 2)], A=1, B=3, C=2)

    assert found == [(2, 1), (3, 2), (1, 0)]


def test_who_never_had_one_comes_before_everybody():
    assert order([waits(A, 0), waits(B, 9)], A=300) == [(2, 9), (1, 0)]


def test_the_order_does_not_hang_on_how_rows_come():
    jobs = [waits(org, minute) for org in (A, B, C) for minute in (1, 2)]

    assert order(jobs, A=1) == order(reversed(jobs), A=1)


def test_each_job_is_in_the_order_once():
    jobs = [waits(org, minute) for org in (A, B, C) for minute in range(org.int * 3)]

    assert sorted(order(jobs)) == sorted((job.org.int, job.id.int % 100) for job in jobs)


# The claim


def ask(word, org=HERE):
    with at(org):
        return enqueue(sample.fair_note.name, word=word)


def ring(job):
    """A worker hears the bell of a job."""
    sample.fair_note(job=str(job.pk), org=str(job.org_id), partner=str(job.partner_id))


def done(*orgs):
    found = []
    for org in orgs:
        with at(org):
            rows = Job.objects.filter(state=JobState.DONE).values_list("begun_at", "ids")
            found += [(begun, ids["word"]) for begun, ids in rows]
    return [word for _, word in sorted(found)]


@pytest.mark.django_db
def test_bells_of_one_organisation_do_the_jobs_of_another_in_turn():
    many = [ask(f"many {number}") for number in range(3)]
    ask("one", THERE)

    for job in many[::-1]:
        ring(job)

    assert done(HERE, THERE) == ["many 0", "one", "many 1"]


@pytest.mark.django_db
def test_every_job_is_done_however_its_bells_are_answered():
    jobs = [ask(f"many {number}") for number in range(3)] + [ask("one", THERE)]

    for _ in jobs:
        ring(jobs[0])

    assert len(done(HERE, THERE)) == len(jobs)
    ring(jobs[0])
    assert len(done(HERE, THERE)) == len(jobs)


@pytest.mark.django_db
def test_a_job_that_is_held_or_not_due_is_passed_over():
    held, waits_for_later, due = ask("held"), ask("later"), ask("due")
    with at():
        Job.objects.claim(held.pk, at=timezone.now(), lease=LEASE)
        later = timezone.now() + timedelta(minutes=5)
        Job.objects.filter(pk=waits_for_later.pk).update(not_before=later)

    claimed = turns.claim_next(sample.fair_note.name, at=timezone.now(), lease=LEASE)

    assert claimed.pk == due.pk
    assert turns.claim_next(sample.fair_note.name, at=timezone.now(), lease=LEASE) is None


@pytest.mark.django_db
def test_a_job_that_its_worker_left_is_taken_again_with_a_higher_fence():
    left = ask("left")
    first = turns.claim_next(sample.fair_note.name, at=timezone.now(), lease=LEASE)

    second = turns.claim_next(sample.fair_note.name, at=timezone.now() + 2 * LEASE, lease=LEASE)

    assert (first.pk, second.pk) == (left.pk, left.pk)
    assert (first.attempt, second.attempt) == (1, 2)


@pytest.mark.django_db
def test_jobs_of_other_names_have_no_part_in_it():
    with at():
        enqueue(sample.note.name, word="another")

    assert turns.claim_next(sample.fair_note.name, at=timezone.now(), lease=LEASE) is None


# The place in the line


@pytest.mark.django_db
def test_a_place_counts_those_of_everybody_that_are_begun_before():
    for number in range(3):
        ask(f"many {number}")
    ask("one", THERE)
    name, now = sample.fair_note.name, timezone.now()

    with at(HERE):
        places = [turns.before(name, {"word": f"many {number}"}, at=now) for number in range(3)]
    with at(THERE):
        place = turns.before(name, {"word": "one"}, at=now)

    assert (places, place) == ([0, 2, 3], 1)


@pytest.mark.django_db
def test_what_is_begun_withdrawn_or_unknown_has_no_place():
    ask("begun")
    turns.claim_next(sample.fair_note.name, at=timezone.now(), lease=LEASE)
    ask("withdrawn")
    name, now = sample.fair_note.name, timezone.now()

    with at():
        assert withdraw(name, word="withdrawn")
        assert not withdraw(name, word="begun")
        found = [turns.before(name, {"word": word}, at=now) for word in ("begun", "withdrawn", "x")]

    assert found == [None, None, None]


@pytest.mark.django_db
def test_the_line_shows_jobs_of_its_own_name_and_only_while_it_is_looked_at():
    ask("here")
    ask("there", THERE)
    with at(THERE):
        enqueue(sample.note.name, word="secret")

    with at(HERE):
        with waiting_line(sample.fair_note.name):
            during = Job.objects.count()
        after = Job.objects.count()

    assert (during, after) == (2, 1)


@pytest.mark.django_db
def test_what_is_seen_in_the_line_cannot_be_changed_there():
    job = ask("there", THERE)

    with at(HERE), waiting_line(sample.fair_note.name):
        assert Job.objects.filter(pk=job.pk).update(attempt=9) == 0


# Two workers at once


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_moment_take_jobs_of_two_organisations():
    """The second one looks before the first has written, and finds the job taken."""
    first, other = ask("many 0"), ask("one", THERE)
    ask("many 1")
    taken = {}

    def claim(who):
        name, now = sample.fair_note.name, timezone.now()
        taken[who] = turns.claim_next(name, at=now, lease=LEASE).pk
        connection.close()

    second = threading.Thread(target=claim, args=("second",))
    with at():
        Job.objects.claim(first.pk, at=timezone.now(), lease=LEASE)
        second.start()
        until(_somebody_waits_for_a_lock)
    second.join()

    assert taken == {"second": other.pk}


def _somebody_waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
        return cursor.fetchone() is not None
