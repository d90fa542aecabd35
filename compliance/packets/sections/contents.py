"""The contents page: every section and every exhibit with the page on which it begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from compliance.packets.exhibits import Exhibit
from compliance.packets.rules import Omission
from compliance.packets.sections.base import Heading, Row, Section
from compliance.pdf.layout import Layout


@dataclass(frozen=True)
class Entry:
    """One line: number or letter, title, where it leads, and the page."""

    mark: str
    title: str
    key: str
    page: int
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Contents(Section):
    """Sections by number, exhibits by letter."""

    key: ClassVar[str] = "contents"
    title: ClassVar[str] = "Contents"

    sections: tuple[Entry, ...]
    exhibits: tuple[Entry, ...]
    left_out: tuple[Row, ...]
    total: int


def contents(
    headings: Iterable[Heading],
    exhibits: Iterable[Exhibit],
    layout: Layout,
    omissions: Iterable[Omission] = (),
) -> Contents:
    return Contents(
        sections=tuple(
            Entry(str(number), one.title, one.key, layout.firsts[one.key])
            for number, one in enumerate(headings, start=1)
        ),
        exhibits=tuple(_entry(exhibit, layout) for exhibit in exhibits),
        left_out=tuple(Row(one.section.label, one.reason) for one in omissions),
        total=layout.total,
    )


def _entry(exhibit: Exhibit, layout: Layout) -> Entry:
    document = exhibit.document
    note = document.version if document.parent else document.kind.label
    if exhibit.pages_key in layout.firsts:
        pages = layout.lasts[exhibit.pages_key] - layout.firsts[exhibit.pages_key] + 1
        note = f"{note}, {pages} page{'' if pages == 1 else 's'}"
    return Entry(exhibit.letter, document.title, exhibit.key, layout.firsts[exhibit.key], note)
