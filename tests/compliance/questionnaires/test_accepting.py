"""A questionnaire is read before it can be accepted, and whoever accepts it sees what was read."""

import pytest
from celery import current_app
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import portal.celery
from compliance.evidence import actions as evidence
from compliance.evidence.models import HeldEvidence, HeldReading
from compliance.evidence.rules import EvidenceKind, EvidenceRefused
from compliance.questionnaires import actions
from compliance.questionnaires.queries import answers_in
from portal.audit.models import AuditEvent
from portal.files.intake import receive
from portal.files.store import default_store
from portal.jobs.models import Job
from tests.cast import NOON
from tests.compliance.packets.answering import BOOK
from tests.excel import workbook
from tests.papers import upload

TODAY = NOON.date()
JOB = "compliance.read_questionnaire"


@pytest.fixture
def record(cast, engagement):
    """Record a file as an answered questionnaire; nobody has read it yet."""

    def held(data=BOOK, name="answers.xlsx", kind=EvidenceKind.ANSWERED_QUESTIONNAIRE, **more):
        with cast.at(cast.lakeview, cast.carla):
            return evidence.record_evidence(
                engagement=engagement,
                kind=kind,
                title="Questionnaire of Bayside",
                received=receive(SimpleUploadedFile(name, data), store=default_store()),
                effective_from=TODAY,
                effective_until=TODAY.replace(year=2027, month=3),
                by=cast.carla,
                at=NOON,
                today=TODAY,
                **more,
            )

    return held


def accept(cast, held):
    with cast.at(cast.lakeview, cast.nadia):
        return evidence.accept_evidence(held=held, by=cast.nadia, at=NOON, today=TODAY)


def page(engagement, held):
    return reverse("compliance:held", args=(engagement.client_slug, engagement.pk, held.pk))


def jobs(cast, **more):
    with cast.at(cast.lakeview):
        return Job.objects.filter(name=JOB, **more).count()


# Reading


def test_what_was_read_is_kept_once_and_stands_in_the_trail(cast, record, run_jobs):
    held = record()

    run_jobs()
    with cast.at(cast.lakeview):
        actions.note_unreadable(held_id=held.pk, why="Too late.", at=NOON)
        found = answers_in(HeldEvidence.objects.get(pk=held.pk))
        event = AuditEvent.objects.get(action="compliance.evidence.answers_read")

    assert (found.state, found.answers.counted) == ("read", "4 questions, 2 answered")
    assert event.told["data"] == {"questions": 4, "answered": 2, "reader": 1}


def test_a_second_ring_of_the_job_changes_nothing(cast, record, run_jobs):
    held = record()
    run_jobs()
    with cast.at(cast.lakeview):
        before = HeldReading.objects.values().get()
        evidence.ask_to_read(held=held, at=NOON)

    run_jobs()

    with cast.at(cast.lakeview):
        assert HeldReading.objects.values().get() == before
        assert AuditEvent.objects.filter(action="compliance.evidence.answers_read").count() == 1


@pytest.mark.parametrize(
    ("name", "kind", "more"),
    [
        ("answers.pdf", EvidenceKind.ANSWERED_QUESTIONNAIRE, {}),
        ("baa.pdf", EvidenceKind.EXECUTED_BAA, {"service": True}),
    ],
)
def test_what_packets_do_not_print_is_not_read(cast, host, record, name, kind, more):
    service = {"service_id": host.pk} if more else {}

    held = record(upload(name).read(), name, kind, **service)

    assert jobs(cast) == 0
    assert accept(cast, held).state == "accepted"


def test_a_file_that_cannot_be_read_is_accepted_as_a_document(
    cast, engagement, record, run_jobs, sign_in
):
    held = record(workbook({"Of this test alone": [["Question", "Answer"]]}))
    stored = default_store().path(held.file.sha256)
    stored.chmod(0o600)
    stored.write_bytes(b"PK\x03\x04 damaged on the disk")
    run_jobs()

    seen = sign_in(cast.nadia).get(page(engagement, held)).text

    assert "The answers are not printed in packets" in seen
    assert "The file is not a workbook, or is damaged." in seen
    assert accept(cast, held).state == "accepted"


