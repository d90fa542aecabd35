"""What every section is: values that its template prints, under a key that links know."""

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
