"""The manifest in print: every document with its SHA-256, and everything that was left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import ClassVar

from compliance.packets.exhibits import Exhibit
from compliance.packets.rules import LeftOut
from compliance.packets.sections.base import Section
from compliance.packets.words import day, span
from compliance.pdf.layout import Layout
from portal.audit.anchors import Head

ITEMS_IN_A_SHEET = 32


@dataclass(frozen=True)
class Listed:
    """One document of the packet."""

    letter: str
    key: str
    title: str
    version: str
    pages: int
    counts: str
    accepted: str
    because: str
    sha256: str
    file: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Inventory(Section):
    """What manifest.json says, for people.

    Only its first page has anything that depends on where the documents stand in the packet.
    """

    key: ClassVar[str] = "manifest"
    title: ClassVar[str] = "Manifest"

    items: tuple[Listed, ...]
    left_out: tuple[LeftOut, ...]
    not_kept: tuple[str, ...]
    manifest_sha256: str
    audit_sha256: str
    head_seq: int
    head_hash: str

    @property
    def sheets(self) -> tuple[Section, ...]:
        starts = range(0, len(self.items), ITEMS_IN_A_SHEET)
        return (
            replace(self, items=()),
            *(
                InventorySheet(items=self.items[start : start + ITEMS_IN_A_SHEET], first=not start)
                for start in starts
            ),
        )


@dataclass(frozen=True, kw_only=True)
class InventorySheet(Section):
    """Some pages of documents; the first of them has the heading."""

    key: ClassVar[str] = "manifest_sheet"
    title: ClassVar[str] = Inventory.title

    items: tuple[Listed, ...]
    first: bool


def inventory(
    head: Head,
    exhibits: Sequence[Exhibit],
    left_out: Sequence[LeftOut],
    *,
    not_kept: tuple[str, ...],
    layout: Layout,
    manifest: bytes,
    audit: bytes,
) -> Inventory:
    return Inventory(
        items=tuple(_listed(exhibit, layout) for exhibit in exhibits),
        left_out=tuple(left_out),
        not_kept=not_kept,
        manifest_sha256=sha256(manifest).hexdigest(),
        audit_sha256=sha256(audit).hexdigest(),
        head_seq=head.seq,
        head_hash=head.hash.hex(),
    )


def _listed(exhibit: Exhibit, layout: Layout) -> Listed:
    document = exhibit.document
    first, last = pages_of(exhibit, layout)
    accepted = ", ".join(document.accepted_by)
    if accepted and document.accepted_on:
        accepted = f"{accepted}; {day(document.accepted_on)}"
    return Listed(
        letter=exhibit.letter,
        key=exhibit.key,
        title=document.title,
        version=document.version,
        pages=last - first + 1,
        counts=span(document.effective_from, document.effective_until),
        accepted=accepted,
        because=document.counts_because,
        sha256=document.content.sha256,
        file=exhibit.file or "",
        size=document.content.size,
    )


def marked_pages_of(exhibit: Exhibit, layout: Layout) -> tuple[int, int] | None:
    """First and last page with the recipient's name; the divider, a page of ours, has none."""
    if not exhibit.document.mark or exhibit.pages_key not in layout.firsts:
        return None
    return layout.firsts[exhibit.pages_key], layout.lasts[exhibit.pages_key]


def pages_of(exhibit: Exhibit, layout: Layout) -> tuple[int, int]:
    """First and last page of an exhibit, its divider included."""
    last = layout.lasts.get(exhibit.pages_key, layout.lasts[exhibit.key])
    return layout.firsts[exhibit.key], last
