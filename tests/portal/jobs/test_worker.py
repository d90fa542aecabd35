"""Jobs survive what happens to real workers and a real broker."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.jobs.models import Job, JobState
from portal.jobs.queue import bell, enqueue, sweep
from portal.mail.models import Mail
from tests.portal.jobs import sample
from tests.portal.jobs.broker import Worker
from tests.portal.jobs.sample import at
from tests.waiting import until

pytestmark = [
    pytest.mark.faults,
    pytest.mark.django_db(transaction=True, databases=["default", "system"]),
]


@pytest.fixture
def worker(broker, tmp_path):
    """A worker that listens already."""
    process = Worker(tmp_path)
    process.start()
    yield process
    process.kill()


def ask(task, **ids):
    with at():
        return enqueue(task.name, **ids)


def notes():
    with at():
        return sorted(mail.subject for mail in Mail.objects.filter(to="note@example.test"))


def state(job):
    with at():
        return Job.objects.get(pk=job.pk).state


def attempts(job):
    with at():
        return Job.objects.get(pk=job.pk).attempt


def let_time_pass(**changes):
    """As if leases had run out, waits were over, and bells had faded."""
    then = timezone.now() - timedelta(hours=1)
    with at():
        Job.objects.filter(state=JobState.RUNNING).update(lease_until=then)
        Job.objects.exclude(state=JobState.DONE).update(rung_at=then, not_before=then)


def test_sixteen_bells_for_one_job_are_answered_once(worker):
    job = ask(sample.note, word="once")
    for _ in range(15):
        bell.ring(job)
    last = ask(sample.note, word="last")

    until(lambda: state(last) == JobState.DONE)

    assert notes() == ["last", "once"]
    assert attempts(job) == 1


def test_a_worker_killed_in_the_middle_loses_nothing_and_repeats_nothing(worker):
    job = ask(sample.slow_note, word="end", seconds="30")
    until(lambda: notes() == ["began end"])
    worker.kill()
    with at():
        Job.objects.filter(pk=job.pk).update(ids={"word": "end", "seconds": "0"})

    let_time_pass()
    worker.start()
    sweep(at=timezone.now())
    until(lambda: state(job) == JobState.DONE)

    assert notes() == ["began end", "began end", "end"]
    assert attempts(job) == 2


def test_a_job_that_kills_its_process_is_tried_again_by_another(worker):
    job = ask(sample.die, word="survived")
    until(lambda: attempts(job) == 1)
    until(lambda: len(worker.children()) == 2)

    let_time_pass()
    sweep(at=timezone.now())
    until(lambda: state(job) == JobState.DONE)

    assert notes() == ["survived"]


def test_an_emptied_broker_loses_nothing(broker, tmp_path):
    jobs = [ask(sample.note, word=str(number)) for number in range(20)]
    broker.flushdb()
    worker = Worker(tmp_path)
    worker.start()
    let_time_pass()

    swept = sweep(at=timezone.now())
    until(lambda: all(state(job) == JobState.DONE for job in jobs))
    worker.kill()

    assert swept == 20
    assert notes() == sorted(str(number) for number in range(20))


def test_a_poisonous_job_is_given_up_by_real_workers(worker):
    job = ask(sample.fail, word="x")
    for attempt in range(1, 4):
        until(lambda attempt=attempt: attempts(job) == attempt and state(job) != JobState.RUNNING)
        let_time_pass()
        sweep(at=timezone.now())

    until(lambda: state(job) == JobState.FAILED)

    assert notes() == ["gave up x: ZeroDivisionError: x", "tried x", "tried x", "tried x"]
