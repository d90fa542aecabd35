"""Tells which document it is: a SOC 1, 2 or 3 report and its type, a bridge letter, or another."""

import re
from collections import Counter
from collections.abc import Iterable

from compliance.vendors.rules.reading import marks
from compliance.vendors.rules.reading.dates import dates
from compliance.vendors.rules.reading.outline import Outline, Section
from compliance.vendors.rules.reading.places import around, first_place, front
from compliance.vendors.rules.reading.proposals import Confidence, DocumentKind, Place, Proposed
from compliance.vendors.rules.reports import ReportType

_SOC = re.compile(
    r"\bSOC\s*(?:®|™|\(R\)|SM)?\s*[-–]?\s*([123])\b|\(SOC\)\s*(?:®|™)?\s*([123])\b|\bSOC([123])\b",
    re.IGNORECASE,
)
_TYPE = re.compile(r"\btype\s*[-–]?\s*(1|2|I{1,2}|one|two)\b(?!\s*diabetes)", re.IGNORECASE)
_LETTER = re.compile(
    r"\b(?:bridge|gap|comfort)[- ]letter|\bgap period\b|\bbridging letter", re.IGNORECASE
)
_NO_CHANGE = re.compile(
    r"\b(?:no|not aware of any|not aware of other|any) (?:other )?(?:material"
    r"|significant)\b.{0,40}\bchanges?"
    r"|\bchanges? (?:that|which) (?:would|could) (?:be )?(?:materially|adversely|material)"
    r"|\bmaterial change|\bnothing has come to our attention",
    re.IGNORECASE,
)
_OPINES = re.compile(
    r"\bin our opinion\b|\bwe (?:have|were) (?:examined|audited|engaged to (?:examine|report))\b"
    r"|\bexpress (?:an|no) opinion\b",
    re.IGNORECASE,
)
_FINANCIAL = re.compile(
    r"\binternal controls? over financial reporting|\bcontrol objectives? stated"
    r"|\bAT-C (?:section )?320|\bISAE 3402|\bSSAE (?:No\. )?16\b",
    re.IGNORECASE,
)
_GENERAL_USE = re.compile(
    r"\bmanagement(?:['’]s)? assertion\b.{0,160}\bis fairly stated"
    r"|\bassertion\b.{0,200}\bwere effective throughout"
    r"|\bexamined .{0,80}\bassertion\b",
    re.IGNORECASE,
)
_LONGEST_LETTER = 5
_SEVERAL = 5  # criteria, which only such a report names in passing


def kind_of(outline: Outline) -> Proposed[DocumentKind]:
    """Which document it is, by its cover and what its opinion is about."""
    text = " ".join(outline.text(piece) for piece in outline.body[:400])
    if outline.sheets.pages <= _LONGEST_LETTER and _is_letter(outline, text):
        return _said(outline, DocumentKind.BRIDGE_LETTER, (_LETTER, _NO_CHANGE))
    if not _OPINES.search(text):
        return Proposed(DocumentKind.OTHER, first_place(outline), Confidence.MEDIUM)
    return _report_kind(outline, text)


def _report_kind(outline: Outline, text: str) -> Proposed[DocumentKind]:
    named = _named_kind(outline)
    if named == DocumentKind.SOC1 or (named != DocumentKind.SOC2 and _FINANCIAL.search(text)):
        return _said(outline, DocumentKind.SOC1, (_SOC, _FINANCIAL))
    if named == DocumentKind.SOC3 or (named is None and _GENERAL_USE.search(text)):
        return _said(outline, DocumentKind.SOC3, (_SOC, _GENERAL_USE))
    criteria = "trust services" in text.casefold() or len(marks.criteria_in(text)) >= _SEVERAL
    if named == DocumentKind.SOC2 or criteria:
        return _said(outline, DocumentKind.SOC2, (_SOC, _OPINES), sure=named is not None)
    return Proposed(DocumentKind.OTHER, first_place(outline), Confidence.MEDIUM)


def _is_letter(outline: Outline, text: str) -> bool:
    opinion = re.search(r"\bin our opinion, in all\b|\bwe have examined\b", text, re.IGNORECASE)
    if opinion or not _SOC.search(text):
        return False
    titled = any(
        _LETTER.search(outline.text(p)) and len(outline.text(p).split()) < 14 for p in outline.body
    )
    says = bool(_NO_CHANGE.search(text)) and bool(list(dates(text)))
    return says and (titled or bool(_LETTER.search(text)) or _reads_like_a_letter(text))


def _reads_like_a_letter(text: str) -> bool:
    return bool(
        re.search(
            r"\bto (?:our|whom|all)\b|\bdear\b|\bsincerely\b|\bthis letter\b|\bre:|\bsubject:"
            r"|\bthe date of\b"
            r"|\bservice auditor of\b|\bnext (?:report|examination)\b",
            text,
            re.IGNORECASE,
        )
    )


def _named_kind(outline: Outline) -> DocumentKind | None:
    """What the largest print of the first pages calls it, or else most of the first pages."""
    counts: Counter[str] = Counter()
    for piece in front(outline):
        weight = 6 if piece.page == 1 else 3 if outline.is_heading(piece) else 1
        for match in _SOC.finditer(outline.text(piece)):
            counts["soc_" + next(filter(None, match.groups()))] += weight
    for edge in outline.sheets.edges:
        for match in _SOC.finditer(edge):
            counts["soc_" + next(filter(None, match.groups()))] += 4
    return DocumentKind(counts.most_common(1)[0][0]) if counts else None


def type_of(outline: Outline) -> Proposed[ReportType] | None:
    """Type I or Type II, as the cover says or as the opinion shows."""
    for piece in front(outline):
        text = outline.text(piece)
        for match in _TYPE.finditer(text):
            value = (
                ReportType.TYPE_II if match[1].upper() in {"2", "II", "TWO"} else ReportType.TYPE_I
            )
            sure = bool(_SOC.search(text)) or piece.page == 1
            place = Place(piece.page, around(text, match.start(), match.end()))
            return Proposed(value, (place,), Confidence.HIGH if sure else Confidence.MEDIUM)
    for piece in outline.within(Section.AUDITOR) or front(outline):
        text = outline.text(piece)
        operated = re.search(r"operat\w+ effective\w*|throughout the period", text, re.IGNORECASE)
        if operated and not re.search(r"did not perform", text, re.IGNORECASE):
            place = Place(piece.page, around(text, operated.start(), operated.end()))
            return Proposed(ReportType.TYPE_II, (place,), Confidence.LOW)
    return None


def _said(
    outline: Outline,
    kind: DocumentKind,
    patterns: Iterable[re.Pattern[str]],
    *,
    sure: bool = True,
) -> Proposed[DocumentKind]:
    places = []
    for pattern in patterns:
        for piece in outline.body:
            match = pattern.search(outline.text(piece))
            if match:
                places.append(
                    Place(piece.page, around(outline.text(piece), match.start(), match.end()))
                )
                break
    confidence = Confidence.HIGH if sure and len(places) > 1 else Confidence.MEDIUM
    return Proposed(kind, tuple(places) or first_place(outline), confidence)
