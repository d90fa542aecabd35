"""What a document is put together from: plain values, without the libraries that do it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True)
class Metadata:
    """What a reader shows about the document. `created` is an aware instant."""

    title: str
    author: str
    subject: str
    created: datetime
    language: str = "en"


class Relation(StrEnum):
    """How an embedded file relates to the document (ISO 32000-2, table 43)."""

    SOURCE = "Source"  # the original that pages were made from
    DATA = "Data"  # what the pages show, for machines
    SUPPLEMENT = "Supplement"


@dataclass(frozen=True)
class Attachment:
    """One file to embed. From a path it is never held in memory as a whole."""

    name: str
    content: bytes | Path
    media_type: str
    description: str
    relation: Relation
    modified: datetime


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline: a page from 0 within its PDF, and the entries under it."""

    title: str
    page: int
    top: float | None
    children: tuple["Bookmark", ...] = ()


@dataclass(frozen=True)
class Prepared:
    """A foreign PDF made ready: its file, its pages, and its bookmarks counted from its page 0.

    The file may be kept and used again under the key of `prepared_key()`.
    """

    path: Path
    pages: int
    bookmarks: tuple[Bookmark, ...]

    def told(self) -> dict[str, Any]:
        """Everything but the file, as JSON has it."""
        return {"pages": self.pages, "bookmarks": _told(self.bookmarks)}

    @classmethod
    def of(cls, told: Mapping[str, Any], path: Path) -> Self:
        """What `told()` said of this file."""
        return cls(path, told["pages"], _bookmarks(told["bookmarks"]))


def _told(bookmarks: Iterable[Bookmark]) -> list[Any]:
    return [[one.title, one.page, one.top, _told(one.children)] for one in bookmarks]


def _bookmarks(told: Iterable[Any]) -> tuple[Bookmark, ...]:
    return tuple(
        Bookmark(title, page, top, _bookmarks(children)) for title, page, top, children in told
    )


@dataclass(frozen=True)
class Part:
    """A stretch of pages.

    `key` is what links call it (`app:part/KEY`). `title` is its bookmark; without one its own
    bookmarks go under the part before it, as those of a document go under its divider. `foreign`
    pages come from elsewhere: their look is not touched; `ready` is what was made of them before,
    if it was kept. `running` is the short title in the margin; `stamped` says whether page numbers
    are drawn at all, `covers` that the first page has none. `mark` is a line for the head of each
    page, such as for whom it was made.
    """

    key: str
    pdf: bytes | Path
    title: str | None
    foreign: bool = False
    running: str | None = None
    stamped: bool = True
    covers: bool = False
    mark: str = ""
    ready: Prepared | None = None
