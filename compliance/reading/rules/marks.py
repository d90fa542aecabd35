"""Where words stand on a printed page, as boxes to be drawn over its picture."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from compliance.reading.rules.pages import Page, Word

_LEAST = 12
"""Fewer letters than this say nothing of a place."""
_MOST_PAGES = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of a line on a page, in points of 1/72 inch from the top left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


def boxes_of(pages: Sequence[Page], words: str, *, begins: int | None = None) -> tuple[Box, ...]:
    """Give a box for each printed line of these words, which may go on over the next pages.

    `begins` is the page on which they begin, where that is known. The pages have to carry the boxes
    of their words. What is not found on them has no box.
    """
    wanted = _letters(words)
    first = _first_page(pages, wanted, begins)
    boxes: list[Box] = []
    for page in pages[first : first + _MOST_PAGES] if first is not None else ():
        found = _stretch(page, wanted)
        if found is None:
            break
        boxes += _lines(page.number, page.words[found.first : found.last + 1])
        wanted = wanted[found.length :]
        if not wanted:
            break
    return tuple(boxes)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The first and the last word that was found, and how many letters that is."""

    first: int
    last: int
    length: int


def _first_page(pages: Sequence[Page], wanted: str, begins: int | None) -> int | None:
    """The given page; else the one that has all of it, or the longest beginning."""
    if begins is not None:
        return next((i for i, page in enumerate(pages) if page.number == begins), None)
    lengths = [found.length if (found := _stretch(p, wanted)) else 0 for p in pages]
    longest = max(lengths, default=0)
    return lengths.index(longest) if longest else None


def _stretch(page: Page, wanted: str) -> _Stretch | None:
    """The longest beginning of `wanted` on the page."""
    parts = [_letters(word.text) for word in page.words]
    letters = "".join(parts)
    if len(wanted) < _LEAST and wanted not in letters:
        return None
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wanted[:middle] in letters else (low, middle - 1)
    if low < min(_LEAST, len(wanted)) or not low:
        return None
    begins = [0, *accumulate(map(len, parts))]
    at = letters.index(wanted[:low])
    return _Stretch(bisect_right(begins, at) - 1, bisect_right(begins, at + low - 1) - 1, low)


def _lines(page: int, words: Sequence[Word]) -> list[Box]:
    lines: list[Box] = []
    for word in words:
        last = lines[-1] if lines else None
        if last and word.top < last.bottom and word.bottom > last.top and word.left >= last.left:
            lines[-1] = Box(
                page,
                last.left,
                min(last.top, word.top),
                max(last.right, word.right),
                max(last.bottom, word.bottom),
            )
        else:
            lines.append(Box(page, word.left, word.top, word.right, word.bottom))
    return lines


def _letters(text: str) -> str:
    return "".join(char.casefold() for char in text if char.isalnum())
