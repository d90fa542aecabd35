"""Where in the outline of a document a piece stands, by its numbers, titles and lead-ins."""

import re
from dataclasses import dataclass
from enum import StrEnum

from compliance.reading.rules.numbering import Label, style_in_list

_LEADS = re.compile(r"([,–—-]|\b(to|shall|will|must))$")


class Sort(StrEnum):
    """What a clause is by its form."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, paragraph, item or row with its label; `level` says how a heading is marked."""

    sort: Sort
    label: Label | None
    level: str
    words: str

    @property
    def leads(self) -> bool:
        """Whether its sentence goes on in what follows."""
        return self.words.endswith(":") or bool(_LEADS.search(self.words))


@dataclass(frozen=True, slots=True)
class _Open:
    """A piece that others may stand under."""

    style: str
    index: int
    value: str
    sort: Sort
    leads: bool


class Place:
    """Where the next piece stands: the open lists, outermost first."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._titled = False  # the piece before was a title

    def enter(self, piece: Piece, index: int) -> int | None:
        """Give the index of the piece that this one stands under."""
        style, value = self._style(piece)
        if style:
            self._close_to(style, value, piece.sort)
        elif not self._titled and not piece.words[:1].islower():
            self._close_from("lead")
        parent = self._open[-1].index if self._open else None
        if style or piece.leads:
            self._open.append(_Open(style or "lead", index, value, piece.sort, piece.leads))
        self._titled = piece.sort is Sort.HEADING
        return parent

    def _style(self, piece: Piece) -> tuple[str, str]:
        label = piece.label
        if label and not piece.level.startswith("#"):
            previous = next(
                (one.value for one in reversed(self._open) if one.style == label.style), None
            )
            return style_in_list(label, previous), label.value
        return piece.level, ""

    def _close_to(self, style: str, value: str, sort: Sort) -> None:
        """Close what stands beside or below: lists of the same style, all below a heading."""
        depth = self._beside(style, value) if sort is Sort.ITEM else None
        if depth is None:
            depth = next(
                (
                    depth
                    for depth, one in enumerate(self._open)
                    if one.style == style or _outranks(style, one.style)
                ),
                len(self._open),
            )
        del self._open[depth:]

    def _beside(self, style: str, value: str) -> int | None:
        """Of a numbered item, where its list stands: under what leads it, or after the one before.

        A list that begins with 1 goes on from its lead-in, also in a section numbered alike.
        """
        if style != "1.":
            return None
        if value == "1" and self._open and self._open[-1].leads:
            return len(self._open)
        for depth, one in enumerate(self._open):
            if one.style == style and one.sort is Sort.ITEM and int(one.value) + 1 == int(value):
                return depth
        return None

    def _close_from(self, style: str) -> None:
        for depth, one in enumerate(self._open):
            if one.style == style:
                del self._open[depth:]
                return


_RANKS = {"H": 10, "article": 10, "h": 12}


def _outranks(style: str, other: str) -> bool:
    """Whether a block of this style ends a list of the other style.

    Marked headings end everything but higher ones, printed headings everything but these;
    numbers end longer numbers: "3" ends "2.4", and "2.4" ends "2.3.1".
    """
    if style.startswith("1") and other.startswith("1"):
        return style.count("1") < other.count("1")
    rank = _rank(style)
    return rank is not None and rank < (99 if (theirs := _rank(other)) is None else theirs)


def _rank(style: str) -> int | None:
    return int(style[1:]) if style.startswith("#") else _RANKS.get(style)
