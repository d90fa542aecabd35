"""What the portal does by itself, day by day: expire, remind, and take up what was left lying."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from compliance.agreements import rules
from compliance.agreements.actions.ending import let_expire
from compliance.agreements.actions.sealing import SEAL
from compliance.agreements.actions.sending import RENDER
from compliance.agreements.actions.telling import locked, mail, record
from compliance.agreements.models import Agreement, Reminder
from compliance.agreements.queries import last_reminder, phi_due, phi_of
from compliance.agreements.rules import AgreementState, ReminderKind, ReminderRefused
from engagements.lifecycle.actions import hold_open
from engagements.lifecycle.models import Engagement
from portal.accounts.models import Organization, User
from portal.audit import log
from portal.jobs.models import Job, JobState
from portal.jobs.queue import enqueue

REMINDED = log.action("compliance.agreement.reminded", "reminded of an agreement")

# Which job takes an agreement out of a state in which only the portal acts.
WORK = {AgreementState.PREPARING: RENDER, AgreementState.COUNTERSIGNED: SEAL}
AT_WORK = (JobState.QUEUED, JobState.RUNNING)
# A job is asked for in the transaction that needs it. Only one that was lost is asked for again.
LEFT_LYING = timedelta(minutes=15)


@transaction.atomic
def remind(*, agreement: Agreement, by: User, at: datetime) -> Agreement:
    """Write once more to whoever is asked to sign, at most once a day.

    Raises ReminderRefused.
    """
    hold_open(agreement.engagement_id)
    held = locked(agreement.pk)
    last = last_reminder(held, ReminderKind.TO_SIGN)
    last_at = last.sent_at if last else None
    rules.check_reminder(waits=held.turn is not None, last=last_at, at=at)
    _remind_to_sign(held, by, at)
    return held


@transaction.atomic
def ask_to_remind(*, partner: Organization, engagements: list[Engagement], by: User) -> None:
    """Have everybody reminded who is asked to sign in one of these engagements."""
    for engagement in engagements:
        enqueue(
            "compliance.remind_client",
            partner_id=str(partner.pk),
            org_id=str(engagement.org_id),
            engagement_id=str(engagement.pk),
            by_id=str(by.pk),
        )


@transaction.atomic
def remind_everybody(*, engagement_id: UUID, by_id: UUID, at: datetime) -> int:
    """Remind of every agreement of an engagement that somebody is asked to sign; how many.

    Who was reminded within a day is left in peace.
    """
    hold_open(engagement_id)
    by = User.objects.get(pk=by_id)
    open_ones = Agreement.objects.filter(engagement_id=engagement_id).open()
    held = [locked(pk) for pk in open_ones.values_list("pk", flat=True)]
    due = [one for one in held if one.turn is not None and _may_be_reminded(one, at)]
    for agreement in due:
        _remind_to_sign(agreement, by, at)
    return len(due)


@transaction.atomic
def tend(*, agreement_id: UUID, at: datetime) -> Agreement:
    """Do what is due for one agreement: nothing, mostly. Again, it does nothing."""
    held = locked(agreement_id)
    today = held.org.day(at)
    if held.turn is not None:
        _tend_unsigned(held, today, at)
    elif held.stands in WORK:
        _take_up(held, at)
    elif held.stands is AgreementState.EXECUTED:
        _tell_of_renewal(held, today, at)
    else:
        _ask_for_phi(held, today, at)
    return held


def _may_be_reminded(held: Agreement, at: datetime) -> bool:
    last = last_reminder(held, ReminderKind.TO_SIGN)
    try:
        rules.check_reminder(waits=True, last=last.sent_at if last else None, at=at)
    except ReminderRefused:
        return False
    return True


def _tend_unsigned(held: Agreement, today: date, at: datetime) -> None:
    if today > held.sign_by:
        let_expire(agreement_id=held.pk, at=at)
    elif rules.last_call_is_due(
        sign_by=held.sign_by, today=today, reminded_on=_reminded(held, ReminderKind.TO_SIGN)
    ):
        _remind_to_sign(held, None, at)


def _take_up(held: Agreement, at: datetime) -> None:
    """Both have signed, or the sender has sent: if no job knows of it, one is asked for."""
    name = WORK[held.stands]
    known = Job.objects.filter(name=name, ids__agreement_id=str(held.pk), state__in=AT_WORK)
    since = held.countersigned_at or held.prepared_at
    if at - since < LEFT_LYING or known.exists():
        return
    if held.stands is AgreementState.PREPARING:
        enqueue("compliance.render_agreement", agreement_id=str(held.pk))
    else:
        enqueue("compliance.seal_agreement", agreement_id=str(held.pk))


def _tell_of_renewal(held: Agreement, today: date, at: datetime) -> None:
    last_day = held.term.last_day
    if rules.renewal_is_due(
        last_day=last_day, today=today, reminded_on=_reminded(held, ReminderKind.RENEWAL)
    ):
        people = (held.sender, held.partner_signatory, held.client_signatory)
        mail("agreement_ending", held, *people, at=at, last_day=last_day)
        _keep(held, ReminderKind.RENEWAL, None, at)


def _ask_for_phi(held: Agreement, today: date, at: datetime) -> None:
    due_on = phi_due(held)
    if due_on is None or phi_of(held) is not None:
        return
    reminded_on = _reminded(held, ReminderKind.PHI)
    if rules.phi_reminder_is_due(due_on=due_on, today=today, reminded_on=reminded_on):
        people = (held.sender, held.partner_signatory)
        mail("agreement_phi_due", held, *people, at=at, phi_due_on=due_on)
        _keep(held, ReminderKind.PHI, None, at)


def _remind_to_sign(held: Agreement, by: User | None, at: datetime) -> None:
    if held.turn is None:
        return
    mail("agreement_reminder", held, held.signatory(held.turn), at=at, by=by)
    _keep(held, ReminderKind.TO_SIGN, by, at)


def _keep(held: Agreement, kind: ReminderKind, by: User | None, at: datetime) -> None:
    Reminder.send(held, kind, by=by, at=at)
    record(REMINDED, held, by, at, about=kind.value)


def _reminded(held: Agreement, kind: ReminderKind) -> date | None:
    last = last_reminder(held, kind)
    return last.day(held.org.time_zone) if last else None
