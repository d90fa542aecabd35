"""Reading what belongs to an agreement: its versions, paper copies, reminders, PHI after it."""

from datetime import date, datetime

from compliance.agreements.models import (
    Agreement,
    Delegation,
    PaperCopy,
    PhiDisposal,
    Reminder,
)
from compliance.agreements.rules import (
    ReminderKind,
    is_owed,
    phi_due_on,
)
from engagements.lifecycle.models import Engagement


def paper_of(agreement: Agreement) -> PaperCopy | None:
    """The copy signed by hand, recorded or confirmed; None where it was signed here."""
    rows = PaperCopy.objects.of(agreement).standing()
    people = ("recorded_by", "confirmed_by")
    found: PaperCopy | None = rows.select_related("scan", *people).first()
    return found


def copies_of(engagement: Engagement, *, at: datetime) -> list[PaperCopy]:
    """Every copy signed by hand, turned down or not, as it stood before an instant."""
    rows = PaperCopy.objects.filter(org_id=engagement.org_id, agreement__engagement=engagement)
    people = ("recorded_by", "confirmed_by", "returned_by")
    there = rows.filter(recorded_at__lt=at).select_related("scan", "agreement", *people)
    return [one.as_it_stood(at) for one in there.order_by("recorded_at", "pk")]


def disposals_of(engagement: Engagement, *, at: datetime) -> list[PhiDisposal]:
    """What had become of PHI after the end of each BAA by an instant."""
    rows = PhiDisposal.objects.filter(org_id=engagement.org_id, agreement__engagement=engagement)
    there = rows.filter(recorded_at__lt=at).select_related("file", "agreement", "recorded_by")
    return list(there.order_by("recorded_at", "pk"))


def phi_of(agreement: Agreement) -> PhiDisposal | None:
    """What became of the PHI after the end, once it is recorded."""
    rows = PhiDisposal.objects.after(agreement).select_related("recorded_by", "file")
    found: PhiDisposal | None = rows.first()
    return found


def phi_due(agreement: Agreement) -> date | None:
    """Until when PHI has to be returned or destroyed; None where nothing of it is owed."""
    if agreement.ended_on is None or not is_owed(agreement.of_kind, agreement.stands):
        return None
    days = agreement.values.get("return_days")
    return phi_due_on(agreement.ended_on, int(days) if days else None)


def last_reminder(agreement: Agreement, kind: ReminderKind) -> Reminder | None:
    """The newest reminder of that kind."""
    found: Reminder | None = Reminder.objects.of(agreement, kind).first()
    return found


def line_of(agreement: Agreement) -> list[Agreement]:
    """The agreement and those it follows, the newest first."""
    rows = Agreement.objects.of_engagement(agreement.engagement).filter(kind=agreement.kind)
    known = {one.pk: one for one in rows}
    line, before = [agreement], agreement.follows_id
    while before is not None:
        line.append(known[before])
        before = known[before].follows_id
    return line


def followers_of(agreement: Agreement) -> list[Agreement]:
    """The agreements that were made in its place, the newest first."""
    rows = Agreement.objects.of_engagement(agreement.engagement).filter(follows=agreement)
    return list(rows.newest_first())


def delegations_of(agreement: Agreement) -> tuple[Delegation, ...]:
    """Every consent by which a signatory of this agreement came to sign for another."""
    line = [one.pk for one in line_of(agreement)]
    rows = Delegation.objects.filter(org_id=agreement.org_id, agreement__in=line)
    return tuple(rows.select_related("given_by", "given_to").in_order())
