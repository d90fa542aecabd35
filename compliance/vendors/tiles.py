"""The map of coverage as it is drawn: rows of tiles, and the legend."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from compliance.vendors.rules import SERIES, Coverage, CoverageState, Reason
from portal.ui.parts import Tile, TileKey, TileRow, Why

LOOKS = {
    CoverageState.NOBODY: ("none", "circle-dashed"),
    CoverageState.OUTSIDE: ("none", "square-dashed"),
    CoverageState.CARVED_AWAY: ("open", "file-question-mark"),
    CoverageState.EXCEPTION_OPEN: ("open", "triangle-alert"),
    CoverageState.YOURS_OPEN: ("open", "user-round"),
    CoverageState.CARVED_HERE: ("part", "file-check"),
    CoverageState.EXCEPTION_ANSWERED: ("part", "triangle"),
    CoverageState.YOURS_DONE: ("done", "user-round-check"),
    CoverageState.COVERED: ("full", "check"),
}
"""How each state looks: the kind of its tile, and its shape. No two have the same shape."""


def tile_rows(
    cells: Iterable[Coverage], *, prefix: str, tell: Callable[[Reason], Why]
) -> list[TileRow]:
    """The cells of a map by series; `prefix` tells maps on one page apart."""
    return [
        TileRow(series, SERIES[series], [_tile(cell, prefix, tell) for cell in found])
        for series, found in groupby(cells, key=lambda cell: cell.criterion.series)
    ]


def legend(cells: Sequence[Coverage]) -> list[TileKey]:
    """Every state there is on a map, what leaves most to do last."""
    counts = Counter(cell.state for cell in cells)
    return [
        TileKey(*LOOKS[state], state.label, state.meaning, counts[state])
        for state in reversed(CoverageState)
        if counts[state]
    ]


def _tile(cell: Coverage, prefix: str, tell: Callable[[Reason], Why]) -> Tile:
    name = cell.criterion.id
    kind, icon = LOOKS[cell.state]
    return Tile(
        key=f"{prefix}-{name.replace('.', '-')}",
        name=name,
        label=cell.criterion.label,
        kind=kind,
        icon=icon,
        words=cell.state.label,
        why=[tell(reason) for reason in cell.reasons],
    )
