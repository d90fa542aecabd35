"""How far to the right a line might have gone: to the margin, or to the next column."""

from collections.abc import Sequence
from statistics import median

from compliance.vendors.rules.reading.lines import Line

_FEW_LINES = 12
_LEAST_WIDE = 2
_ANYWHERE = -1


def usual_margins(lined: Sequence[list[Line]]) -> dict[int, float]:
    """How far lines go that begin at about the same place, on all pages."""
    rights: dict[int, list[float]] = {}
    for line in (line for lines in lined for line in lines):
        rights.setdefault(round(line.left / 20), []).append(line.right)
    usual = {left: sorted(found)[int(0.95 * (len(found) - 1))] for left, found in rights.items()}
    return usual | {_ANYWHERE: median(map(_text_right, lined)) if lined else 0.0}


def _text_right(lines: list[Line]) -> float:
    """Where paragraphs of a page end; 0 where there are hardly any."""
    left = min((line.left for line in lines), default=0.0)
    right = max((line.right for line in lines), default=0.0)
    wide = [line.right for line in lines if line.right - line.left > 0.6 * (right - left)]
    return max(wide) if len(wide) >= _LEAST_WIDE else 0.0


class Margins:
    """The right margins of the lines of one page."""

    def __init__(self, lines: list[Line], usual: dict[int, float]) -> None:
        self._lines, self._usual = lines, usual
        self._beside = {id(line): _next_left(line, lines) for line in lines}
        self._columns = {
            round(line.left / 3) for line in lines if self._beside[id(line)] is not None
        }
        self._text_right = _text_right(lines) or usual[_ANYWHERE]

    def of(self, line: Line) -> float:
        """Where the room for a line ends: with its neighbours, but not inside a next cell."""
        rights = [x.right for x in self._lines if abs(x.left - line.left) <= 20]
        if len(rights) < _FEW_LINES:
            rights.append(self._usual.get(round(line.left / 20), 0.0))
        if not any(round(line.left / 3) + i in self._columns for i in (-1, 0, 1)):
            rights.append(self._text_right)
        beside = self._beside[id(line)]
        return min(max(rights), beside) if beside is not None else max(rights)


def _next_left(line: Line, lines: list[Line]) -> float | None:
    """Where the nearest line to the right of this one begins, less a gap; None if none does."""
    beside = [
        x.left - x.height
        for x in lines
        if x.left > line.right and x.top < line.bottom and x.bottom > line.top
    ]
    return min(beside, default=None)
