"""The way on paper: recording the scan of what both signed by hand, and confirming it."""

from datetime import date, datetime

from django.db import transaction

from compliance.agreements.actions.sealing import SEAL
from compliance.agreements.actions.telling import locked, mail, tell
from compliance.agreements.models import Agreement, PaperCopy
from compliance.agreements.queries import paper_of
from compliance.agreements.rules import Hand, PaperRefused, check_compared
from engagements.lifecycle.actions import hold_open
from portal.accounts.models import User
from portal.audit import log
from portal.files.intake import Received
from portal.files.models import StoredFile
from portal.jobs.queue import enqueue

RECORDED = log.action("compliance.agreement.paper_recorded", "recorded a copy signed on paper")
CONFIRMED = log.action("compliance.agreement.paper_confirmed", "confirmed a copy signed on paper")
RETURNED = log.action("compliance.agreement.paper_returned", "turned a copy on paper down")


@transaction.atomic
def record_paper(
    *,
    agreement: Agreement,
    received: Received,
    client: Hand,
    partner: Hand,
    by: User,
    at: datetime,
    today: date,
) -> PaperCopy:
    """Keep the scan of what both signed by hand; a second person has to confirm it.

    Raises StepRefused once somebody signed here, PaperRefused for what cannot be.
    """
    hold_open(agreement.engagement_id)
    held = locked(agreement.pk).record_paper(client, partner, today=today)
    scan = StoredFile(**received.columns()).keep(org_id=held.org_id, by_id=by.pk, at=at)
    copy = PaperCopy(org_id=held.org_id, agreement=held, scan=scan)
    copy.keep(client, partner, by=by, at=at)
    people = (held.client_signatory, held.partner_signatory)
    mail("agreement_paper_recorded", held, *people, at=at, by=by)
    tell(
        RECORDED,
        held,
        by,
        at,
        sha256=scan.sha256,
        client_signed_on=client.signed_on.isoformat(),
        partner_signed_on=partner.signed_on.isoformat(),
    )
    return copy


@transaction.atomic
def confirm_paper(*, agreement: Agreement, compared: str, by: User, at: datetime) -> Agreement:
    """Say, as a second person, that the scan is what was sent, signed by both: it is to be sealed.

    `compared` is the SHA-256 of the scan that was shown. Raises PaperRefused for whoever recorded
    it and where another scan waits by now, StepRefused where none does.
    """
    hold_open(agreement.engagement_id)
    held = locked(agreement.pk)
    copy = _waiting(held)
    held.confirm_paper(by=by, recorded_by_id=copy.recorded_by_id, at=at)
    check_compared(compared, copy.scan.sha256)
    copy.confirm(by=by, at=at)
    enqueue(SEAL, agreement_id=str(held.pk))
    tell(CONFIRMED, held, by, at, sha256=copy.scan.sha256, signed_on=copy.signed_on.isoformat())
    return held


@transaction.atomic
def return_paper(*, agreement: Agreement, reason: str, by: User, at: datetime) -> Agreement:
    """Turn the recorded copy down, saying why; the agreement is out for signature again."""
    hold_open(agreement.engagement_id)
    held = locked(agreement.pk)
    copy = _waiting(held)
    held.return_paper(reason=reason)
    copy.turn_down(by=by, reason=reason, at=at)
    mail("agreement_paper_returned", held, copy.recorded_by, at=at, by=by)
    tell(RETURNED, held, by, at, reason=copy.reason, sha256=copy.scan.sha256)
    return held


def _waiting(held: Agreement) -> PaperCopy:
    copy = paper_of(held)
    if copy is None:
        raise PaperRefused("No copy signed on paper is recorded.")
    return copy
