"""Ranges of cells that a sheet names beside its rows: merged, hidden, offering a list."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from compliance.reading.rules.tables import Row

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# Beyond these nobody lays out a table; what is there is read all the same.
_MOST_RANGES = 20_000
_MOST_TALL = 200
_MOST_COLUMNS = 512
_TALL = 100
_TRUE = {"1", "true"}


def column_of(place: str) -> int:
    """The column of a cell, from 0: 27 of "AB7". -1 of what names none."""
    found = _PLACE.fullmatch(place)
    return _column(found[1]) if found else -1


@dataclass(frozen=True, slots=True)
class _Range:
    top: int
    bottom: int
    left: int
    right: int

    @property
    def columns(self) -> range:
        return range(self.left, min(self.right, self.left + _MOST_COLUMNS) + 1)


@dataclass(slots=True)
class _Kept:
    """Ranges by the rows they are in; those of many rows apart."""

    by_row: dict[int, list[_Range]] = field(default_factory=lambda: defaultdict(list))
    tall: list[_Range] = field(default_factory=list)
    count: int = 0

    def add(self, places: str) -> None:
        for place in places.split():
            found = _PLACE.findall(place)
            if 1 <= len(found) <= 2 and self.count < _MOST_RANGES:
                (left, top), (right, bottom) = found[0], found[-1]
                self._keep(_Range(int(top), int(bottom), _column(left), _column(right)))

    def on(self, row: int) -> Iterator[_Range]:
        yield from self.by_row.get(row, ())
        yield from (one for one in self.tall if one.top <= row <= one.bottom)

    def _keep(self, one: _Range) -> None:
        self.count += 1
        if one.bottom - one.top < _TALL:
            for row in range(one.top, one.bottom + 1):
                self.by_row[row].append(one)
        elif len(self.tall) < _MOST_TALL:
            self.tall.append(one)


@dataclass(slots=True)
class Ranges:
    """What was noted of one sheet."""

    merged: _Kept = field(default_factory=_Kept)
    listed: _Kept = field(default_factory=_Kept)
    columns: set[int] = field(default_factory=set)

    @property
    def hidden(self) -> frozenset[int]:
        """The columns that are hidden."""
        return frozenset(self.columns)

    def note(self, element: etree._Element) -> None:
        """Keep what one element says. More ranges than anybody makes are not kept."""
        kind = etree.QName(element).localname
        if kind == "col" and element.get("hidden") in _TRUE:
            first, last = int(element.get("min", "1")), int(element.get("max", "1"))
            self.columns |= set(range(first - 1, min(last, first + _MOST_COLUMNS)))
        elif kind == "mergeCell":
            self.merged.add(element.get("ref", ""))
        elif kind == "dataValidation" and element.get("type") == "list":
            self.listed.add(element.get("sqref") or element.findtext("{*}sqref") or "")

    def applied(self, row: Row) -> Row:
        """The row with what these ranges say of it."""
        merged = list(self.merged.on(row.number))
        return replace(
            row,
            wide={one.left: one.right for one in merged if one.top == row.number},
            below=frozenset(
                column for one in merged if one.top < row.number for column in one.columns
            ),
            listed=frozenset(
                column for one in self.listed.on(row.number) for column in one.columns
            ),
        )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
