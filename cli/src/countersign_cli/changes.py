"""Third verdict: is the file, to the last byte, what was sealed."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import SuspiciousModification
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation import SignatureCoverageLevel
from pyhanko.sign.validation.status import PdfSignatureStatus

from countersign_cli.container import container_faults
from countersign_cli.examine import Examined
from countersign_cli.hashes import promises_closing
from countersign_cli.refusals import BROKEN
from countersign_cli.report import Kind, State, Verdict
from countersign_cli.roots import Trust

SEAL_FIELD = "PacketSeal"
PAPER_FIELD = "PaperCopySeal"
CLOSING_MISSING = "The closing time-stamp is missing: the end of the file was cut off."


def check_changes(
    reader: PdfFileReader,
    file: BinaryIO,
    signatures: Sequence[Examined],
    trust: Trust,
    kind: Kind,
) -> Verdict:
    """Nothing changed inside what was signed, nothing added after, nothing cut off."""
    if not signatures:
        return Verdict(State.BAD, "The file is not sealed, so nothing shows whether it changed.")
    roots = frozenset(root.sha256 for root in trust.roots)
    reasons = [reason for one in signatures for reason in _changes(one, file, roots)]
    reasons += _appended(signatures[-1], file)
    reasons += _FORMS.get(kind, _agreement_form)(reader, signatures)
    if reasons:
        return Verdict(State.BAD, "The file is not as it was sealed.", tuple(reasons))
    return Verdict(State.GOOD, _SENTENCES[kind])


def _changes(one: Examined, file: BinaryIO, roots: frozenset[bytes]) -> Iterator[str]:
    status = one.status
    if status is None:
        yield f"{one.field}: the signature cannot be compared with the file: {one.problem}"
        return
    if not status.intact:
        yield f"{one.field}: bytes inside the signed part were changed."
    elif status.coverage in _PARTIAL:
        yield f"{one.field}: the signature does not cover the file in one piece."
    elif isinstance(status.diff_result, SuspiciousModification):
        yield f"{one.field}: the file was changed after signing: {status.diff_result}"
    elif isinstance(status, PdfSignatureStatus) and not status.docmdp_ok:
        yield f"{one.field}: the file was changed after signing in a way the signature rules out."
    try:
        for fault in container_faults(one, file, roots):
            yield f"{one.field}: the signature container was altered: {fault}."
    except BROKEN as error:
        yield f"{one.field}: the signature container is damaged: {error}"


def _appended(last: Examined, file: BinaryIO) -> Iterator[str]:
    _, _, start, length = (int(number) for number in last.signature.byte_range)
    extra = file.seek(0, 2) - (start + length)
    if extra > 0:
        yield f"{extra:,} bytes were added after the last signature."
    elif extra < 0:
        yield f"{-extra:,} bytes were cut off the end."


def _packet_form(reader: PdfFileReader, signatures: Sequence[Examined]) -> Iterator[str]:
    fields = [one.field for one in signatures if not one.is_timestamp]
    if fields != [SEAL_FIELD]:
        yield f"A packet carries one signature, its seal; this file carries {', '.join(fields)}."
    elif signatures[0].signature.docmdp_level is not MDPPerm.NO_CHANGES:
        yield "The seal does not rule out changes, as the portal's seal does."
    elif promises_closing(reader) and not signatures[-1].is_timestamp:
        yield CLOSING_MISSING


def _copy_form(reader: PdfFileReader, signatures: Sequence[Examined]) -> Iterator[str]:
    fields = [name for name, _, _ in enumerate_sig_fields(reader)]
    if [name for name in fields if name == PAPER_FIELD or "Signature" in name] != [PAPER_FIELD]:
        yield f"A copy of a paper carries one seal; this file carries {', '.join(fields)}."
    if signatures[0].signature.docmdp_level is not MDPPerm.NO_CHANGES:
        yield "The seal does not rule out changes, as the portal's seal does."
    if not signatures[-1].is_timestamp:
        yield CLOSING_MISSING


def _agreement_form(reader: PdfFileReader, signatures: Sequence[Examined]) -> Iterator[str]:
    for name, value, _ in enumerate_sig_fields(reader):
        if value is None:
            yield f"The signature field {name} is empty: somebody has not signed."
    if signatures[0].signature.docmdp_level is None:
        yield "The first signature does not certify the document, as the portal's does."
    if not signatures[-1].is_timestamp:
        yield CLOSING_MISSING


_FORMS = {Kind.PACKET: _packet_form, Kind.PAPER: _copy_form}
_PARTIAL = {SignatureCoverageLevel.UNCLEAR, SignatureCoverageLevel.CONTIGUOUS_BLOCK_FROM_START}
_SENTENCES = {
    Kind.PACKET: "Nothing was changed, added or taken away since the packet was sealed.",
    Kind.AGREEMENT: (
        "Nothing was changed since the first party signed, but for the signatures and time-stamps "
        "listed below."
    ),
    Kind.PAPER: "Nothing was changed, added or taken away since the copy was sealed.",
    Kind.OTHER: "Nothing was changed since signing.",
}
