"""Words that stand beside each other: the printed lines of a page, cut where a column ends."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from compliance.reading.rules import Page, Word

_WIDE = 2.6  # of the height of a line: a gap that always parts two cells
_GAP = 0.95  # a gap that parts them where the second begins at an edge that other lines share
_TALL = re.compile(r"[A-IK-Z0-9bdfhkl]")
_UPRIGHT = re.compile(r"(?=.*[A-IK-PR-Z0-9bdhkl])[A-IK-PR-Za-eh-ik-or-xz0-9-]+")  # no f, no tails
_TAIL = re.compile(r"[gjpqyJQ,;()\[\]|/{}§$@ßç_\\]")
BULLET = re.compile(r"[•●▪■◦○‣⁃∙·\-–—*➢✓\uf0b7\uf0a7o]$")


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand beside each other without the gap of a column."""

    page: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Where it stands; tails and raised marks do not count."""
        whole = [word.bottom for word in self.words if not _TAIL.search(word.text)]
        bottoms = sorted(whole or [w.bottom - 0.2 * _height(w) for w in self.words])
        return bottoms[len(bottoms) // 2]

    @property
    def height(self) -> float:
        """Of its capitals, which says how large the print is."""
        whole = [
            _height(w) for w in self.words if _TALL.search(w.text) and not _TAIL.search(w.text)
        ]
        plain = [_height(w) for w in self.words if _UPRIGHT.fullmatch(w.text)]
        tailed = [0.77 * _height(w) for w in self.words if _TAIL.search(w.text)]
        return max(plain or whole or tailed or [1.35 * max(map(_height, self.words))])


def joined(words: str, more: str) -> str:
    """Two lines in one, with the parts of a parted word together."""
    if not words:
        return more
    if words.endswith("\u00ad"):
        return words[:-1] + more
    if re.search(r"\d-$", words) and re.match(r"[A-Z]?[a-z]{2,8}-\d|\d", more):
        return words + more
    if re.search(r"[a-z]-$", words) and more[:1].islower():
        return words[:-1] + more
    return f"{words} {more}"


def lines_of(page: Page) -> list[Line]:
    runs: list[list[Word]] = []
    for word in page.words:
        if runs and _beside(runs[-1][-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    edges = Counter(round(run[0].left / 2) for run in runs)
    return [Line(page.number, tuple(part)) for run in runs for part in _parted(run, edges)]


def _height(word: Word) -> float:
    return max(1.0, word.bottom - word.top)


def _beside(before: Word, word: Word) -> bool:
    overlap = min(before.bottom, word.bottom) - max(before.top, word.top)
    least = 0.45 * min(before.bottom - before.top, word.bottom - word.top)
    level = overlap > 0 and overlap >= least
    return level and word.left >= before.left + 0.5 * (before.right - before.left)


def _parted(run: list[Word], edges: Counter[int]) -> Iterator[list[Word]]:
    """Cut a run of words where the gap of a column is."""
    height = max(4.0, *(word.bottom - word.top for word in run))
    part = [run[0]]
    for word in run[1:]:
        gap = word.left - part[-1].right
        shared = sum(edges[round(word.left / 2) + i] for i in (-1, 0, 1))
        bullet = len(part) == 1 and BULLET.match(part[0].text)
        if not bullet and (gap > _WIDE * height or (gap > _GAP * height and shared >= 2)):
            yield part
            part = []
        part.append(word)
    yield part


def plain_lines(page: Page) -> list[Line]:
    lines = []
    top = 0.0
    for text in page.text.splitlines():
        top += 12.0
        left, words = 0.0, []
        for word in text.split():
            words.append(Word(word, left, top, left + 5.0 * len(word), top + 8.0))
            left += 5.0 * len(word) + 3.0
        if words:
            lines.append(Line(page.number, tuple(words)))
        else:
            top += 12.0
    return lines
