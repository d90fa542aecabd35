"""Building a packet: what is written down, once, and what happens when something is wrong."""

import json
from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from compliance.agreements.models import Agreement
from compliance.packets import building
from compliance.packets.models import Packet
from compliance.packets.papers import papers_of
from compliance.packets.press import order
from compliance.packets.record import read_record
from compliance.packets.table import Table
from compliance.pdf.refusals import SealRefused
from portal.audit.models import AuditAnchor, AuditEvent
from portal.files import seals
from portal.files.models import StoredFile
from portal.files.store import default_store
from portal.jobs.models import Job
from portal.jobs.queue import enqueue
from portal.jobs.task import LEASE, Fenced
from portal.mail.models import Mail
from tests.cast import NOON
from tests.compliance.packets.faults import at_the_seal, lease_of, take_job


def test_packet_trail_anchor_and_mail_agree_with_the_file(cast, engagement, ask, run_jobs):
    asked = ask(engagement)
    run_jobs()

    with cast.at(cast.lakeview):
        packet = Packet.objects.select_related("file").get(pk=asked.pk)
        event = AuditEvent.objects.get(action="compliance.packet.sealed")
        anchor = AuditAnchor.objects.get()
        content = default_store().path(packet.file.sha256).read_bytes()
        assert sha256(content).hexdigest() == packet.file.sha256 == event.told["data"]["sha256"]
        assert (anchor.seq, anchor.hash.hex()) == (packet.head_seq, packet.head_hash)
        assert json.loads(packet.manifest)["audit"]["seq"] == packet.head_seq < event.seq
        assert Mail.objects.filter(to=cast.lena.email, subject__contains="is sealed").count() == 1
        assert not Job.objects.filter(state="queued", name="compliance.build_packet").exists()
    assert seals.known(packet.file.sha256).kind == "packet"


def test_counts_reconcile_with_what_the_database_says_exists(cast, told, ask):
    asked = ask(told.engagement)
    with cast.at(cast.lakeview):
        record = read_record(asked.pk)
        papers = papers_of(record)
        sent = Agreement.objects.of_engagement(told.engagement).exclude(document=None).count()
    evidence = sum(len(step.evidence) for step in record.steps) + len(record.taken_away)
    reports = [report for use in record.uses for report in use.entry.reports]
    bridges = [one for one in reports if one.bridge_file and one.state == "accepted"]
    records = sent + len(reports) + len(bridges) + len(record.reviews)
    records += len(record.held) + evidence
    originals = [one for one in papers.left_out if "_original" in one.id]

    assert len(papers.documents) + len(papers.left_out) - len(originals) == records


def test_the_same_record_gives_the_same_manifest(cast, engagement, ask, run_jobs):
    manifests = []
    for _ in range(2):
        asked = ask(engagement)
        run_jobs()
        with cast.at(cast.lakeview):
            manifests.append(json.loads(Packet.objects.get(pk=asked.pk).manifest))
    first, second = manifests

    assert first["items"] == second["items"]
    assert {**first["packet"], "id": "", "number": 0} == {**second["packet"], "id": "", "number": 0}


def test_a_missing_file_is_said_and_nothing_is_sealed(cast, told, ask, run_jobs):
    run_jobs()
    asked = ask(told.engagement)
    default_store().path(sha256(told.files["dpa"]).hexdigest()).unlink()

    run_jobs()

    with cast.at(cast.lakeview):
        packet = Packet.objects.get(pk=asked.pk)
        assert packet.state == "failed"
        assert "missing from the store" in packet.failure
        assert not AuditEvent.objects.filter(action="compliance.packet.sealed").exists()
        assert AuditEvent.objects.filter(action="compliance.packet.failed").count() == 1
        assert Job.objects.get(name="compliance.build_packet").state == "done"


