"""How much of a table is read, and the tables of files that are one: CSV and its kin."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from compliance.reading.readers.terms import Unreadable
from compliance.reading.rules.tables import Row, Table

LONGEST_FIELD = 1 << 20
_DELIMITERS = ",;\t|"
_LOOKED_AT = 50


@dataclass(slots=True)
class Room:
    """What may still be read, over all sheets of a file."""

    rows: int = 60_000
    cells: int = 600_000
    characters: int = 12_000_000

    def takes(self, texts: list[str]) -> bool:
        """Whether one more row fits; it is counted."""
        self.rows -= 1
        self.cells -= len(texts)
        self.characters -= sum(map(len, texts))
        return min(self.rows, self.cells, self.characters) >= 0


def read_csv(path: Path) -> list[Table]:
    """The one table of a file, whatever parts its fields."""
    csv.field_size_limit(LONGEST_FIELD)
    delimiter, room, rows, whole = _delimiter(path), Room(), [], True
    for number, fields in enumerate(_records(path, delimiter), start=1):
        cells = {column: text for column, text in enumerate(map(str.strip, fields)) if text}
        if not room.takes(list(cells.values())):
            whole = False
            break
        rows.append(Row(number, cells))
    return [Table("", tuple(rows), whole=whole)]


def _delimiter(path: Path) -> str:
    """What cuts the most records into the same number of fields, more than one."""
    return max(_DELIMITERS, key=lambda one: _evenness(path, one))


def _evenness(path: Path, delimiter: str) -> tuple[int, int]:
    widths = [len(fields) for fields in islice(_records(path, delimiter), _LOOKED_AT)]
    usual = max((one for one in widths if one > 1), key=widths.count, default=0)
    return (widths.count(usual), usual)


def _records(path: Path, delimiter: str) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.reader(file, delimiter=delimiter)
    except UnicodeDecodeError as error:
        raise Unreadable("The table is not written in UTF-8.") from error
    except csv.Error as error:
        raise Unreadable("The table has a field that does not end.") from error
