"""Heads of tables: which of the columns holds the results of tests."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from compliance.vendors.rules.reading.layout import Piece

_REACH = 9
"""How many cells before and after it may belong to the same head."""
_BOTH = re.compile(
    r"\b(?:tests?|testing|procedures?)\b.*(?:\band\b|&|/).*\b(?:results?|conclusions?"
    r"|outcomes?|findings?)\b",
    re.I,
)
_ANSWER = re.compile(r"\b(?:response|reply|comments?|reaction|remediation|action|plan)\b", re.I)
_RESULT = re.compile(
    r"\b(?:results?|outcomes?|conclusions?|findings?|observations?|exceptions?|deviations?"
    r"|found|observed|concluded|verdict|noted)\b",
    re.I,
)
_BESIDE = re.compile(
    r"\b(?:tests?|testing|tested|procedures?|what .{1,30}? (?:did|does|do)|controls?"
    r"|activit(?:y|ies)|criteri(?:on|a)|measures?|safeguards?|description|tsc)\b|^(?:no|ref|id|nr|number|reference)\b|^#$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Column:
    """Where the results of a table stand, from a piece on until the next head."""

    since: int
    first: int  # of the cells of the head
    left: float
    until: float
    head: str
    alone: bool  # it holds results and nothing else


def heads_of(pieces: Sequence[Piece], texts: Sequence[str]) -> list[Column]:
    """The columns of results that heads of tables name, in order."""
    found: list[Column] = []
    for i, text in enumerate(texts):
        if found and i < found[-1].since:
            continue
        if _is_head(text) and _RESULT.search(text) and not _ANSWER.search(text):
            column = _column(pieces, texts, i)
            if column:
                found.append(_as_before(column, found, texts))
    return found


def _as_before(column: Column, found: Sequence[Column], texts: Sequence[str]) -> Column:
    """The same head again, though this time two of its cells were taken for one."""
    words = " ".join(texts[column.first : column.since])
    for known in found:
        if words == " ".join(texts[known.first : known.since]):
            longer = known.since - known.first > column.since - column.first
            return replace(column, left=known.left, until=known.until) if longer else column
    return column


def _is_head(text: str) -> bool:
    return len(text.split()) <= 8 and not re.search(r"[.;]$|\d{2}", text[3:])


def _column(pieces: Sequence[Piece], texts: Sequence[str], i: int) -> Column | None:
    row = _row(pieces, texts, i)
    before = [j for j in row if pieces[j].right <= pieces[i].left]
    after = [pieces[j].left for j in row if pieces[j].left >= pieces[i].right]
    named = [j for j in before if _BESIDE.search(texts[j])]
    if not named:
        return None
    left = (max(pieces[j].right for j in before) + pieces[i].left) / 2
    until = min(after, default=pieces[i].right + 2000.0)
    alone = not _BOTH.search(texts[i])
    return Column(max([i, *row]) + 1, min([i, *row]), left, until - 4, texts[i], alone)


def _row(pieces: Sequence[Piece], texts: Sequence[str], i: int) -> list[int]:
    """The other cells of the head, each no more than a few words."""
    near = range(max(0, i - _REACH), min(len(pieces), i + _REACH + 1))
    return [j for j in near if j != i and _is_head(texts[j]) and _level(pieces[j], pieces[i])]


def _level(one: Piece, other: Piece) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return one.page == other.page and overlap > 0
