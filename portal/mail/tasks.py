"""Jobs of the outbox."""

from datetime import datetime

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from portal.jobs.task import JobTask, Lease
from portal.mail.models import Mail
from portal.mail.outbox import message_of


def _undelivered(*, reason: str, at: datetime, mail_id: str) -> None:
    mail: Mail = Mail.objects.get(pk=mail_id)
    mail.failed(at=at)


@shared_task(name="portal.deliver_mail", base=JobTask, give_up=_undelivered, max_attempts=16)
def deliver_mail(lease: Lease, *, mail_id: str, **_: object) -> None:
    """Hand a mail to the mail server; it may be away for hours."""
    with lease.enter():
        mail = Mail.objects.get(pk=mail_id)
    message_of(mail).send()
    with lease.finish():
        mail.sent(at=timezone.now(), keep_words=settings.KEEP_SENT_MAILS)
