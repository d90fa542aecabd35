"""Disks that are full while a packet is built: it completes, or says why, and is never half."""

import os
import subprocess

import pytest
from django.utils import timezone

from compliance.packets.building import NoRoom, build_packet
from compliance.packets.models import Packet
from compliance.packets.rules import PacketState
from portal.audit.models import AuditEvent
from portal.files.models import StoredFile
from portal.files.store import default_store
from portal.jobs.models import Job
from portal.jobs.queue import sweep
from tests.compliance.packets.faults import (
    at_the_seal,
    is_sealed_once,
    let_time_pass,
    look,
    take_job,
    worker,
)
from tests.portal.jobs.conftest import broker
from tests.waiting import until

__all__ = ["broker", "look", "worker"]
pytestmark = [
    pytest.mark.faults,
    pytest.mark.django_db(transaction=True, databases=["default", "system"]),
    pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk takes root"),
]


@pytest.fixture
def small_disk(tmp_path):
    """Put a folder of the data on a disk of so many KiB, and make it larger afterwards."""
    mounted = []

    def mount(name, size, *options):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        flags = ["-o", ",".join([f"size={size}k", *options])]
        done = subprocess.run(["mount", "-t", "tmpfs", *flags, "tmpfs", folder], check=False)
        if done.returncode and not options:
            pytest.skip("a small disk cannot be mounted here")
        if not options:
            mounted.append(folder)

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "--lazy", folder], check=True)


def attempts(cast):
    with cast.at(cast.lakeview):
        return Job.objects.get(name="compliance.build_packet")


def test_a_full_shelf_costs_a_printing_and_nothing_else(
    cast, engagement, ask, worker, look, small_disk
):
    small_disk("shelf", 16)
    asked = ask(engagement)

    worker.start()
    until(lambda: look(asked).is_sealed)

    assert is_sealed_once(cast, look(asked))


@pytest.mark.parametrize("folder", ["work", "store"])
def test_a_full_disk_is_waited_out_and_nothing_half_is_kept(
    cast, engagement, ask, worker, look, small_disk, folder
):
    small_disk(folder, 64)
    asked = ask(engagement)
    worker.start()
    until(lambda: attempts(cast).error)

    left, error = look(asked), attempts(cast).error
    with cast.at(cast.lakeview):
        kept = StoredFile.objects.count()
        sealed = AuditEvent.objects.filter(action="compliance.packet.sealed").count()
    small_disk(folder, 100_000, "remount")
    let_time_pass(cast)
    until(lambda: sweep(at=timezone.now()) or look(asked).is_sealed)
    until(lambda: look(asked).is_sealed)

    assert "full" in error
    assert (left.state, left.file, kept, sealed) == (PacketState.BUILDING, None, 0, 0)
    assert is_sealed_once(cast, look(asked))


def test_a_disk_that_is_full_at_the_very_seal_is_waited_out(
    cast, engagement, ask, look, small_disk, tmp_path
):
    """The pages are put together, and the disk has room for a part of the sealed copy alone."""
    small_disk("work", 100_000)
    asked, store, unsealed = ask(engagement), default_store(), []

    def fill():
        unsealed.extend(tmp_path.glob("work/*/*.pdf"))
        used = int(subprocess.check_output(["du", "-sk", tmp_path / "work"]).split()[0])
        small_disk("work", used + 32, "remount")

    with pytest.raises(NoRoom):
        build_packet(asked.pk, lease=take_job(cast, asked), clock=at_the_seal(fill), store=store)
    left, over = look(asked), [*tmp_path.glob("work/*"), *tmp_path.glob("store/*/*/*")]
    with cast.at(cast.lakeview):
        told = AuditEvent.objects.filter(action="compliance.packet.sealed").count()
    small_disk("work", 100_000, "remount")
    let_time_pass(cast)
    build_packet(asked.pk, lease=take_job(cast, asked), clock=timezone.now, store=store)

    assert unsealed
    assert left.doing.startswith("Sealing")
    assert (left.state, left.file, left.manifest, told) == (PacketState.BUILDING, None, "", 0)
    assert over == []
    assert is_sealed_once(cast, look(asked))


def test_a_disk_that_stays_full_is_told_to_whoever_asked(
    cast, engagement, ask, worker, look, small_disk
):
    small_disk("work", 64)
    asked = ask(engagement)
    with cast.at(cast.lakeview):
        Job.objects.filter(name="compliance.build_packet").update(attempt=5)

    worker.start()
    until(lambda: look(asked).stands is PacketState.FAILED)

    with cast.at(cast.lakeview):
        packet = Packet.objects.get(pk=asked.pk)
        assert packet.failure.startswith("The disk of this portal is full.")
        assert StoredFile.objects.count() == 0
