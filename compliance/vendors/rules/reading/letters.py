"""Reads bridge letters: from when to when, dated, of which report, and who signed."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from compliance.vendors.rules.reading import names
from compliance.vendors.rules.reading.dates import dates, periods
from compliance.vendors.rules.reading.layout import Piece
from compliance.vendors.rules.reading.outline import Outline
from compliance.vendors.rules.reading.proposals import Confidence, Place, Proposed, ProposedLetter

_TITLE = re.compile(
    r"\b(?:chief [\w ]+ officer|C[EITFOSP]S?O|president|vice president|VP\b[\w ,]*"
    r"|director[\w ,]*|head of [\w ,&]+|managing (?:director|partner|member)|manager"
    r"|general counsel"
    r"|(?:engagement |audit )?partner|secretary|founder|owner|(?:security|compliance"
    r"|privacy|data protection) (?:officer|lead|manager))\b",
    re.IGNORECASE,
)
_REPORT = re.compile(r"\breport|\bexamin|\baudit", re.IGNORECASE)
_IT = re.compile(r"it\b", re.IGNORECASE)
_NEXT = re.compile(r"\bnext\b|\bupcoming\b|\bin progress\b|\bwill cover\b", re.IGNORECASE)
_BRIDGES = re.compile(
    r"\bletter (?:covers|addresses)|\bgap\b|\bbridge|\bfor the (?:time|period)\b"
    r"|\bsince\b|\bduring\b|\bbetween\b|\bfrom\b|\bsubsequent\b|\bafter\b"
    r"|\bno (?:material|significant)",
    re.IGNORECASE,
)
_VALID = re.compile(
    r"\b(?:valid (?:until|through)|expires?(?: on)?|cease to be valid on|validity"
    r"|not (?:to )?be (?:relied (?:up)?on|used) (?:after|beyond|past))\b\W*",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|after|from|subsequent to|following)\b\W*(?:the )?$", re.IGNORECASE)
_NO_DATE = re.compile(r"\bas of\b|\bperiod\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<!\bInc)(?<!\bCorp)(?<!\bLtd)(?<=[.;])\s+(?=[A-Z])")


def letter_of(outline: Outline) -> ProposedLetter:
    """What a bridge letter says."""
    said = list(_sentences(outline))
    report_end = _report_end(said)
    dated = _dated(outline)
    covers = _covered(said, report_end, dated)
    signed, by_auditor = _signed(outline)
    return ProposedLetter(
        covers_from=covers[0],
        covers_until=covers[1],
        dated=dated,
        valid_until=_valid_until(said),
        report_period_end=report_end,
        signed_by=signed,
        by_auditor=by_auditor,
    )


def _sentences(outline: Outline) -> Iterator[tuple[str, Piece]]:
    for piece in outline.body:
        for sentence in _SENTENCE.split(outline.text(piece)):
            yield sentence, piece


def _report_end(said: list[tuple[str, Piece]]) -> Proposed[date] | None:
    for (before, _), (sentence, piece) in pairwise([("", said[0][1]), *said] if said else []):
        carried = _IT.match(sentence) and _REPORT.search(before)
        if _NEXT.search(sentence) or not (carried or _REPORT.search(sentence)):
            continue
        for period in periods(sentence):
            return _proposed(period.last, sentence, piece)
    for sentence, piece in said:
        match = re.search(
            r"\b(?:ended|ending|through|period end(?:ed|ing)?)\b\W*", sentence, re.IGNORECASE
        )
        if match and _REPORT.search(sentence):
            found = next((d for d in dates(sentence) if d.start >= match.end() - 1), None)
            if found:
                return _proposed(found.day, sentence, piece, Confidence.MEDIUM)
    return None


def _covered(
    said: list[tuple[str, Piece]], report_end: Proposed[date] | None, dated: Proposed[date] | None
) -> tuple[Proposed[date] | None, Proposed[date] | None]:
    for sentence, piece in said:
        if _NEXT.search(sentence) or not _BRIDGES.search(sentence):
            continue
        for period in periods(sentence):
            if report_end is None or period.first >= report_end.value:
                return _proposed(period.first, sentence, piece), _proposed(
                    period.last, sentence, piece
                )
    for sentence, piece in said:
        for found in dates(sentence):
            late = report_end is None or found.day >= report_end.value
            if late and _SINCE.search(sentence[: found.start]) and not _NEXT.search(sentence):
                until = dated
                first = _proposed(found.day, sentence, piece)
                return first, _again(until, sentence, piece)
    return None, None


def _again(until: Proposed[date] | None, sentence: str, piece: Piece) -> Proposed[date] | None:
    return _proposed(until.value, sentence, piece, Confidence.MEDIUM) if until else None


def _dated(outline: Outline) -> Proposed[date] | None:
    for piece in outline.body:
        text = outline.text(piece)
        found = list(dates(text))
        alone = len(found) == 1 and len(text) - (found[0].end - found[0].start) <= 30
        if alone and not _VALID.search(text) and not _NO_DATE.search(text):
            return _proposed(found[0].day, text, piece)
    for piece in outline.body:
        text = outline.text(piece)
        first = next(dates(text), None)
        if first and re.search(r"\bdated?:?\W*$", text[: first.start], re.IGNORECASE):
            return _proposed(first.day, text, piece, Confidence.MEDIUM)
    return None


def _valid_until(said: list[tuple[str, Piece]]) -> Proposed[date] | None:
    for sentence, piece in said:
        match = _VALID.search(sentence)
        found = next((d for d in dates(sentence) if match and d.start >= match.start()), None)
        if found:
            return _proposed(found.day, sentence, piece)
    return None


def _signed(outline: Outline) -> tuple[Proposed[str] | None, bool]:
    """The title of the person at the foot, and whether an audit firm stands there instead."""
    foot = [p for p in outline.body if len(outline.text(p).split()) <= 12][-8:]
    found: Proposed[str] | None = None
    firm = False
    for piece in foot:
        text = outline.text(piece)
        firm = firm or (names.is_firm(text) and bool(names.COMPANY.search(text)))
        match = _TITLE.search(text)
        if match:
            title = re.split(
                r",\s*(?=[A-Z][\w ]+\b(?:Inc|GmbH|Ltd|LLC|plc|B\.V|Corp)\b)", text[match.start() :]
            )[0]
            found = Proposed(title.strip(" ,."), (Place(piece.page, text),), Confidence.HIGH)
    return found, firm


def _proposed(
    day: date, words: str, piece: Piece, confidence: Confidence = Confidence.HIGH
) -> Proposed[date]:
    return Proposed(day, (Place(piece.page, words[:300]),), confidence)
