"""From the outbox to the mail server, and what is kept when there is none."""

import email
import email.policy

import pytest
from django.utils import timezone

from portal.files.rules import FileMissing
from portal.files.store import default_store
from portal.jobs.models import Job, JobState
from portal.mail import outbox
from portal.mail.models import Mail
from portal.mail.outbox import Enclosure, Invite, NotEnclosed, message_of
from portal.mail.tasks import deliver_mail
from portal.tenancy.context import tenant
from tests.cast import NOON
from tests.portal.jobs.sample import HERE, PARTNER, THERE, at

pytestmark = pytest.mark.django_db
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def write(**more):
    with at():
        known = {"name": "Nora", "org": "Lakeview", "role": "Client owner", "inviter": "Nadia"}
        words = known | {"path": "/x/", "until": None} | more
        return outbox.post(to="nora@example.test", template="invitation", at=NOON, **words)


def message(mail):
    with at():
        job = Job.objects.get(ids={"mail_id": str(mail.pk)})
    return {"job": str(job.pk), "org": str(HERE), "partner": str(PARTNER)}


def kept(mail):
    with at():
        return Mail.objects.get(pk=mail.pk)


@pytest.fixture
def server_away(settings):
    """Nobody listens where the mail server should."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def shape(part):
    """A message as nested content types."""
    kind = part.get_content_type()
    if part.is_multipart():
        return [kind, *(shape(inner) for inner in part.iter_parts())]
    return kind


def parsed(mail):
    return email.message_from_bytes(
        message_of(mail).message().as_bytes(), policy=email.policy.default
    )


def test_a_mail_is_a_row_until_it_is_delivered(mailoutbox):
    mail = write()
    before = (kept(mail).sent_at, len(mailoutbox))

    deliver_mail(**message(mail))

    assert before == (None, 0)
    assert kept(mail).sent_at is not None
    assert [sent.to for sent in mailoutbox] == [["nora@example.test"]]


def test_what_was_sent_is_forgotten_but_that_it_was(mailoutbox):
    mail = write(invite=Invite(CALENDAR, "REQUEST"))

    deliver_mail(**message(mail))

    after = kept(mail)
    assert (after.text, after.html, after.calendar) == ("", "", "")
    assert (after.to, after.subject) == ("nora@example.test", mail.subject)
    assert "/x/" in mailoutbox[0].body


def test_the_demonstration_keeps_mails_to_be_read_there(mailoutbox, settings):
    settings.KEEP_SENT_MAILS = True
    mail = write()

    deliver_mail(**message(mail))

    assert "/x/" in kept(mail).text


def test_an_invitation_to_a_call_is_built_as_calendars_expect_it(mailoutbox):
    mail = write(invite=Invite(CALENDAR, "REQUEST"))

    assert shape(parsed(mail)) == [
        "multipart/mixed",
        ["multipart/alternative", "text/plain", "text/html", "text/calendar"],
        "application/ics",
    ]


def test_a_mail_without_a_calendar_has_no_attachment():
    assert shape(parsed(write())) == ["multipart/alternative", "text/plain", "text/html"]


def test_a_file_goes_along_by_reference_and_is_read_when_it_is_sent(mailoutbox):
    stored = default_store().put_bytes(b"%PDF sealed")
    mail = write(enclosed=Enclosure(stored.sha256, "baa.pdf", "application/pdf"))

    job = message(mail)
    assert "sealed" not in str(job)
    deliver_mail.apply(kwargs=job)
    deliver_mail.apply(kwargs=job)

    (sent,) = mailoutbox
    assert sent.attachments == [("baa.pdf", b"%PDF sealed", "application/pdf")]
    assert kept(mail).enclosed_sha256 == stored.sha256


def test_a_file_that_is_missing_or_changed_is_not_sent(settings):
    mail = write(enclosed=Enclosure("0" * 64, "baa.pdf", "application/pdf"))

    with pytest.raises(FileMissing):
        message_of(mail)
    settings.READ_STORED_FILE = "tests.portal.mail.test_delivery.altered"
    with pytest.raises(NotEnclosed):
        message_of(mail)


def altered(sha256):
    return b"something else"


def test_the_same_mail_has_the_same_identity_each_time():
    mail = write()

    first, second = parsed(mail), parsed(kept(mail))

    assert first["Message-ID"] == second["Message-ID"] == f"<{mail.pk}@127.0.0.1>"


def test_a_long_name_shortens_the_subject_and_loses_nothing():
    mail = write(org="L" * 400)

    assert len(mail.subject) == 300
    assert "L" * 400 in mail.text


def test_a_mail_waits_while_the_server_is_away(server_away):
    mail = write()

    with pytest.raises(ConnectionRefusedError):
        deliver_mail(**message(mail))

    with at():
        job = Job.objects.get(ids={"mail_id": str(mail.pk)})
    assert job.state == JobState.QUEUED
    assert kept(mail).failed_at is None


def test_a_mail_that_nobody_took_for_hours_says_so(server_away):
    mail = write()
    words = message(mail)
    for _ in range(deliver_mail.max_attempts):
        with at():
            Job.objects.filter(pk=words["job"]).update(not_before=timezone.now())
        with pytest.raises(ConnectionRefusedError):
            deliver_mail(**words)

    assert kept(mail).failed_at is not None
    assert kept(mail).sent_at is None


def test_mails_of_one_organisation_are_not_seen_in_another():
    write()

    with tenant(org=THERE, partner=PARTNER):
        assert not Mail.objects.exists()
