"""Jobs of the outbox."""

from celery import shared_task
from django.utils import timezone

from portal.jobs.task import JobTask, Lease
from portal.mail.models import Mail
from portal.mail.outbox import message_of


@shared_task(name="portal.deliver_mail", base=JobTask)
def deliver_mail(lease: Lease, *, mail_id: str, **_: object) -> None:
    with lease.enter():
        mail = Mail.objects.get(pk=mail_id)
    message_of(mail).send()
    with lease.finish():
        mail.sent(at=timezone.now())
