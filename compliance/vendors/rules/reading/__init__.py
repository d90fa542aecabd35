"""Reading vendors' reports: text in, proposals out, each with the page and words it stands on."""

from collections.abc import Sequence

from compliance.reading.rules import Page
from compliance.vendors.rules.reading import facts, kinds, letters, opinions, parties
from compliance.vendors.rules.reading.cuecs import cuecs_of
from compliance.vendors.rules.reading.exceptions import exceptions_of
from compliance.vendors.rules.reading.layout import Sheets, sheets_of
from compliance.vendors.rules.reading.outline import Outline
from compliance.vendors.rules.reading.proposals import (
    Confidence,
    DocumentKind,
    Place,
    Proposed,
    ProposedCuec,
    ProposedException,
    ProposedLetter,
    ProposedPeriod,
    ProposedSubservice,
    ReportReading,
)
from compliance.vendors.rules.reading.subservice import subservice_of

__all__ = [
    "READER",
    "Confidence",
    "DocumentKind",
    "Place",
    "Proposed",
    "ProposedCuec",
    "ProposedException",
    "ProposedLetter",
    "ProposedPeriod",
    "ProposedSubservice",
    "ReportReading",
    "read_report",
]

READER = 7
"""The version of these rules, stored with what they propose."""

_LEAST_LETTERS = 40
_SCANNED_SHARE = 0.6


def read_report(pages: Sequence[Page]) -> ReportReading:
    """Propose what a document says; the pages carry the boxes of their words."""
    sheets = sheets_of(pages)
    if is_scan(sheets):
        return ReportReading(pages=len(pages), is_scan=True)
    outline = Outline(sheets)
    kind = kinds.kind_of(outline)
    if kind.value is DocumentKind.OTHER:
        return ReportReading(pages=len(pages), kind=kind)
    if kind.value is DocumentKind.BRIDGE_LETTER:
        organization = parties.organization_of(outline, "")
        letter = letters.letter_of(outline)
        return ReportReading(pages=len(pages), kind=kind, organization=organization, letter=letter)
    return _report(outline, kind)


def is_scan(sheets: Sheets) -> bool:
    """Whether most pages are pictures of text; a stamp in the margin makes no difference."""
    letters = [0] * (sheets.pages + 1)
    for piece, text in zip(sheets.pieces, sheets.texts, strict=True):
        letters[piece.page] += sum(char.isalnum() for char in text)
    empty = sum(1 for count in letters[1:] if count < _LEAST_LETTERS)
    return empty >= _SCANNED_SHARE * max(1, sheets.pages)


def _report(outline: Outline, kind: Proposed[DocumentKind]) -> ReportReading:
    type_ = kinds.type_of(outline)
    period = facts.period_of(outline, type_.value if type_ else None)
    auditor = parties.auditor_of(outline)
    signed = auditor.value if auditor else ""
    organization = parties.organization_of(outline, signed)
    owner = organization.value if organization else ""
    return ReportReading(
        pages=outline.sheets.pages,
        kind=kind,
        type=type_,
        organization=organization,
        auditor=auditor,
        system=parties.system_of(outline, owner),
        period=period,
        report_date=facts.report_date_of(outline, period.value if period else None),
        categories=opinions.categories_of(outline),
        opinion=opinions.opinion_of(outline),
        sections={
            name: Place(outline.sheets.pieces[i].page, outline.sheets.texts[i][:200])
            for name, i in outline.starts.items()
        },
        subservice=subservice_of(outline, owner, signed),
        cuecs=cuecs_of(outline),
        exceptions=exceptions_of(outline),
        criteria_not_met=opinions.criteria_not_met_of(outline),
    )
