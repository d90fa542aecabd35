"""Signing for either side: every circumstance checked under the lock and kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from django.db import transaction

from compliance.agreements import rules
from compliance.agreements.actions.telling import locked, mail, record, tell
from compliance.agreements.models import Agreement, Signature
from compliance.agreements.queries import policy_of, signatures_of
from compliance.agreements.rules import DISCLOSURE_SHA256, Side, SigningAttempt, SigningReason, Step
from engagements.lifecycle.actions import hold_open
from portal.accounts.models import User
from portal.audit import log
from portal.jobs.queue import enqueue

SIGNED = log.action("compliance.agreement.signed", "signed an agreement for the client")
REFUSED = log.action("compliance.agreement.signing_refused", "could not sign an agreement")
COUNTERSIGNED = log.action("compliance.agreement.countersigned", "countersigned an agreement")


@dataclass(frozen=True, kw_only=True)
class Intent:
    """What the signer said, and `pressed`: the words on the button as they were sent."""

    typed_name: str
    typed_title: str
    authority_confirmed: bool
    accepted_disclosure: str | None
    pressed: str
    shown_sha256: str
    drawing: str = ""


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What the portal saw: the second factor and when, the session (by digest), where from."""

    factor_type: str
    factor_at: datetime | None
    session_digest: str
    ip: str
    user_agent: str
    time_zone: str


@transaction.atomic
def note_refusal(*, agreement: Agreement, reason: SigningReason, by: User, at: datetime) -> None:
    """Keep in the trail that somebody tried to sign who could not, and why not."""
    record(REFUSED, agreement, by, at, reason=reason.value)


@transaction.atomic
def sign(
    *,
    agreement: Agreement,
    side: Side,
    intent: Intent,
    seen: Circumstances,
    by: User,
    at: datetime,
) -> Agreement:
    """Sign for one side. The client's goes on to the partner, the partner's to the seal.

    Raises SigningRefused when anything is not as it has to be; then nothing has changed.
    """
    hold_open(agreement.engagement_id)
    held = locked(agreement.pk)
    attempt = _attempt(held, side, intent, seen, by)
    step = rules.check_signing(attempt, at=at.astimezone(ZoneInfo(held.org.time_zone)))
    drawing = rules.read_drawing(intent.drawing)
    signature = _signature(held, attempt, drawing, seen, by).make(at=at)
    held.sign(step, at=at)
    evidence = {"sha256": signature.shown_sha256, "signature": str(signature.pk)}
    if step is Step.SIGN_FOR_CLIENT:
        mail("agreement_to_countersign", held, held.partner_signatory, at=at, by=by)
        tell(SIGNED, held, by, at, **evidence)
    else:
        enqueue("compliance.seal_agreement", agreement_id=str(held.pk))
        tell(COUNTERSIGNED, held, by, at, **evidence)
    return held


def _attempt(
    held: Agreement, side: Side, intent: Intent, seen: Circumstances, by: User
) -> SigningAttempt:
    signed = signatures_of(held)
    return SigningAttempt(
        side=side,
        state=held.stands,
        signer_id=str(by.pk),
        signatory_id=str(held.signatory(side).pk),
        signatory_name=held.signatory(side).name,
        sender_id=str(held.sender_id),
        client_signer_id=str(signed[Side.CLIENT].signer_id) if Side.CLIENT in signed else None,
        typed_name=intent.typed_name,
        typed_title=intent.typed_title,
        authority_confirmed=intent.authority_confirmed,
        accepted_disclosure=intent.accepted_disclosure,
        pressed=intent.pressed,
        button=rules.button_words(side, held.of_kind, held.party(side)),
        opened_at=held.opened_at(side),
        shown_sha256=intent.shown_sha256,
        stored_sha256=held.document_sha256,
        second_factor_at=seen.factor_at,
        sign_by=held.sign_by,
        four_eyes=side is Side.PARTNER and policy_of(held.partner_id).four_eyes,
    )


def _signature(
    held: Agreement, attempt: SigningAttempt, drawing: str, seen: Circumstances, by: User
) -> Signature:
    disclosure = attempt.accepted_disclosure or ""
    return Signature(
        org_id=held.org_id,
        agreement=held,
        side=attempt.side,
        organisation=held.party(attempt.side),
        signer=by,
        signer_email=by.email,
        typed_name=attempt.typed_name.strip(),
        drawing=drawing,
        typed_title=attempt.typed_title.strip(),
        authority=rules.authority_words(held.party(attempt.side)),
        disclosure=disclosure,
        disclosure_sha256=DISCLOSURE_SHA256[disclosure],
        opened_at=cast(datetime, attempt.opened_at),
        shown_sha256=attempt.shown_sha256,
        button=attempt.pressed,
        factor_type=seen.factor_type,
        factor_at=cast(datetime, seen.factor_at),
        session_digest=seen.session_digest,
        ip=seen.ip,
        user_agent=seen.user_agent[:1000],
        time_zone=seen.time_zone,
    )
