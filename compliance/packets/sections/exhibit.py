"""The page before a document, or the pages on which a picture or a text is printed."""

from dataclasses import dataclass
from typing import ClassVar

from compliance.packets.exhibits import Exhibit
from compliance.packets.papers import Shape
from compliance.packets.sections.base import Row, Section

MOST_LINES = 240
LONGEST_LINE = 110


@dataclass(frozen=True, kw_only=True)
class Divider(Section):
    """What is said of an exhibit before it is seen.

    `picture` is the address of the asset that shows it. `lines` are the beginning of a text, and
    `more` says how many lines of it are not printed.
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
    picture: str = ""
    lines: tuple[str, ...] = ()
    more: int = 0


def divider(exhibit: Exhibit, *, picture: str = "", text: str = "") -> Divider:
    document = exhibit.document
    lines = [_cut(line) for line in text.splitlines()]
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
        picture=picture,
        lines=tuple(lines[:MOST_LINES]),
        more=max(0, len(lines) - MOST_LINES),
    )


def _cut(line: str) -> str:
    line = line.expandtabs(4).rstrip()
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"
