"""Writing to people: `post()` puts a mail in the outbox, a worker delivers it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils.module_loading import import_string

from portal.jobs.queue import enqueue
from portal.mail.models import Mail

LONGEST_SUBJECT = 300
# What mail servers take from each other; in a mail, a file grows by a third.
LARGEST_ENCLOSED = 10_000_000  # bytes


@dataclass(frozen=True)
class Invite:
    """A calendar object that goes with a mail: its text and its iTIP method."""

    text: str
    method: str


@dataclass(frozen=True)
class Enclosure:
    """A stored file that goes with a mail, by reference: its SHA-256, its name, its media type."""

    sha256: str
    name: str
    mime: str


class NotEnclosed(Exception):
    """The file that should go with a mail is not in the store as it was."""


def post(
    *,
    to: str,
    template: str,
    at: datetime,
    invite: Invite | None = None,
    enclosed: Enclosure | None = None,
    reply_to: str = "",
    **context: Any,
) -> Mail:
    """Write to one person with `templates/emails/<template>.txt`.

    The template's first line is the subject. It has one link at the most, says why it was sent,
    and holds no PHI and nothing out of a document. Its context has `public_url`, which ends
    without a slash. Answers go to `reply_to`, where there is a person to answer to. `enclosed` is a
    file of at most LARGEST_ENCLOSED bytes that its receiver is a party to.
    """
    # A mail is text: an apostrophe in a name stays one.
    known = Context(context | {"public_url": settings.PUBLIC_URL}, autoescape=False)
    words = Engine.get_default().get_template(f"emails/{template}.txt").render(known)
    subject, _, text = words.strip().partition("\n")
    subject = subject.removeprefix("Subject:").strip()[:LONGEST_SUBJECT]
    mail = Mail(to=to, subject=subject, reply_to=reply_to)
    if enclosed:
        mail.enclosed_sha256, mail.enclosed_name = enclosed.sha256, enclosed.name
        mail.enclosed_mime = enclosed.mime
    return _put(mail, text.strip(), at=at, invite=invite)


def post_account_mail(*, to: str, subject: str, text: str, at: datetime) -> Mail:
    """A mail about a person's account (password, second factors), outside every organisation."""
    return _put(Mail(to=to, subject=subject), text, at=at, invite=None)


def _put(mail: Mail, text: str, *, at: datetime, invite: Invite | None) -> Mail:
    mail.text = text
    mail.html = render_to_string("emails/base.html", {"subject": mail.subject, "text": text})
    if invite:
        mail.calendar, mail.calendar_method = invite.text, invite.method
    mail.put(at=at)
    enqueue("portal.deliver_mail", mail_id=str(mail.pk))
    return mail


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """The mail as it goes to the mail server, with its calendar object and its file.

    Raises NotEnclosed, and what the store raises when the file is missing.
    """
    answers = [mail.reply_to] if mail.reply_to else None
    # The same identity each time: a mail that is handed over twice is seen to be one.
    identity = {"Message-ID": f"<{mail.pk}@{urlsplit(settings.PUBLIC_URL).hostname}>"}
    message = EmailMultiAlternatives(
        mail.subject, mail.text, to=[mail.to], reply_to=answers, headers=identity
    )
    message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        # Django adds the charset to a text, and mangles what is not ASCII in anything else.
        message.attach_alternative(mail.calendar, f"text/calendar; method={mail.calendar_method}")
        message.attach("invite.ics", mail.calendar.encode(), "application/ics")
    if mail.enclosed_sha256:
        message.attach(mail.enclosed_name, _content(mail.enclosed_sha256), mail.enclosed_mime)
    return message


def _content(sha256: str) -> bytes:
    """The bytes as they were stored, or none: what was signed is not sent changed."""
    read: Callable[[str], bytes] = import_string(settings.READ_STORED_FILE)
    content = read(sha256)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise NotEnclosed("The file that goes with this mail is not what was stored.")
    return content
