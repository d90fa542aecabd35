"""What follows when the sealed file is there, or is not there yet."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from compliance.agreements.actions.sending import keep
from compliance.agreements.actions.telling import REST, locked, mail, tell
from compliance.agreements.models import Agreement, PaperCopy
from compliance.agreements.queries import paper_of
from compliance.agreements.rules import AgreementState
from portal.accounts.queries import belongs
from portal.audit import log
from portal.files import seals
from portal.files.models import SealedKind, StoredFile
from portal.files.store import Stored
from portal.jobs.queue import enqueue
from portal.mail import outbox

EXECUTED = log.action("compliance.agreement.executed", "sealed an agreement that both had signed")
SUPERSEDED = log.action("compliance.agreement.superseded", "put a later agreement in the place of")

SEAL = "compliance.seal_agreement"
NOT_SEALED = "The seal could not be made."


@transaction.atomic
def execute(*, agreement_id: UUID, stored: Stored, pages: int, at: datetime) -> Agreement:
    """Keep the sealed file: the agreement is executed, and both get it. Again, it does nothing.

    It takes the place of what was executed before for the same purpose.
    """
    agreement = locked(agreement_id)
    if agreement.stands is not AgreementState.COUNTERSIGNED:
        return agreement
    sealed = keep(agreement, stored, name=f"{agreement}, executed.pdf", pages=pages, at=at)
    paper = paper_of(agreement)
    signed_on = paper.signed_on if paper else agreement.org.day(agreement.countersigned_at or at)
    agreement.execute(sealed=sealed, on=signed_on, at=at)
    seals.remember(sealed.sha256, kind=SealedKind.AGREEMENT, at=at)
    supersede_older(agreement, at)
    _send_copies(agreement, sealed, paper, at)
    tell(
        EXECUTED,
        agreement,
        None,
        at,
        sha256=sealed.sha256,
        document=agreement.document_sha256,
        effective=agreement.in_force_from.isoformat(),
    )
    return agreement


@transaction.atomic
def put_off_sealing(*, reason: str, at: datetime, agreement_id: str) -> None:
    """The worker gave up for now: say so on the page, and try again after a rest.

    Both have signed, so there is nothing to give up for good.
    """
    agreement = locked(UUID(agreement_id))
    if agreement.stands is AgreementState.COUNTERSIGNED:
        agreement.fail(why=agreement.failure or NOT_SEALED, at=at)
        enqueue(SEAL, delay=REST, agreement_id=agreement_id)


def _send_copies(
    agreement: Agreement, sealed: StoredFile, paper: PaperCopy | None, at: datetime
) -> None:
    """The executed copy to both signatories: the record itself, which they can keep and print.

    15 U.S.C. 7001(d) and (e). A file that mail servers would not take is behind the link.
    """
    fits = sealed.size <= outbox.LARGEST_ENCLOSED
    enclosed = outbox.Enclosure(sealed.sha256, sealed.name, sealed.mime) if fits else None
    template = "agreement_paper_executed" if paper else "agreement_executed"
    people = (agreement.client_signatory, agreement.partner_signatory, agreement.sender)
    parties = (agreement.org_id, agreement.partner_id)
    mail(
        template,
        agreement,
        # Who left both parties since they signed is no longer the one to keep their copy.
        *(one for one in people if any(belongs(party, one.email) for party in parties)),
        at=at,
        by=paper.confirmed_by if paper else None,
        enclosed=enclosed,
        too_large=not fits,
    )


def supersede_older(agreement: Agreement, at: datetime) -> None:
    """What was executed before for the same purpose ends on the day this one takes effect."""
    older = Agreement.objects.of_engagement(agreement.engagement).filter(
        kind=agreement.kind, state=AgreementState.EXECUTED
    )
    for one in older.exclude(pk=agreement.pk).select_for_update():
        one.supersede(on=agreement.in_force_from, at=at)
        tell(SUPERSEDED, one, None, at, by_agreement=str(agreement.pk))
