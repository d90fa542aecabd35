"""What every step of an agreement ends with: the trail, the judgement, the mails; and the lock."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from compliance.agreements.models import Agreement
from portal.accounts.models import User
from portal.audit import log
from portal.jobs.queue import enqueue
from portal.mail import outbox

# How long the portal waits before it tries again what it could not do for a while.
REST = timedelta(minutes=10)


def locked(agreement_id: UUID) -> Agreement:
    """The agreement with its people, locked until the transaction ends."""
    rows = Agreement.objects.select_for_update(of=("self",)).with_people()
    found: Agreement = rows.get(pk=agreement_id)
    return found


def tell(
    what: log.Action, agreement: Agreement, by: User | None, at: datetime, **data: Any
) -> None:
    """Record a step in the trail and have the engagement judged anew."""
    record(what, agreement, by, at, **data)
    enqueue("compliance.restamp", engagement_id=str(agreement.engagement_id))


def record(
    what: log.Action, agreement: Agreement, by: User | None, at: datetime, **data: Any
) -> None:
    """Record what changes nothing for the engagement."""
    log.record(what, target=agreement, by=by, at=at, engagement_id=agreement.engagement_id, **data)


def mail(
    template: str,
    agreement: Agreement,
    *people: User,
    at: datetime,
    by: User | None = None,
    enclosed: outbox.Enclosure | None = None,
    **more: Any,
) -> None:
    """Write to each of these people once; answers go to whoever acted, else to the sender.

    A file that is enclosed goes to signatories alone.
    """
    signatories = {agreement.client_signatory_id, agreement.partner_signatory_id}
    engagement = agreement.engagement
    author = by or agreement.sender
    for person in {person.pk: person for person in people}.values():
        outbox.post(
            to=person.email,
            template=template,
            at=at,
            enclosed=enclosed if person.pk in signatories else None,
            attached=enclosed is not None and person.pk in signatories,
            reply_to="" if person == author else author.email,
            name=person.name,
            by=by.name if by else "",
            kind=agreement.of_kind.label,
            short=agreement.of_kind.short,
            client=agreement.client_name,
            partner=agreement.partner_name,
            sender=agreement.sender.name,
            sign_by=agreement.sign_by,
            path=f"/o/{engagement.client_slug}/e/{engagement.pk}/agreements/{agreement.pk}/",
            **more,
        )


@transaction.atomic
def note_failure(*, agreement_id: UUID, why: str, at: datetime) -> None:
    """Keep, for the page, why the portal could not do its part this time."""
    locked(agreement_id).fail(why=why, at=at)
