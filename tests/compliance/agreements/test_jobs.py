"""The worker's part: the document, the seal, and how both heal themselves."""

from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

import portal.celery
from compliance.agreements import actions
from compliance.agreements.models import Agreement
from compliance.agreements.queries import agreement_at
from compliance.agreements.rules import Side
from compliance.pdf.keystore import KeysRefused
from portal.audit.models import AuditEvent
from portal.files.rules import FileNotStored
from portal.files.store import default_store
from portal.jobs.models import Job
from portal.mail import outbox
from portal.mail.models import Mail
from tests.compliance.agreements import papers

SEAL = "compliance.seal_agreement"


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.KEY_ROOT = tmp_path / "keys"
    settings.ROOT_CERTIFICATES = tmp_path / "roots.pem"


@pytest.fixture
def rendered(cast, engagement, template, run_jobs):
    """Prepared, and made by the worker."""
    with cast.at(cast.lakeview, cast.carla):
        prepared = papers.prepare(cast, engagement, template)
    run_jobs()
    with cast.at(cast.lakeview):
        return agreement_at(engagement, prepared.pk)


def sign_both(cast, engagement, agreement):
    with cast.at(cast.lakeview):
        for side, by in ((Side.CLIENT, cast.samuel), (Side.PARTNER, cast.pavel)):
            actions.open_document(
                agreement=agreement, copy=actions.Copy.TEXT, by=by, at=papers.FACTOR
            )
            papers.sign(cast, agreement, side)
        return agreement_at(engagement, agreement.pk)


def due(cast, name):
    """The job of that name which is to be done now."""
    with cast.at(cast.lakeview):
        job = Job.objects.filter(name=name, state="queued").get()
        Job.objects.filter(pk=job.pk).update(not_before=timezone.now() - timedelta(seconds=1))
    return job


def ring(job):
    portal.celery.app.loader.import_default_modules()
    current_app.tasks[job.name](job=str(job.pk), org=str(job.org_id), partner=str(job.partner_id))


def test_a_copy_too_large_for_a_mail_is_behind_the_link(cast, countersigned, monkeypatch):
    monkeypatch.setattr(outbox, "LARGEST_ENCLOSED", 3)
    with cast.at(cast.lakeview):
        papers.execute(countersigned)

        for mail in Mail.objects.filter(subject__startswith="Executed"):
            assert mail.enclosed_sha256 == ""
            assert "too large for a mail" in mail.text


def test_from_the_template_to_the_executed_copy(cast, engagement, rendered, run_jobs):
    assert rendered.state == "sent"
    assert default_store().path(rendered.document_sha256).read_bytes().startswith(b"%PDF-1.7")

    sign_both(cast, engagement, rendered)
    run_jobs()

    with cast.at(cast.lakeview):
        executed = agreement_at(engagement, rendered.pk)
        assert executed.state == "executed"
        assert executed.executed_on == papers.TODAY
        assert executed.failure == ""
        assert default_store().path(executed.sealed.sha256).is_file()
        assert executed.sealed.pages > executed.document.pages
        mails = Mail.objects.filter(subject__startswith="Executed")
        assert set(mails.values_list("to", flat=True)) == {
            cast.samuel.email,
            cast.pavel.email,
            cast.carla.email,
        }
        assert set(mails.values_list("to", "enclosed_sha256")) == {
            (cast.samuel.email, executed.sealed.sha256),
            (cast.pavel.email, executed.sealed.sha256),
            (cast.carla.email, ""),
        }
        event = AuditEvent.objects.get(action="compliance.agreement.executed").told
        assert event["data"]["sha256"] == executed.sealed.sha256
        assert not Job.objects.exclude(state="done").exclude(not_before__gt=timezone.now()).exists()


