"""Declining, voiding, letting expire, asking for paper, and terminating what was executed."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from compliance.agreements.actions.telling import locked, mail, record, tell
from compliance.agreements.models import Agreement
from compliance.agreements.queries import phi_due
from compliance.agreements.rules import AgreementKind
from engagements.lifecycle.actions import hold_open
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.audit import log

DECLINED = log.action("compliance.agreement.declined", "declined an agreement")
VOIDED = log.action("compliance.agreement.voided", "made an agreement void")
EXPIRED = log.action("compliance.agreement.expired", "let an agreement expire, unsigned in time")
PAPER = log.action("compliance.agreement.paper_asked", "asked for an agreement on paper")
TERMINATED = log.action("compliance.agreement.terminated", "terminated an agreement")


@transaction.atomic
def decline(*, agreement: Agreement, reason: str, by: User, at: datetime) -> Agreement:
    """Refuse to sign, saying why; whoever sent it is told, and whoever signed already.

    Raises EndingRefused for anybody but the signatory whose turn it is, StepRefused out of turn.
    """
    held = locked(agreement.pk).decline(by=by, reason=reason, at=at)
    others = [held.sender] + ([held.client_signatory] if held.client_signed_at else [])
    mail("agreement_declined", held, *others, at=at, by=by)
    tell(DECLINED, held, by, at, reason=held.reason)
    return held


@transaction.atomic
def make_void(*, agreement: Agreement, reason: str, by: User, at: datetime) -> Agreement:
    """Take it back before both have signed; the client's signatory is told if it was sent.

    Raises StepRefused once both have signed, EndingRefused without a reason.
    """
    held = locked(agreement.pk).make_void(by=by, reason=reason, at=at)
    if held.sent_at:
        mail("agreement_void", held, held.client_signatory, at=at, by=by)
    tell(VOIDED, held, by, at, reason=held.reason)
    return held


@transaction.atomic
def let_expire(*, agreement_id: UUID, at: datetime) -> Agreement:
    """Close what nobody signed until its last day; too early, or over, it does nothing."""
    held = locked(agreement_id)
    if held.turn is None or held.org.day(at) <= held.sign_by:
        return held
    held.let_expire(at=at)
    mail("agreement_expired", held, held.sender, at=at)
    tell(EXPIRED, held, None, at, sign_by=held.sign_by.isoformat())
    return held


@transaction.atomic
def ask_for_paper(*, agreement: Agreement, by: User, at: datetime) -> Agreement:
    """The client's signatory would rather sign on paper: the sender is told.

    Raises EndingRefused for anybody else, and when nobody is asked to sign any more.
    """
    hold_open(agreement.engagement_id)
    held = locked(agreement.pk)
    held.ask_for_paper(by=by, at=at)
    mail("agreement_on_paper", held, held.sender, at=at, by=by)
    record(PAPER, held, by, at)
    return held


@transaction.atomic
def terminate(
    *, agreement: Agreement, reason: str, ended_on: date, by: User, at: datetime
) -> Agreement:
    """End what was executed; from `ended_on` it is no longer in force.

    The end of a BAA cuts the engagement's clearance in the same transaction; whether another paper
    settles it is judged right after. Raises StepRefused for what was not executed, EndingRefused
    without a reason.
    """
    # The engagement before the agreement, as everywhere.
    engagement = Engagement.objects.select_for_update().get(pk=agreement.engagement_id)
    held = locked(agreement.pk).terminate(by=by, reason=reason, on=ended_on, at=at)
    if held.of_kind is AgreementKind.BAA:
        engagement.clear_no_further(than=ended_on - timedelta(days=1))
    people = (held.client_signatory, held.partner_signatory, held.sender)
    due_on = phi_due(held)
    mail("agreement_terminated", held, *people, at=at, by=by, ended_on=ended_on, phi_due_on=due_on)
    tell(TERMINATED, held, by, at, reason=held.reason, ended_on=ended_on.isoformat())
    return held
