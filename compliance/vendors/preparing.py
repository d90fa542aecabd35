"""What the job does with a document: its text is read, its pages are drawn, outside of Django."""

from dataclasses import dataclass
from typing import Any

from compliance.reading.extracting import PaperKind, extract
from compliance.reading.pictures import draw_pages
from compliance.vendors.rules.reading import read_report
from compliance.vendors.rules.reading.packing import packed, pages_to_show
from portal.files.store import Store


@dataclass(frozen=True)
class Prepared:
    """Proposals, and the SHA-256 of the PNG of each page that goes with them."""

    proposals: dict[str, Any]
    pictures: dict[str, str]


def prepare(sha256: str, *, store: Store) -> Prepared:
    """Read a stored PDF and draw the pages on which proposals stand.

    Raises `Unreadable` with a sentence.
    """
    path = store.path(sha256)
    paper = extract(path, kind=PaperKind.PDF, words=True)
    proposals = packed(read_report(paper.pages))
    drawn = draw_pages(path, pages_to_show(proposals))
    pictures = {str(page): store.put_bytes(png).sha256 for page, png in drawn.items()}
    return Prepared(proposals, pictures)