def test_a_seal_that_cannot_be_made_is_told_tried_again_and_made_in_the_end(
    cast, engagement, rendered, run_jobs, settings
):
    settings.SEAL_PASSPHRASE = "the right one"
    (settings.KEY_ROOT).mkdir()
    (settings.KEY_ROOT / "root").write_text("in the way")
    sign_both(cast, engagement, rendered)

    while True:
        job = due(cast, SEAL)
        with pytest.raises((KeysRefused, OSError)):
            ring(job)
        with cast.at(cast.lakeview):
            job.refresh_from_db()
            if job.state == "failed":
                break
    with cast.at(cast.lakeview):
        waiting = agreement_at(engagement, rendered.pk)
        next_try = Job.objects.get(name=SEAL, state="queued")
        assert waiting.state == "countersigned"
        assert waiting.failure
        assert waiting.failed_at
        assert next_try.not_before > timezone.now() + timedelta(minutes=5)
        assert not Mail.objects.filter(subject__startswith="Executed").exists()

    (settings.KEY_ROOT / "root").unlink()
    ring(due(cast, SEAL))

    with cast.at(cast.lakeview):
        healed = agreement_at(engagement, rendered.pk)
        assert (healed.state, healed.failure) == ("executed", "")


def test_the_reason_stands_on_the_record_after_the_first_try(cast, engagement, rendered, settings):
    sign_both(cast, engagement, rendered)
    settings.SEAL_PASSPHRASE = ""

    with pytest.raises(KeysRefused):
        ring(due(cast, SEAL))

    with cast.at(cast.lakeview):
        assert Agreement.objects.get().failure == "The signing keys need a passphrase; none is set."


def test_a_worker_that_was_killed_is_followed_by_another(cast, engagement, rendered):
    sign_both(cast, engagement, rendered)
    job = due(cast, SEAL)
    with cast.at(cast.lakeview):
        long_ago = timezone.now() - timedelta(minutes=10)
        Job.objects.claim(job.pk, at=timezone.now(), lease=timedelta(minutes=2))
        Job.objects.filter(pk=job.pk).update(lease_until=long_ago)

    ring(job)

    with cast.at(cast.lakeview):
        assert Agreement.objects.get().state == "executed"


def test_sealing_twice_gives_one_executed_copy(cast, engagement, rendered, run_jobs):
    sign_both(cast, engagement, rendered)
    job = due(cast, SEAL)
    ring(job)
    with cast.at(cast.lakeview):
        first = Agreement.objects.get().sealed_id
        Job.objects.filter(pk=job.pk).update(state="queued")

    ring(job)

    with cast.at(cast.lakeview):
        assert Agreement.objects.get().sealed_id == first
        assert Mail.objects.filter(subject__startswith="Executed").count() == 3


def test_a_document_that_cannot_be_made_is_told_and_tried_again(
    cast, engagement, template, settings, tmp_path
):
    settings.STORE_ROOT = tmp_path / "store"
    settings.STORE_ROOT.write_text("in the way")
    with cast.at(cast.lakeview):
        papers.prepare(cast, engagement, template)
    job = due(cast, "compliance.render_agreement")
    with cast.at(cast.lakeview):
        Job.objects.filter(pk=job.pk).update(attempt=5)

    with pytest.raises(FileNotStored):
        ring(job)

    with cast.at(cast.lakeview):
        waiting = Agreement.objects.get()
        assert (waiting.state, bool(waiting.failure)) == ("preparing", True)
    settings.STORE_ROOT.unlink()
    ring(due(cast, "compliance.render_agreement"))
    with cast.at(cast.lakeview):
        assert Agreement.objects.get().state == "sent"


def test_giving_up_on_what_is_over_asks_for_nothing_more(cast, engagement, template):
    with cast.at(cast.lakeview):
        prepared = papers.prepare(cast, engagement, template)
        actions.make_void(agreement=prepared, reason="Wrong", by=cast.carla, at=papers.NOON)
        jobs = Job.objects.count()

        for put_off in (actions.put_off_sending, actions.put_off_sealing):
            put_off(reason="A fault", at=papers.NOON, agreement_id=str(prepared.pk))

        assert Job.objects.count() == jobs
        assert Agreement.objects.get().failure == ""


def test_what_was_made_void_meanwhile_is_not_sent(cast, engagement, template, run_jobs):
    with cast.at(cast.lakeview):
        prepared = papers.prepare(cast, engagement, template)
        actions.make_void(agreement=prepared, reason="Wrong address", by=cast.carla, at=papers.NOON)

    run_jobs()

    with cast.at(cast.lakeview):
        assert Agreement.objects.get().state == "void"
        assert not Mail.objects.filter(subject__contains="asks you to sign").exists()
