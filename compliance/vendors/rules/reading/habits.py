"""How a house words and labels its clean results, learnt by what recurs with its controls."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from compliance.vendors.rules.reading import marks
from compliance.vendors.rules.reading.layout import Piece
from compliance.vendors.rules.reading.results import CLEAN, SAYS_CLEAN, is_clean

_LEAST = 8
"""How often a text has to recur, with as many controls, before it is a habit."""
_SHARE = 0.6
"""Of the controls: how many have to have the clean result, and how many a label."""
_HEAD = re.compile(r"([A-Z][^.:–—]{2,30})\s*[.:–—]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Habits:
    """Results and labels without case and punctuation; empty where nothing recurs enough."""

    clean: str = ""
    label: str = ""

    def is_clean(self, text: str) -> bool:
        """Whether a text is the clean result of the house, with its label or without."""
        return bool(self.clean) and plain(text) in {self.clean, f"{self.label} {self.clean}"}

    def after_label(self, text: str) -> str:
        """What follows the label of the house in one paragraph; "" where it does not open it."""
        words = r"\W+".join(map(re.escape, self.label.split()))
        head = re.match(rf"{words}\s*[.:–—]*\s+(?=(?-i:[A-Z\d]))", text, re.I) if words else None
        return text[head.end() :] if head else ""

    def ends_with_label(self, text: str) -> bool:
        """Whether a text is the label, or it was printed close under the last sentence."""
        return bool(self.label) and plain(_last_sentence(text)) == self.label


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _last_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s+", text)[-1]


def habits_of(pieces: Sequence[Piece], texts: Sequence[str], starts: Sequence[int]) -> Habits:
    """The habits of a house; `starts` are the places where controls are named.

    A clean result in the usual words is not learnt anew, only the label before it.
    """
    edges = [*starts, len(texts)]
    rows = [range(a, b) for a, b in pairwise(edges) if b - a > 1]
    usual = sum(any(SAYS_CLEAN.search(texts[i]) or is_clean(texts[i]) for i in r) for r in rows)
    if len(rows) < _LEAST:
        return Habits()
    opened = _opened(pieces, texts, rows)
    if usual >= 0.2 * len(rows):
        return opened if opened.label and not opened.clean else Habits("", _label(texts, rows, ""))
    if opened.label:
        return opened
    clean = _clean(pieces, texts, rows)
    return Habits(clean, _label(texts, rows, clean)) if clean else Habits()


def _opened(pieces: Sequence[Piece], texts: Sequence[str], rows: Sequence[range]) -> Habits:
    """A label that opens the paragraph of the result: the last one whose rest mostly recurs."""
    rests: dict[str, Counter[str]] = {}
    for row in rows:
        for i in row:
            head = _HEAD.match(texts[i])
            known = marks.control_opening(texts[i]) or CLEAN.match(texts[i])
            if head and not known and _ends_row(pieces, texts, i, row):
                rest = texts[i][head.end() :]
                said = "" if is_clean(rest) else plain(rest)
                rests.setdefault(plain(head[1]), Counter())[said] += 1
    found = Habits()
    for label, counted in rests.items():  # in the order of the first row
        clean, times = counted.most_common(1)[0]
        enough = times >= max(_LEAST, _SHARE * len(rows)) and counted.total() <= 1.2 * len(rows)
        if enough and len(clean.split()) <= 8:
            found = Habits(clean, label)
    return found


def _clean(pieces: Sequence[Piece], texts: Sequence[str], rows: Sequence[range]) -> str:
    """The short text with which most controls end."""
    ends: Counter[str] = Counter()
    offsets: Counter[str] = Counter()
    everywhere: Counter[str] = Counter(map(plain, texts))
    for row in rows:
        for i in row[1:]:
            if _is_short(texts[i]) and _ends_row(pieces, texts, i, row):
                ends[plain(texts[i])] += 1
                offsets[plain(texts[i])] += i - row.start
    known = [
        text
        for text, times in ends.items()
        if times >= max(_LEAST, _SHARE * len(rows), 0.8 * everywhere[text])
    ]
    return max(known, key=lambda text: offsets[text] / ends[text], default="")


def _is_short(text: str) -> bool:
    words = plain(text).split()
    return 0 < len(words) <= 8 and len(text) >= 4 and not text.isdigit() and not _is_mark(text)


def _is_mark(text: str) -> bool:
    return bool(marks.control_alone(text) or marks.criterion_heading(text))


def _ends_row(pieces: Sequence[Piece], texts: Sequence[str], i: int, row: range) -> bool:
    """Whether nothing stands to the right of a text, and no sentence after it in its row."""
    one = pieces[i]
    for j in range(i + 1, row.stop):
        after = pieces[j]
        level = after.page == one.page and abs(after.top - one.top) < 4
        if level and after.left > one.right:
            return False
        if marks.criterion_heading(texts[j]) or after.left < one.left - 12:
            return True
        if len(texts[j].split()) >= 5:
            return False
    return True


def _label(texts: Sequence[str], rows: Sequence[range], clean: str) -> str:
    """The short head that stands right before most clean results."""
    before: Counter[str] = Counter()
    results = 0
    for row in rows:
        for i in row[1:]:
            if plain(texts[i]) == clean or (not clean and is_clean(texts[i])):
                results += 1
                last = _last_sentence(texts[i - 1])
                before[plain(last) if _is_short(last) and last[-1] not in ".!?" else ""] += 1
    label, times = before.most_common(1)[0] if before else ("", 0)
    return label if times >= max(_LEAST, 0.8 * results, 0.5 * len(rows)) else ""
