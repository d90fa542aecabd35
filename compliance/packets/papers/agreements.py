"""Agreements as documents of a packet: those in force, and the others as left out."""

from collections.abc import Iterator

from compliance.packets.agreements import ExecutedAgreement
from compliance.packets.papers.document import Bytes, Document, DocumentKind, Shape, leave_out
from compliance.packets.record import Record
from compliance.packets.rules import LeftOut
from compliance.packets.words import day, span

SEALED = "Both parties signed it, and the portal sealed what they signed."
ON_PAPER = (
    "Both parties signed it by hand, a second person confirmed the scan, and the portal sealed "
    "that copy."
)


def agreement_papers(record: Record) -> Iterator[Document | LeftOut]:
    """What is in force on the day of the packet; what was before, or is not signed, is left out."""
    for agreement in record.agreements:
        if agreement.in_force:
            yield _document(agreement)
        else:
            yield leave_out(
                DocumentKind.AGREEMENT,
                agreement.id,
                agreement.title,
                f"This agreement is {agreement.state} and not in force on {day(record.today)}.",
                agreement.sealed.sha256,
            )
    for sent in record.unexecuted:
        reason = f"This agreement is {sent.state}{f': {sent.reason}' if sent.reason else '.'}"
        yield leave_out(DocumentKind.AGREEMENT, sent.id, sent.title, reason, sent.document_sha256)


def _document(agreement: ExecutedAgreement) -> Document:
    return Document(
        kind=DocumentKind.AGREEMENT,
        record_id=agreement.id,
        title=agreement.title,
        shape=Shape.PAGES,
        content=Bytes.of(agreement.sealed),
        version=agreement.template,
        facts=(
            ("Between", f"{agreement.client} and {agreement.partner}"),
            ("Executed", day(agreement.executed_on)),
            ("In force", span(agreement.effective_on, agreement.until)),
            *(
                (f"Signed for {one.organisation}", f"{one.signer}, {one.capacity}")
                for one in agreement.signatures
            ),
        ),
        effective_from=agreement.effective_on,
        effective_until=agreement.until,
        accepted_by=tuple(one.signer for one in agreement.signatures),
        accepted_on=agreement.executed_on,
        counts_because=ON_PAPER if agreement.on_paper else SEALED,
    )
