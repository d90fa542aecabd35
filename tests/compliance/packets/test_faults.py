"""Real workers are killed and the broker is emptied; there is one packet, whole, or none yet."""

import os
from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from compliance.packets.models import Packet
from compliance.packets.workshop import workshop
from portal.audit.models import AuditEvent
from portal.files.models import StoredFile
from portal.files.store import default_store
from portal.jobs.models import Job, JobState
from portal.jobs.queue import sweep
from tests.portal.jobs.broker import Worker, until
from tests.portal.jobs.conftest import broker

__all__ = ["broker"]

pytestmark = [
    pytest.mark.faults,
    pytest.mark.django_db(transaction=True, databases=["default", "system"]),
]
LONG = 90


@pytest.fixture
def worker(broker, tmp_path):
    process = Worker(tmp_path)
    yield process
    process.kill()


@pytest.fixture
def look(cast):
    """A packet as it stands now."""

    def at(packet):
        with cast.at(cast.lakeview):
            return Packet.objects.select_related("file").get(pk=packet.pk)

    return at


def let_time_pass(cast):
    """As if leases had run out and bells had faded."""
    then = timezone.now() - timedelta(hours=1)
    with cast.at(cast.lakeview):
        Job.objects.filter(state=JobState.RUNNING).update(lease_until=then)
        Job.objects.exclude(state=JobState.DONE).update(rung_at=then, not_before=then)


def is_sealed_once(cast, packet):
    with cast.at(cast.lakeview):
        assert StoredFile.objects.count() == 1
        assert AuditEvent.objects.filter(action="compliance.packet.sealed").count() == 1
        assert Job.objects.get(name="compliance.build_packet").state == JobState.DONE
    content = default_store().path(packet.file.sha256).read_bytes()
    return sha256(content).hexdigest() == packet.file.sha256


@pytest.mark.parametrize("steps", [1, 6, 13])
def test_a_worker_killed_in_the_middle_is_followed_by_another(
    cast, engagement, ask, worker, look, steps
):
    asked = ask(engagement)
    worker.start()
    until(lambda: look(asked).done >= steps or look(asked).is_sealed, LONG)
    worker.kill()
    killed_at = look(asked)

    let_time_pass(cast)
    worker.start()
    sweep(at=timezone.now())
    until(lambda: look(asked).is_sealed, LONG)

    assert killed_at.is_sealed or killed_at.file is None
    assert is_sealed_once(cast, look(asked))


def test_an_emptied_broker_loses_no_packet(cast, engagement, ask, broker, worker, look):
    asked = ask(engagement)
    broker.flushdb()
    worker.start()

    let_time_pass(cast)
    sweep(at=timezone.now())
    until(lambda: look(asked).is_sealed, LONG)

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
