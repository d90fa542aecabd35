"""Recording what became of the PHI after the end of a BAA."""

from datetime import date, datetime

from django.db import transaction

from compliance.agreements import rules
from compliance.agreements.actions.telling import locked, mail, tell
from compliance.agreements.models import Agreement, PhiDisposal
from compliance.agreements.queries import phi_of
from compliance.agreements.rules import PhiOutcome, PhiRecord
from portal.accounts.models import User
from portal.audit import log
from portal.files.intake import Received
from portal.files.models import StoredFile

DISPOSED = log.action(
    "compliance.agreement.phi_disposed", "recorded what became of the PHI after the end of a BAA"
)


@transaction.atomic
def record_phi(
    *,
    agreement: Agreement,
    outcome: PhiOutcome,
    extent: str,
    method: str,
    done_on: date,
    received: Received | None,
    by: User,
    at: datetime,
    today: date,
) -> PhiDisposal:
    """Keep how PHI was returned or destroyed, with its evidence; the client's signatory is told.

    Raises PhiRefused for anything but a terminated BAA, without evidence, and the second time.
    """
    held = locked(agreement.pk)
    record = PhiRecord(
        kind=held.of_kind,
        state=held.stands,
        ended_on=held.ended_on,
        outcome=outcome,
        extent=extent,
        method=method,
        done_on=done_on,
        has_evidence=received is not None,
        one_is_recorded=phi_of(held) is not None,
    )
    rules.check_phi(record, today=today)
    file = None
    if received is not None:
        file = StoredFile(**received.columns()).keep(org_id=held.org_id, by_id=by.pk, at=at)
    disposal = PhiDisposal(
        org_id=held.org_id,
        agreement=held,
        outcome=outcome,
        extent=extent.strip(),
        method=method.strip(),
        done_on=done_on,
        file=file,
    ).keep(by=by, at=at)
    mail("agreement_phi", held, held.client_signatory, at=at, by=by)
    tell(
        DISPOSED,
        held,
        by,
        at,
        outcome=outcome.value,
        done_on=done_on.isoformat(),
        sha256=file.sha256 if file else None,
    )
    return disposal
