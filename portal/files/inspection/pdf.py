"""Examines PDFs in the child: readable to everybody, complete, of sane size, nothing active."""

import re
from collections.abc import Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Page, Pdf, Stream, String
from pikepdf.settings import set_qpdf_limits

from portal.files.inspection.pdf_active import Active, remove_active, scan
from portal.files.inspection.pdf_weight import check_pages, check_streams, count_pages
from portal.files.inspection.sniff import BLANK
from portal.files.inspection.terms import Found, Given, answer_to
from portal.files.rules import FileKind, FileRefused

_TAIL = 1 << 16
_END_WITHIN = 2048
_LOOSE_END = 64
_LONGEST_TITLE = 200
# What qpdf remarks on, but every program reads the same.
_HARMLESS = re.compile(
    "offset 0 - a common error|Resources is missing|appears more than once|duplicated key"
)
_REBUILT = "reconstruct cross-reference table"
_AGAIN = "Export or print it again as a new PDF, and upload that."


def answer(job: Mapping[str, Any]) -> dict[str, Any]:
    """What `portal.files.sandbox` calls."""
    return answer_to(job, examine)


def examine(given: Given) -> Found:
    """Check everything in the file; write a derivative if it had to be mended or cleaned.

    It is read strictly first. What only a repair can read is refused unless the repair brings
    back every page, and then packets use the repaired copy.
    """
    _limit_qpdf(given)
    _check_ending(given)
    if not _starts_with_blanks(given):
        try:
            return _examine(given, mending=False)
        except pikepdf.PasswordError as error:
            raise _locked(given) from error
        except pikepdf.PdfError:
            pass  # what is wrong with it shows, or mends, below
    try:
        return _examine(given, mending=True)
    except pikepdf.PasswordError as error:
        raise _locked(given) from error
    except pikepdf.PdfError as error:
        raise _damaged(given) from error


def _examine(given: Given, *, mending: bool) -> Found:
    with _opened(given.path, mending=mending) as pdf:
        if pdf.is_encrypted:
            raise given.refused(
                "is encrypted: it can be opened, but restrictions on copying, printing or "
                "changing keep its pages out of a packet.",
                advice="Ask whoever made it for a copy without restrictions, and upload that.",
            )
        pages = count_pages(pdf, given)
        damaged = check_streams(pdf, given)
        check_pages(pdf, given)
        _check_warnings(pdf, given, mending=mending, damaged=damaged)
        _check_self_contained(pdf, given)
        title = _title(pdf)
        active = scan(pdf)
        if active or mending:
            _write_derivative(pdf, given, pages=pages)
        notes = tuple(_notes(active, mended=mending, damaged=damaged))
    return Found(
        FileKind.PDF, pages=pages, title=title, notes=notes, derivative=bool(active) or mending
    )


def _opened(path: Any, *, mending: bool) -> Pdf:
    return Pdf.open(
        path,
        attempt_recovery=mending,
        inherit_page_attributes=False,
        conversion_mode="explicit",
    )


def _limit_qpdf(given: Given) -> None:
    """Set qpdf's own limits, but not `doc_max_warnings`: with it, qpdf mends the tree of pages
    while it opens the file, and drops the pages that it cannot find.
    """
    limits = given.limits
    set_qpdf_limits(
        parser_max_nesting=limits.nesting,
        parser_max_container_size=limits.objects,
        max_stream_filters=limits.filters,
        flate_max_memory=limits.inflated_stream,
        png_max_memory=limits.inflated_stream,
        tiff_max_memory=limits.inflated_stream,
        run_length_max_memory=limits.inflated_stream,
        dct_max_memory=limits.inflated_stream,
    )


