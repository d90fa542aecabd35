"""Tables that others filled in: sheets with their rows, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One row; columns are counted from 0, `number` from 1, as spreadsheet programs count.

    `cells` has those with text in them. `wide` says of a merged cell that begins here the last
    column it covers, `below` which columns belong to a merged cell of a row above. `listed` are
    cells that offer a list to choose from, `unsaved` formulas without a stored value.
    """

    number: int
    cells: Mapping[int, str]
    hidden: bool = False
    wide: Mapping[int, int] = field(default_factory=dict)
    below: frozenset[int] = frozenset()
    listed: frozenset[int] = frozenset()
    unsaved: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, nameless in a file that is one table; `whole` says that all rows are here."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    whole: bool = True
