"""Real workers are killed and the broker is emptied; there is one packet, whole, or none yet."""

import os
import signal
import time
from datetime import timedelta
from random import Random

import pytest
from django.db import connections
from django.utils import timezone

from compliance.packets.workshop import workshop
from portal.jobs.models import Job
from portal.jobs.queue import sweep
from tests.compliance.packets.faults import is_sealed_once, let_time_pass, look, worker
from tests.portal.jobs.conftest import broker
from tests.waiting import until

__all__ = ["broker", "look", "worker"]

pytestmark = [
    pytest.mark.faults,
    pytest.mark.django_db(transaction=True, databases=["default", "system"]),
]


@pytest.mark.parametrize("steps", [1, 6, 13])
def test_a_worker_killed_in_the_middle_is_followed_by_another(
    cast, engagement, ask, worker, look, steps
):
    asked = ask(engagement)
    worker.start()
    until(lambda: look(asked).done >= steps or look(asked).is_sealed)
    worker.kill()
    killed_at = look(asked)

    let_time_pass(cast)
    worker.start()
    sweep(at=timezone.now())
    until(lambda: look(asked).is_sealed)

    assert killed_at.is_sealed or killed_at.file is None
    assert is_sealed_once(cast, look(asked))


@pytest.mark.parametrize("steps", [2, 13])
def test_what_prints_for_a_worker_is_killed_and_the_packet_completes(
    cast, engagement, ask, worker, look, steps
):
    asked = ask(engagement)
    worker.start()
    until(lambda: worker.printers() and look(asked).done >= steps)
    for process in worker.printers():
        process.kill()
    killed_at = look(asked)

    until(lambda: failed_once(cast) or look(asked).is_sealed)
    let_time_pass(cast)
    until(lambda: sweep(at=timezone.now()) or look(asked).is_sealed)
    until(lambda: look(asked).is_sealed)

    assert killed_at.is_sealed or killed_at.file is None
    assert is_sealed_once(cast, look(asked))


def failed_once(cast):
    with cast.at(cast.lakeview):
        return Job.objects.get(name="compliance.build_packet").error


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_workers_killed_at_any_moment_leave_one_packet(cast, engagement, ask, worker, look, seed):
    asked, random = ask(engagement), Random(seed)
    for _ in range(3):
        worker.start()
        sweep(at=timezone.now())
        time.sleep(random.uniform(0.1, 4))
        worker.kill()
        left = look(asked)
        assert left.is_sealed or (left.file is None and left.manifest == "")
        let_time_pass(cast)

    worker.start()
    sweep(at=timezone.now())
    until(lambda: look(asked).is_sealed)

    assert is_sealed_once(cast, look(asked))


def crash_of_the_database():
    """One of its processes dies: all others are ended, and it recovers from its log."""
    with connections["system"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [process] = cursor.fetchone()
    os.kill(process, signal.SIGKILL)
    for connection in connections.all():
        connection.close()


@pytest.mark.skipif(
    "PYTEST_XDIST_WORKER" in os.environ,
    reason="other tests use the same server at once; ./run faults has it for itself",
)
def test_a_database_that_starts_anew_in_the_middle_loses_no_packet(
    cast, engagement, ask, worker, look
):
    asked = ask(engagement)
    worker.start()
    until(lambda: look(asked).done >= 4 or look(asked).is_sealed)

    crash_of_the_database()
    until(is_up)
    let_time_pass(cast)
    until(lambda: sweep(at=timezone.now()) or look(asked).is_sealed)
    until(lambda: look(asked).is_sealed)

    assert is_sealed_once(cast, look(asked))


def is_up():
    """Whether the database answers again."""
    try:
        connections["default"].ensure_connection()
    except Exception:
        return False
    return True


def test_an_emptied_broker_loses_no_packet(cast, engagement, ask, broker, worker, look):
    asked = ask(engagement)
    broker.flushdb()
    worker.start()

    let_time_pass(cast)
    sweep(at=timezone.now())
    until(lambda: look(asked).is_sealed)

    assert is_sealed_once(cast, look(asked))


def test_what_killed_workers_leave_behind_is_cleared_away(tmp_path):
    left, fresh = tmp_path / "packet-left", tmp_path / "packet-fresh"
    for folder in (left, fresh):
        folder.mkdir()
        (folder / "unsealed.pdf").write_bytes(b"%PDF")
    long_ago = (timezone.now() - timedelta(days=1)).timestamp()
    os.utime(left, (long_ago, long_ago))

    with workshop(tmp_path, at=timezone.now()) as mine:
        assert mine.is_dir()

    assert {path.name for path in tmp_path.iterdir()} == {"packet-fresh"}
