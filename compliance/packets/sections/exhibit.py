"""The page before a document, or the pages on which a picture or a text is printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from compliance.packets.exhibits import Exhibit
from compliance.packets.papers import Shape
from compliance.packets.sections.base import Row, Section

MOST_LINES = 240
LONGEST_LINE = 140
SET_IN = "    "


@dataclass(frozen=True, kw_only=True)
class Divider(Section):
    """What is said of an exhibit before it is seen.

    `picture` is the address of the asset that shows it. `lines` are the beginning of a text, as
    they are printed, and `more` says how many lines of it are not there, or not to their end.
    """

    key: ClassVar[str] = "exhibit"
    title: ClassVar[str] = "Exhibit"

    name: str
    heading: str
    kind: str
    shape: str
    facts: tuple[Row, ...]
    sha256: str
    size: int
    file: str
    notes: tuple[str, ...]
    kept_back: str = ""
    restricted: str = ""
    mark: str = ""
    picture: str = ""
    lines: tuple[str, ...] = ()
    more: int = 0


def divider(exhibit: Exhibit, *, picture: str = "", text: str = "") -> Divider:
    document = exhibit.document
    printed, more = _printed(text.splitlines())
    return Divider(
        name=exhibit.name,
        heading=document.title,
        kind=document.kind.label,
        shape=Shape(document.shape).value,
        facts=tuple(Row(term, value) for term, value in document.facts if value),
        sha256=document.content.sha256,
        size=document.content.size,
        file=exhibit.file or "",
        notes=document.content.notes,
        kept_back=document.content.kept_back,
        restricted=document.restricted,
        mark=document.mark,
        picture=picture,
        lines=printed,
        more=more,
    )


def _printed(lines: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Break lines that are longer than the page; give what fits, and how many did not."""
    printed: list[str] = []
    for number, line in enumerate(lines):
        pieces = _pieces(line.expandtabs(4).rstrip())
        room = MOST_LINES - len(printed)
        printed += pieces[:room]
        if len(pieces) > room:
            return tuple(printed), len(lines) - number
    return tuple(printed), 0


def _pieces(line: str) -> list[str]:
    """A line as the page has room for it; what goes on is set in."""
    room = LONGEST_LINE - len(SET_IN)
    starts = range(LONGEST_LINE, len(line), room)
    return [line[:LONGEST_LINE], *(SET_IN + line[start : start + room] for start in starts)]
