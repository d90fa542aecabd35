"""What belongs to agreements: the client's own papers, scans, and what became of PHI."""

from collections.abc import Iterator

from compliance.agreements.models import PaperCopy, PhiDisposal
from compliance.packets.papers.document import Bytes, Document, DocumentKind, leave_out, shape_of
from compliance.packets.record import Record
from compliance.packets.rules import LeftOut
from compliance.packets.words import day, name
from portal.files.models import StoredFile


def papers_around_agreements(record: Record) -> Iterator[Document | LeftOut]:
    """Receipts and certificates for PHI; papers and scans, of which agreements are made, are
    left out.
    """
    for disposal in record.around.disposals:
        yield _disposed(disposal, disposal.file) if disposal.file else _in_words(disposal)
    for copy in record.around.copies:
        title = f"Copy signed on paper of “{copy.agreement.title}”"
        yield leave_out(
            DocumentKind.PAPER_COPY, copy.pk, title, _became(copy, record), copy.scan.sha256
        )
    for paper in record.around.brought:
        title = f"The client’s own paper, “{paper.name}”"
        yield leave_out(DocumentKind.CLIENT_PAPER, paper.id, title, paper.became, paper.sha256)


def _became(copy: PaperCopy, record: Record) -> str:
    if copy.returned_at:
        return f"{name(copy.returned_by)} turned it down on {day(copy.returned_at)}: {copy.reason}"
    if str(copy.agreement_id) in {one.id for one in record.agreements}:
        return "The sealed agreement is made of it and has it inside."
    if copy.confirmed_at:
        return "It is confirmed, and the agreement is being sealed."
    return "It waits for a second person to confirm it, or was never confirmed."


def _disposed(disposal: PhiDisposal, file: StoredFile) -> Document:
    return Document(
        kind=DocumentKind.PHI_DISPOSAL,
        record_id=str(disposal.pk),
        title=f"{disposal.what.label}: after “{disposal.agreement.title}”",
        shape=shape_of(file),
        content=Bytes.of(file),
        version=f"recorded {day(disposal.recorded_at)}",
        facts=(
            ("Done on", day(disposal.done_on)),
            ("What was held", disposal.extent),
            ("How", disposal.method),
            ("Recorded by", f"{disposal.recorded_by.name}, {day(disposal.recorded_at)}"),
        ),
        effective_from=disposal.done_on,
        counts_because=(
            f"{disposal.recorded_by.name} recorded it, once and for all, after the agreement had "
            "ended; the client’s signatory was told."
        ),
        parent=str(disposal.agreement_id),
    )


def _in_words(disposal: PhiDisposal) -> LeftOut:
    title = f"{disposal.what.label}: after “{disposal.agreement.title}”"
    reason = f"It is recorded in words, without a file. {disposal.extent} {disposal.method}"
    return leave_out(DocumentKind.PHI_DISPOSAL, disposal.pk, title, reason)
