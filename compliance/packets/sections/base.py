"""What every section is: values that its template prints, under a key that links know."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Section:
    """What one section shows. Its template is documents/packet/<key>.html.

    The values alone decide what is printed: no section reads anything while it is printed.
    """

    key: ClassVar[str]
    title: ClassVar[str]

    @property
    def template(self) -> str:
        return f"documents/packet/{self.key}.html"

    @property
    def sheets(self) -> "tuple[Section, ...]":
        """The section in stretches of whole pages that are printed, and kept, one by one.

        A long list is cut where its pages are full, so that what is added to it prints its end
        alone. The first stretch has the heading and is what links lead to.
        """
        return (self,)


@dataclass(frozen=True)
class Heading:
    """A section as the contents page lists it."""

    key: str
    title: str


@dataclass(frozen=True)
class Row:
    """A term and its value."""

    term: str
    value: str
    source: str = ""


def keyed_sheets(section: Section) -> Iterator[tuple[str, Section]]:
    """The stretches of a section with what each is called among the parts of a packet."""
    for number, sheet in enumerate(section.sheets, start=1):
        yield section.key if number == 1 else f"{section.key}-{number}", sheet