def test_what_the_worker_gave_up_is_told(cast, record, run_jobs):
    held = record()

    with cast.at(cast.lakeview):
        actions.give_up_reading(held_id=str(held.pk), reason="NoRoom: x", at=NOON)
        found = answers_in(held)

    assert (found.state, found.why) == (
        *("unreadable", "The portal could not read the file after several attempts."),
    )


@pytest.mark.django_db(transaction=True, databases=["default", "system"])
def test_questionnaires_from_before_are_read_by_the_clock_of_the_portal(cast, record, run_jobs):
    record()
    run_jobs()
    record(upload("answers.pdf").read(), "answers.pdf")
    with cast.at(cast.lakeview):
        HeldReading.objects.all().delete()
    portal.celery.app.loader.import_default_modules()

    current_app.tasks["compliance.read_questionnaires"]()
    run_jobs()
    current_app.tasks["compliance.read_questionnaires"]()

    assert jobs(cast) == 2
    with cast.at(cast.lakeview):
        assert [one.state for one in HeldReading.objects.all()] == ["read"]


# Accepting


def test_nobody_accepts_what_is_still_being_read(cast, engagement, record, run_jobs, sign_in):
    held = record()
    nadia = sign_in(cast.nadia)

    seen = nadia.get(page(engagement, held)).text
    early = nadia.post(page(engagement, held), {"verb": "accept"})
    with pytest.raises(EvidenceRefused, match="still being read"):
        accept(cast, held)
    run_jobs()

    assert "are being read" in seen
    assert early.status_code == 409
    assert "This file is still being read." in early.text
    assert accept(cast, held).state == "accepted"


def test_whoever_accepts_it_sees_what_packets_will_print(
    cast, engagement, record, run_jobs, sign_in, django_assert_max_num_queries
):
    held = record()
    run_jobs()
    nadia = sign_in(cast.nadia)

    with django_assert_max_num_queries(40):
        seen = nadia.get(page(engagement, held)).text

    assert "What packets print of it" in seen
    assert "4 questions, 2 answered." in seen
    assert "Does the information leave your network?" in seen
    assert "<strong>No answer</strong> (“TBD”)" in seen
    assert "The sheet “Lists” is hidden and not printed." in seen


def test_words_of_a_workbook_are_shown_as_words(cast, engagement, record, run_jobs, sign_in):
    script = "<script>alert(1)</script>\nIs it shown?"
    held = record(workbook({"<b>A</b>": [["Question", "Answer"], [script, "<img src=x>"]]}))
    run_jobs()

    seen = sign_in(cast.lena).get(page(engagement, held)).text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>Is it shown?" in seen
    assert "<img src=x>" not in seen
    assert "<b>A</b>" not in seen


def test_what_cannot_be_told_is_said_on_the_page(cast, engagement, record, run_jobs, sign_in):
    held = record(b"a,b\nc,d\n", "answers.csv")
    run_jobs()

    seen = sign_in(cast.nadia).get(page(engagement, held)).text

    assert "cannot be told apart in its columns, and nothing is guessed" in seen


def test_whoever_accepts_it_sees_what_the_record_speaks_against(
    cast, engagement, host, record, run_jobs, sign_in
):
    rows = [["1", "Do you have a BAA with Amazon Web Services?", "Yes"]]
    held = record(workbook({"Claims": [["No.", "Question", "Answer"], *rows]}))
    run_jobs()

    seen = sign_in(cast.nadia).get(page(engagement, held)).text

    assert "The record speaks against some of these answers." in seen
    assert "<strong>On record:</strong> BAA between client and Amazon Web Services" in seen