def _check_ending(given: Given) -> None:
    """A file without its end mark was cut off; one with much behind it is not only a PDF."""
    with given.path.open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - _TAIL))
        tail = file.read().rstrip(BLANK)
    end = tail.rfind(b"%%EOF", -_END_WITHIN)
    if end < 0:
        raise given.refused(
            "is incomplete: the end of the PDF is missing.",
            advice="It was probably cut off while it was copied or downloaded. Get it again and "
            "upload that.",
        )
    if len(tail) - end - len(b"%%EOF") > _LOOSE_END:
        raise given.refused("has foreign data after the end of the PDF.", advice=_AGAIN)


def _starts_with_blanks(given: Given) -> bool:
    with given.path.open("rb") as file:
        return not file.read(5).startswith(b"%PDF-")


def _check_warnings(pdf: Pdf, given: Given, *, mending: bool, damaged: int) -> None:
    """Judge what qpdf remarked on while it read the file.

    Read strictly, it takes lost objects for nothing and goes on: PdfError then, so that mending
    is tried. If for that the table of objects had to be rebuilt, nothing may be missing.
    """
    warnings = [str(warning) for warning in pdf.get_warnings()]
    harm = [warning for warning in warnings if not _HARMLESS.search(warning)]
    if harm and not mending:
        raise pikepdf.PdfError(harm[0])
    rebuilt = any(_REBUILT in warning for warning in warnings)
    if rebuilt and (damaged or not all(map(_has_content, pdf.pages))):
        raise _damaged(given)


def _check_self_contained(pdf: Pdf, given: Given) -> None:
    if "/Collection" in pdf.Root:
        raise given.refused(
            "is a PDF portfolio, a wrapper around other files.",
            advice="Upload the files in it one by one.",
        )
    form = pdf.Root.get("/AcroForm")
    drawn_by_reader = str(pdf.Root.get("/NeedsRendering", "")).lower() == "true"
    if drawn_by_reader and isinstance(form, Dictionary) and "/XFA" in form:
        raise given.refused(
            "is an XFA form, whose pages exist only inside Adobe's reader.",
            advice="Print it to a PDF from there, and upload that.",
        )


def _has_content(page: Page) -> bool:
    content = page.obj.get("/Contents")
    parts = list(content) if isinstance(content, Array) else [content]
    return all(isinstance(part, Stream) for part in parts)


def _write_derivative(pdf: Pdf, given: Given, *, pages: int) -> None:
    """Save a cleaned copy, and believe it only after looking at it again, strictly."""
    remove_active(pdf)
    pdf.save(given.derivative, deterministic_id=True, fix_metadata_version=False)
    with _opened(given.derivative, mending=False) as copy:
        if scan(copy) or len(copy.pages) != pages:
            raise given.refused(
                "holds active content, such as scripts, that could not be removed safely.",
                advice="Print it to a new PDF, which keeps only what is seen, and upload that.",
            )


def _title(pdf: Pdf) -> str:
    info = pdf.trailer.get("/Info")
    title = info.get("/Title") if isinstance(info, Dictionary) else None
    return str(title)[:_LONGEST_TITLE].strip() if isinstance(title, String) else ""


def _notes(active: Active, *, mended: bool, damaged: int) -> list[str]:
    notes = []
    if mended:
        notes.append(
            "The file was damaged and has been mended: packets use the mended copy, which has all "
            "of its pages; the file as it came is kept unchanged."
        )
    elif damaged:
        notes.append("A part of the file is damaged; some of its pages may not show completely.")
    if active.found:
        notes.append(
            f"Removed from the copy that packets use: {active.in_words()}. The file as it came is "
            "kept unchanged."
        )
    if active.signed and (active.found or mended):
        notes.append(
            "It carries a digital signature, which can be checked in the file as it came, but not "
            "in the copy that packets use."
        )
    return notes


def _locked(given: Given) -> FileRefused:
    return given.refused(
        "can only be opened with a password, so neither a reviewer nor an auditor could read it.",
        advice="Save a copy without a password, and upload that.",
    )


def _damaged(given: Given) -> FileRefused:
    return given.refused(
        "is damaged, and could not be mended without the risk of losing a part of it.",
        advice=_AGAIN,
    )
