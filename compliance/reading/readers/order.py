"""Puts printed lines where they are read: some programs print marks, heads and feet apart."""

import re

from compliance.reading.readers.terms import Line, Spot

_MARK = re.compile(r"[•·▪◦●○■□–‣⁃*-]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[ivx]{1,5})[.)]+")
_SAME = 0.45
"""Two words stand on one line if their feet differ by less than this share of their height."""


def arranged(lines: list[Line]) -> list[Line]:
    """The lines with marks of lists before their words, the head first and the foot last."""
    marks = [spot for line in lines if _only_marks(line) for spot in line.spots]
    texts = [line for line in lines if not _only_marks(line)]
    lost = [mark for mark in marks if not _given(mark, texts)]
    texts += [Line([mark]) for mark in lost]
    return _edges_in_place(texts)


def _only_marks(line: Line) -> bool:
    return all(_MARK.fullmatch(spot.text) for spot in line.spots)


def _given(mark: Spot, lines: list[Line]) -> bool:
    """Put the mark at the head of the line it stands before; whether there is one."""
    for line in lines:
        first = line.spots[0]
        near = _SAME * max(first.bottom - first.top, mark.bottom - mark.top, 6.0)
        if abs(line.bottom - mark.bottom) < near and mark.right <= first.left + 1:
            line.spots.insert(0, mark)
            return True
    return False


def _edges_in_place(lines: list[Line]) -> list[Line]:
    """A line printed last that stands above all others is the head; printed first and lowest, the
    foot.
    """
    if len(lines) < 3:
        return lines
    while lines[-1].bottom < min(line.top for line in lines[:-1]):
        lines = [lines[-1], *lines[:-1]]
    if lines[0].top > max(line.bottom for line in lines[1:]):
        lines = [*lines[1:], lines[0]]
    return lines