def test_without_a_time_stamp_nothing_is_sealed_and_it_is_given_up_in_words(
    cast, engagement, ask, run_jobs, settings
):
    ask(engagement)
    run_jobs()
    settings.TSA_URL, settings.TSA_ROOTS = "http://127.0.0.1:9/", settings.ROOT_CERTIFICATES
    asked = ask(engagement)

    with pytest.raises(SealRefused, match="No time-stamp could be obtained"):
        run_jobs()
    with cast.at(cast.lakeview):
        job = Job.objects.get(ids__packet_id=str(asked.pk))
        assert (job.state, job.attempt) == ("queued", 1)
        assert Packet.objects.get(pk=asked.pk).state == "building"
        Job.objects.filter(pk=job.pk).update(attempt=5, not_before=NOON)
    with pytest.raises(SealRefused):
        run_jobs()

    with cast.at(cast.lakeview):
        packet = Packet.objects.get(pk=asked.pk)
        assert packet.state == "failed"
        assert packet.failure.startswith("No time-stamp could be obtained, so nothing was sealed")
        assert packet.failure.endswith(building.WORDS_FOR_GIVING_UP)
        assert Packet.objects.sealed().count() == StoredFile.objects.count() == 1
        assert Mail.objects.filter(subject__contains="could not be built").count() == 1


def test_a_packet_cancelled_in_the_middle_leaves_nothing(cast, engagement, ask):
    asked = ask(engagement)

    def cancel():
        with cast.at(cast.lakeview):
            Packet.objects.get(pk=asked.pk).cancel(at=NOON)

    building.build_packet(
        asked.pk, lease=take_job(cast, asked), store=default_store(), clock=at_the_seal(cancel)
    )

    with cast.at(cast.lakeview):
        assert Packet.objects.get(pk=asked.pk).state == "cancelled"
        assert not StoredFile.objects.exists()
        assert not AuditEvent.objects.filter(action="compliance.packet.sealed").exists()
        assert Job.objects.get(name="compliance.build_packet").state == "done"


def test_a_worker_that_slept_too_long_is_shut_out_and_there_is_one_packet(
    cast, engagement, ask, run_jobs
):
    asked = ask(engagement)
    lease = take_job(cast, asked)

    def be_overtaken():
        with cast.at(cast.lakeview):
            Job.objects.filter(pk=lease.job_id).update(state="queued", not_before=NOON)
        run_jobs()

    with pytest.raises(Fenced):
        building.build_packet(
            asked.pk, lease=lease, store=default_store(), clock=at_the_seal(be_overtaken)
        )

    with cast.at(cast.lakeview):
        assert Packet.objects.get(pk=asked.pk).state == "sealed"
        assert StoredFile.objects.count() == 1
        assert AuditEvent.objects.filter(action="compliance.packet.sealed").count() == 1


def test_a_sealed_packet_cannot_be_changed_in_the_database(cast, sealed):
    with cast.at(cast.lakeview):
        rows = Packet.objects.filter(pk=sealed.pk)

    refused = pytest.raises(DatabaseError, match="is not changed")
    with cast.at(cast.lakeview), refused, transaction.atomic():
        rows.update(audience="Somebody else")

    with cast.at(cast.lakeview):
        assert rows.get().audience == sealed.audience


def test_a_second_packet_prints_only_what_says_something_else(cast, told, ask, run_jobs, settings):
    ask(told.engagement)
    run_jobs()
    before = {path.name: path.stat().st_ino for path in on_the_shelf(settings)}

    ask(told.engagement)
    run_jobs()

    after = {path.name: path.stat().st_ino for path in on_the_shelf(settings)}
    anew = after.keys() - before.keys()
    assert {key: after[key] for key in before} == before
    # Cover, audit trail and manifest name the packet, its events and its hashes; the section on
    # what is new is there for the first time.
    assert 0 < len(anew) < len(before) / 2


def test_a_second_worker_prints_what_lies_there(cast, engagement, ask, settings, run_jobs):
    ask(engagement)
    run_jobs()
    with cast.at(cast.lakeview):
        assert Job.objects.get(name=building.HAND).state == "done"
        enqueue(building.HAND, workshop="packet-shared")
        job = Job.objects.get(name=building.HAND, state="queued")
        claimed = Job.objects.claim(job.pk, at=timezone.now(), lease=LEASE)
    orders = [order(f"<h1>Section {number}</h1>", {}) for number in range(3)]
    folder = settings.WORK_ROOT / "packet-shared"
    folder.mkdir()
    Table(folder / building.TABLE).lay({one.key: one.html for one in orders})

    building.lend_a_hand("packet-shared", lease=lease_of(claimed))

    assert {one.key for one in orders} <= {path.name for path in on_the_shelf(settings)}
    assert Table(folder / building.TABLE).orders() == []
    with cast.at(cast.lakeview):
        assert Job.objects.get(pk=job.pk).state == "done"


def on_the_shelf(settings):
    return [path for path in settings.SHELF_ROOT.rglob("*") if path.is_file()]
