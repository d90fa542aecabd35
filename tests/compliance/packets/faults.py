"""What tests of faults share: a real worker, time that passes, one packet in the end."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from compliance.packets.models import Packet
from portal.audit.models import AuditEvent
from portal.files.models import StoredFile
from portal.files.store import default_store
from portal.jobs.models import Job, JobState
from portal.jobs.task import LEASE, Lease
from tests.portal.jobs.broker import Worker


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


def take_job(cast, packet):
    """The right to build, as a worker takes it."""
    with cast.at(cast.lakeview):
        job = Job.objects.get(ids__packet_id=str(packet.pk))
        claimed = Job.objects.claim(job.pk, at=timezone.now(), lease=LEASE)
    return lease_of(claimed)


def lease_of(job):
    return Lease(job.pk, job.attempt, job.org_id, job.partner_id)


def at_the_seal(happens):
    """A clock that lets something happen just before the seal is made."""
    asked = iter(range(1000))

    def clock():
        if next(asked) == 2:
            happens()
        return timezone.now()

    return clock


def is_sealed_once(cast, packet):
    with cast.at(cast.lakeview):
        assert StoredFile.objects.count() == 1
        assert AuditEvent.objects.filter(action="compliance.packet.sealed").count() == 1
        assert Job.objects.get(name="compliance.build_packet").state == JobState.DONE
    content = default_store().path(packet.file.sha256).read_bytes()
    return sha256(content).hexdigest() == packet.file.sha256
