"""Preparing an agreement from a template and sending it to the client."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from compliance.agreements import rules
from compliance.agreements.actions.telling import REST, locked, mail, tell
from compliance.agreements.models import Agreement, AgreementTemplate
from compliance.agreements.queries import policy_of, signatories_of, wording
from compliance.agreements.rules import AgreementKind, AgreementState, Place, Sending, Side, Value
from engagements.lifecycle.actions import hold_open
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.audit import log
from portal.files.models import StoredFile
from portal.files.rules import FileKind, clean_name
from portal.files.store import Stored
from portal.jobs.queue import enqueue

PREPARED = log.action("compliance.agreement.prepared", "prepared an agreement")
REPLACED = log.action("compliance.agreement.replaced", "changed an agreement that was out")
SENT = log.action("compliance.agreement.sent", "sent an agreement for signature")

RENDER = "compliance.render_agreement"
EXPIRE = "compliance.expire_agreement"
NOT_MADE = "The document could not be made."


@transaction.atomic
def prepare_agreement(
    *,
    engagement: Engagement,
    template: AgreementTemplate,
    values: dict[str, object],
    client_signatory: User,
    partner_signatory: User,
    sign_by: date,
    by: User,
    at: datetime,
    today: date,
    client_title: str = "",
    partner_title: str = "",
    follows: Agreement | None = None,
    reason: str = "",
) -> Agreement:
    """Fill a template; a worker makes the document and then it goes to the client.

    `follows` is the agreement of which this is the next version: one that is out for signature is
    closed for `reason`, and everybody is asked anew; one that was executed stays in force until
    this one is.

    Raises TemplateIncomplete for a template that lacks a required element, ValuesRefused for values
    that are missing or not allowed, SendingRefused for people or dates that are not.
    """
    whole = hold_open(engagement.pk)
    before = close_followed(follows, reason, by, at)
    read = template.read
    rules.check_sendable(read)
    clean = rules.read_values(read, values)
    named = rules.particulars(clean)
    check_people(
        whole, template.of_kind, client_signatory, partner_signatory, sign_by, by=by, today=today
    )
    agreement = Agreement(
        org_id=whole.org_id,
        partner_id=whole.partner_id,
        engagement=whole,
        follows=before,
        number=before.number + 1 if before else 1,
        kind=template.kind,
        title=template.title,
        template=template,
        template_version=template.version,
        template_sha256=template.sha256,
        values={name: _stored(value) for name, value in clean.items()},
        text=wording(whole, template, clean),
        client_name=named.client_name,
        partner_name=named.partner_name,
        client_signatory=client_signatory,
        client_title=client_title.strip(),
        partner_signatory=partner_signatory,
        partner_title=partner_title.strip(),
        sender=by,
        sign_by=sign_by,
        effective_on=named.effective_on,
        ends_on=named.ends_on,
    ).prepare(at=at)
    enqueue(RENDER, agreement_id=str(agreement.pk))
    tell(PREPARED, agreement, by, at, template=template.version, sha256=template.sha256)
    return agreement


@transaction.atomic
def send(
    *, agreement_id: UUID, stored: Stored, pages: int, places: dict[Side, Place], at: datetime
) -> Agreement:
    """The document is made: show it to the client's signatory. Again, it does nothing."""
    agreement = locked(agreement_id)
    if agreement.stands is not AgreementState.PREPARING:
        return agreement
    document = keep(agreement, stored, name=f"{agreement}.pdf", pages=pages, at=at)
    agreement.send(document=document, places=places, at=at)
    mail("agreement_to_sign", agreement, agreement.client_signatory, at=at)
    enqueue(
        "compliance.expire_agreement",
        delay=_until_late(agreement, at),
        agreement_id=str(agreement.pk),
    )
    tell(SENT, agreement, agreement.sender, at, sha256=document.sha256, pages=pages)
    return agreement


@transaction.atomic
def put_off_sending(*, reason: str, at: datetime, agreement_id: str) -> None:
    """The worker gave up for now: say so on the page, and try again after a rest."""
    agreement = locked(UUID(agreement_id))
    if agreement.stands is AgreementState.PREPARING:
        agreement.fail(why=agreement.failure or NOT_MADE, at=at)
        enqueue(RENDER, delay=REST, agreement_id=agreement_id)


def keep(
    agreement: Agreement, stored: Stored, *, name: str, pages: int, at: datetime
) -> StoredFile:
    """The row of a PDF that the portal made of this agreement."""
    file = StoredFile(
        sha256=stored.sha256,
        size=stored.size,
        name=clean_name(name, FileKind.PDF),
        kind=FileKind.PDF,
        mime=FileKind.PDF.mime,
        pages=pages,
        title=str(agreement)[:300],
    )
    return file.keep(org_id=agreement.org_id, by_id=None, at=at)


def check_people(
    engagement: Engagement,
    kind: AgreementKind,
    client_signatory: User,
    partner_signatory: User,
    sign_by: date,
    *,
    by: User,
    today: date,
) -> None:
    """Refuse with `SendingRefused` people or dates that cannot be, or a second paper of a kind."""
    people = signatories_of(engagement)
    same_kind = Agreement.objects.of_engagement(engagement).filter(kind=kind)
    sending = Sending(
        sender_id=str(by.pk),
        client_signatory=(str(client_signatory.pk), client_signatory.name),
        partner_signatory=(str(partner_signatory.pk), partner_signatory.name),
        may_sign_for_client=frozenset(str(person.pk) for person in people.client),
        may_countersign=frozenset(str(person.pk) for person in people.partner),
        sign_by=sign_by,
        kind=kind.short,
        one_is_open=same_kind.open().exists(),
        four_eyes=policy_of(engagement.partner_id).four_eyes,
    )
    rules.check_sending(sending, today=today)


def close_followed(
    follows: Agreement | None, reason: str, by: User, at: datetime
) -> Agreement | None:
    """The agreement that is followed, closed if somebody was still asked to sign it."""
    if follows is None:
        return None
    held = locked(follows.pk)
    if held.turn is not None:
        asked = [held.client_signatory] + (
            [held.partner_signatory] if held.client_signed_at else []
        )
        held.replace(by=by, reason=reason, at=at)
        mail("agreement_replaced", held, *asked, at=at, by=by)
        tell(REPLACED, held, by, at, reason=held.reason)
    return held


def _stored(value: Value) -> str | int:
    return value.isoformat() if isinstance(value, date) else value


def _until_late(agreement: Agreement, at: datetime) -> timedelta:
    """From now to the first moment, where the client is, after the last day to sign."""
    zone = ZoneInfo(agreement.org.time_zone)
    return datetime.combine(agreement.sign_by + timedelta(days=1), time(), tzinfo=zone) - at
