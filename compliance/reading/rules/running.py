"""Tells the running heads and feet of pages, which repeat, from the text, which does not."""

import re
from collections import Counter
from collections.abc import Sequence

from compliance.reading.rules.pages import Page

EDGE = 3
"""How many lines from the top or the bottom of a page may be a running head or foot."""

_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"[-–—\s|]*(page\s*)?(\d{1,4}|[ivxlc]{1,6})(\s*(of|/|\|)\s*\d{1,4})?[-–—\s|.]*", re.IGNORECASE
)
_LEAST_PAGES = 3
_SHARE = 0.5


def body_lines(pages: Sequence[Page]) -> list[list[str]]:
    """Give the lines of each page without running heads, running feet and page numbers.

    A line near an edge is one if it stands, digits aside, on at least half of the pages, and on
    three of them; of two pages only the very first and last lines count. A page number alone on
    the first or last line is one on any page of several.
    """
    split = [page.text.splitlines() for page in pages]
    repeated = _repeated(split)
    return [_body(lines, repeated, several=len(pages) > 1) for lines in split]


def _repeated(split: Sequence[Sequence[str]]) -> frozenset[str]:
    edge = 1 if len(split) == 2 else EDGE
    seen = Counter(
        shape for lines in split for shape in {_shape(lines[i]) for i in _edges(lines, edge)}
    )
    least = max(2 if len(split) == 2 else _LEAST_PAGES, _SHARE * len(split))
    return frozenset(shape for shape, pages in seen.items() if shape and pages >= least)


def _edges(lines: Sequence[str], edge: int = EDGE) -> list[int]:
    filled = [i for i, line in enumerate(lines) if line.strip()]
    return sorted({*filled[:edge], *filled[-edge:]})


def _shape(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()).casefold())


def _body(lines: list[str], repeated: frozenset[str], *, several: bool) -> list[str]:
    edges = _edges(lines)
    dropped = {i for i in edges if _shape(lines[i]) in repeated}
    if several:
        rest = [i for i in edges if i not in dropped]
        dropped |= {i for i in (rest[:1] + rest[-1:]) if _PAGE_NUMBER.fullmatch(lines[i])}
    return ["" if i in dropped else line for i, line in enumerate(lines)]
