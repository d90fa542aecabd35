"""Finds what the front of a report says: kind, type, period, opinion, categories, dates."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from compliance.vendors.rules.reading.dates import dates, periods
from compliance.vendors.rules.reading.layout import Piece
from compliance.vendors.rules.reading.outline import Outline, Section
from compliance.vendors.rules.reading.places import around, by_page, front
from compliance.vendors.rules.reading.proposals import (
    Confidence,
    Place,
    Proposed,
    ProposedPeriod,
)
from compliance.vendors.rules.reports import ReportType


def period_of(outline: Outline, type_: ReportType | None) -> Proposed[ProposedPeriod] | None:
    """The period, or for Type I the day: what cover and auditor's report agree on."""
    found: dict[ProposedPeriod, list[Place]] = {}
    weights: Counter[ProposedPeriod] = Counter()
    for piece, text in _until_description(outline):
        weight = 5 if piece.page == 1 else 2
        for value, start, end in _spans(text, type_):
            weights[value] += weight
            found.setdefault(value, []).append(Place(piece.page, around(text, start, end)))
    if not weights:
        return None
    value, weight = weights.most_common(1)[0]
    confidence = Confidence.HIGH if len({p.page for p in found[value]}) > 1 else Confidence.MEDIUM
    return Proposed(value, by_page(found[value]), confidence)


def _until_description(outline: Outline) -> Iterator[tuple[Piece, str]]:
    """Pieces of cover, opinion and assertion; pairs of short ones together, as on a cover."""
    last = ""
    for piece in outline.body:
        if piece.page > 12 or outline.section_of(piece.index) in {Section.TESTS, Section.OTHER}:
            break
        text = outline.text(piece)
        yield piece, text
        if (
            last
            and len(last) < 60
            and len(text) < 60
            and not list(periods(text))
            and not list(periods(last))
        ):
            yield piece, f"{last} {text}"
        last = text


def _spans(text: str, type_: ReportType | None) -> Iterator[tuple[ProposedPeriod, int, int]]:
    if type_ is not ReportType.TYPE_I:
        for one in periods(text):
            yield ProposedPeriod(one.first, one.last), one.start, one.end
        return
    for day in dates(text):
        if re.search(r"\bas (?:of|at)\W*(?:the )?(?:date:? )?$", text[: day.start], re.IGNORECASE):
            yield ProposedPeriod(None, day.day), day.start, day.end


def report_date_of(outline: Outline, period: ProposedPeriod | None) -> Proposed[date] | None:
    """The day the auditor signed: a date that stands alone at the end of the auditor's report."""
    signed = [x for x in _alone(outline, outline.within(Section.AUDITOR)) if _after(x[1], period)]
    later = [x for x in signed if period is None or x[1] > period.last]
    if signed:
        piece, day = (later or signed)[-1]
        return Proposed(day, (Place(piece.page, outline.text(piece)),), Confidence.HIGH)
    for piece in front(outline):
        text = outline.text(piece)
        for found in dates(text):
            before = text[: found.start]
            if re.search(
                r"\b(?:issued|dated?|report date|date of (?:the )?report)\b\W*(?:on)?\W*$",
                before,
                re.I,
            ):
                place = Place(piece.page, around(text, found.start, found.end))
                return Proposed(found.day, (place,), Confidence.MEDIUM)
    early = [x for x in _alone(outline, front(outline)) if _after(x[1], period)]
    if early:
        piece, day = early[0]
        return Proposed(day, (Place(piece.page, outline.text(piece)),), Confidence.LOW)
    return None


def _alone(outline: Outline, pieces: Iterable[Piece]) -> Iterator[tuple[Piece, date]]:
    for piece in pieces:
        text = outline.text(piece)
        found = list(dates(text))
        if (
            len(found) == 1
            and len(text) - (found[0].end - found[0].start) <= 48
            and len(text.split()) <= 12
            and not re.search(r"\bas of\b|\bperiod\b", text, re.IGNORECASE)
        ):
            yield piece, found[0].day


def _after(day: date, period: ProposedPeriod | None) -> bool:
    return period is None or day >= period.last
