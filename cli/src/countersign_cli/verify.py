"""One file in, three verdicts out."""

from pyhanko.pdf_utils.reader import PdfFileReader

from countersign_cli.changes import PAPER_FIELD, SEAL_FIELD, check_changes
from countersign_cli.examine import Examined, examine, facts
from countersign_cli.hashes import MANIFEST, check_hashes
from countersign_cli.reading import embedded_files, open_pdf
from countersign_cli.refusals import BROKEN, Unreadable
from countersign_cli.report import Kind, Report
from countersign_cli.roots import Trust
from countersign_cli.source import Source
from countersign_cli.trust import check_trust


def verify(source: Source, trust: Trust) -> Report:
    """Check a packet or an agreement. Raises `Unreadable` for what cannot be checked at all."""
    reader = open_pdf(source.file)
    try:
        signatures = examine(reader, trust)
        kind = _kind(reader, signatures)
        return Report(
            name=source.name,
            sha256=source.sha256,
            size=source.size,
            kind=kind,
            hashes=check_hashes(reader, expected=kind is Kind.PACKET),
            signature=check_trust(signatures, trust),
            changes=check_changes(reader, source.file, signatures, trust, kind),
            signatures=tuple(facts(one) for one in signatures),
        )
    except BROKEN as error:
        raise Unreadable(f"The PDF is damaged: {error}") from error


def _kind(reader: PdfFileReader, signatures: list[Examined]) -> Kind:
    if any(one.field == SEAL_FIELD for one in signatures):
        return Kind.PACKET
    if any(one.field == PAPER_FIELD for one in signatures):
        return Kind.PAPER
    if any(file.name == MANIFEST for file in embedded_files(reader)):
        return Kind.PACKET
    return Kind.AGREEMENT if signatures else Kind.OTHER
