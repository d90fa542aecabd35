"""Results that stand in a column of a table."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from compliance.vendors.rules.reading import marks
from compliance.vendors.rules.reading.lines import joined
from compliance.vendors.rules.reading.part import Part, Result


@dataclass(frozen=True)
class Grid:
    """The tables of a part with tests."""

    part: Part

    def results(self, *, named: bool) -> list[Result]:
        """The cells of the column that a head names, or in which clean results begin."""
        places = self._named if named else self._unnamed
        found: list[Result] = []
        last = 0
        for i in sorted(places):
            if i < last:
                continue
            result = self._cell(i, places)
            if found and self._carries_on(found[-1], result):
                found[-1].text = joined(found[-1].text, result.text)
                found[-1].end = result.end
            elif self._has_left_neighbour(i):
                found.append(result)
            last = result.end
        return found

    def _cell(self, i: int, places: frozenset[int]) -> Result:
        text, j = self.part.texts[i], i + 1
        while j in places and self._close(j):
            text, j = joined(text, self.part.texts[j]), j + 1
        return Result(i, j, text)

    def _close(self, j: int) -> bool:
        before, after = self.part.pieces[j - 1], self.part.pieces[j]
        return after.page == before.page and 0 < after.top - before.bottom < 3.2 * before.size

    def _carries_on(self, last: Result, result: Result) -> bool:
        """Whether a cell is the rest of one that was cut at the foot of the page before."""
        before, after = self.part.pieces[last.end - 1], self.part.pieces[result.start]
        if after.page != before.page + 1 or self.part.record(last.start) != self.part.record(
            result.start
        ):
            return False
        return result.text[:1].islower() or not re.search(r"[.!?]$", last.text)

    @cached_property
    def _rows(self) -> list[int]:
        """What may be a cell: from the first control on, without heads and responses."""
        first = self.part.starts[0] if self.part.starts else 0
        here = range(first, len(self.part.pieces))
        return [
            i
            for i in here
            if i not in self.part.head_cells
            and not self.part.is_response(i)
            and not (marks.is_list(self.part.texts[i]) and not self.part.texts[i].isdigit())
        ]

    @cached_property
    def _named(self) -> frozenset[int]:
        firsts = [column.first for column in self.part.heads]
        named = {column.head for column in self.part.heads}
        found = []
        for i in self._rows if firsts else []:
            column = self.part.heads[max(0, bisect_right(firsts, i) - 1)]
            inside = column.left <= self.part.pieces[i].left < column.until
            if column.alone and inside and self.part.texts[i] not in named:
                found.append(i)
        return frozenset(found)

    @cached_property
    def _unnamed(self) -> frozenset[int]:
        near = {at + d for at in self._learnt for d in (-1, 0, 1)}
        return frozenset(i for i in self._rows if round(self.part.pieces[i].left / 4) in near)

    def _has_left_neighbour(self, i: int) -> bool:
        piece = self.part.pieces[i]
        near = range(max(0, i - 14), min(len(self.part.pieces), i + 4))
        return any(
            self.part.pieces[j].page == piece.page
            and self.part.pieces[j].right <= piece.left
            and min(self.part.pieces[j].bottom, piece.bottom)
            > max(self.part.pieces[j].top, piece.top) - 2
            for j in near
        )

    @cached_property
    def _learnt(self) -> frozenset[int]:
        """Where mostly clean results begin, in steps of four points."""
        clean: Counter[int] = Counter()
        every: Counter[int] = Counter()
        for piece, text in zip(self.part.pieces, self.part.texts, strict=True):
            left = round(piece.left / 4)
            every[left] += len(text.split()) >= 3
            clean[left] += len(text.split()) <= 12 and self.part.clean(text)
        least = max(3.0, 0.3 * len(self.part.starts))
        near = {
            at: sum(clean[at + d] for d in (-1, 0, 1)) / max(1, _around(every, at)) for at in clean
        }
        return frozenset(at for at in clean if clean[at] >= least and near[at] > 0.6)


def _around(counted: Counter[int], at: int) -> int:
    return sum(counted[at + d] for d in (-1, 0, 1))
