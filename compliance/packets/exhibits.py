"""Letters for the documents of a packet, by which its sections refer to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from compliance.packets.papers import Document
from compliance.packets.rules import Item, safe_file_name

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Exhibit:
    """A document with its letter; `key` is what links call it."""

    letter: str
    document: Document

    @property
    def key(self) -> str:
        return f"exhibit-{self.letter.lower()}"

    @property
    def pages_key(self) -> str:
        """What links call the document's own pages, behind its divider."""
        return f"{self.key}-pages"

    @property
    def name(self) -> str:
        """ "Exhibit A"."""
        return f"Exhibit {self.letter}"

    @property
    def title(self) -> str:
        """ "Exhibit A: SOC 2 Type II report, Granite Cloud"."""
        return f"{self.name}: {self.document.title}"

    @property
    def file(self) -> str | None:
        """The name under which its original is embedded."""
        content = self.document.content
        if not content.embedded:
            return None
        return safe_file_name(f"exhibit-{self.letter}", self.document.title, content.ending)


Exhibits = Mapping[str, Exhibit]


def letter_exhibits(documents: Iterable[Document]) -> dict[str, Exhibit]:
    """Give each document its letter, in order; by the id that the manifest has."""
    return {
        document.id: Exhibit(_letter(number), document) for number, document in enumerate(documents)
    }


def item_of(
    exhibit: Exhibit, pages: tuple[int, int] | None, marked: tuple[int, int] | None = None
) -> Item:
    """The exhibit as the manifest lists it; `pages` are its first and last, `marked` those with the
    recipient's name on them.
    """
    document = exhibit.document
    return Item(
        id=document.id,
        kind=document.kind.value,
        title=document.title,
        version=document.version,
        sha256=document.content.sha256,
        size=document.content.size,
        media_type=document.content.media_type,
        file=exhibit.file,
        pages=pages,
        effective_from=document.effective_from,
        effective_until=document.effective_until,
        accepted_by=document.accepted_by,
        accepted_on=document.accepted_on,
        counts_because=document.counts_because,
        restricted=document.restricted,
        mark=document.mark if marked else "",
        marked_pages=marked,
    )


def _letter(number: int) -> str:
    """A to Z, then AA, AB and so on."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(ALPHABET))
        letters = ALPHABET[rest] + letters
    return letters
