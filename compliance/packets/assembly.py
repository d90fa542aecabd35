"""Puts a packet together from its printed sections and its documents.

Only the worker imports this; it brings pikepdf along.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from compliance.packets.content import Content
from compliance.packets.exhibits import Exhibit
from compliance.packets.press import Press
from compliance.packets.rules import AUDIT, MANIFEST, Item, Manifest, canonical
from compliance.packets.sections import contents, inventory, pages_of
from compliance.packets.sections.contents import Contents
from compliance.packets.sections.inventory import Inventory
from compliance.pdf.appearance import Appearance
from compliance.pdf.attach import Attachment, Relation
from compliance.pdf.layout import Layout, lay_out, settle
from compliance.pdf.merge import Part, assemble
from compliance.pdf.metadata import Metadata
from compliance.pdf.refusals import AssemblyRefused
from compliance.pdf.render import Rendered
from portal.files.store import Store

COVER, CONTENTS, MANIFEST_PART = "cover", Contents.key, Inventory.key


@dataclass(frozen=True)
class Assembled:
    """A packet before its seal: the file, its manifest, and where the seal is shown."""

    path: Path
    manifest: bytes
    pages: int
    appearance: Appearance


@dataclass(frozen=True)
class Lists:
    """Contents and manifest, which depend on the pages of everything else."""

    contents: Rendered
    inventory: Rendered
    manifest: bytes


@dataclass
class Assembly:
    """The parts of one packet as they get ready: printed by us, or pages from elsewhere.

    `printed` and `foreign` are by key of the part; of pages from elsewhere the number is kept.
    """

    content: Content
    press: Press
    store: Store
    printed: dict[str, Rendered] = field(default_factory=dict)
    foreign: dict[str, int] = field(default_factory=dict)

    def put_together(self, into: Path) -> Assembled:
        """Print contents and manifest with the right page numbers, and join all parts.

        Raises AssemblyRefused for a link that leads nowhere, SourceRefused for a document that
        cannot be used, FileMissing for one that is not in the store.
        """
        audit = _json(self.content.extract)
        layout, lists = self._settle(audit)
        self.printed |= {CONTENTS: lists.contents, MANIFEST_PART: lists.inventory}
        path = into / "unsealed.pdf"
        assemble(
            list(self._parts()),
            path,
            metadata=self._metadata(),
            attachments=list(self._attachments(lists.manifest, audit)),
        )
        seal = self.printed[COVER].anchors["seal"]
        return Assembled(path, lists.manifest, layout.total, Appearance(seal.page, seal.box))

    def _settle(self, audit: bytes) -> tuple[Layout, Lists]:
        """Page numbers take no room of their own, so the manifest is as long with any of them."""
        guess = dict.fromkeys(self._keys(), 1) | self._known_pages()
        length = self._lists(lay_out(list(guess.items())), audit).inventory.pages
        counts = guess | {MANIFEST_PART: length}
        layout, lists = settle(
            list(counts.items()),
            CONTENTS,
            lambda layout: self._lists(layout, audit),
            lambda lists: lists.contents.pages,
        )
        if lists.inventory.pages != length:
            raise AssemblyRefused("The manifest changes its length with its page numbers.")
        return layout, lists

    def _lists(self, layout: Layout, audit: bytes) -> Lists:
        content = self.content
        manifest = canonical(self._manifest(layout))
        return Lists(
            self.press.print(contents(content.headings, content.exhibits, layout)),
            self.press.print(
                inventory(
                    content.head,
                    content.exhibits,
                    content.left_out,
                    layout=layout,
                    manifest=manifest,
                    audit=audit,
                )
            ),
            manifest,
        )

    def _keys(self) -> Iterator[str]:
        """Every part in the order in which it stands."""
        yield from (COVER, CONTENTS)
        yield from (heading.key for heading in self.content.headings)
        for exhibit in self.content.exhibits:
            yield exhibit.key
            if exhibit.pages_key in self.foreign:
                yield exhibit.pages_key

    def _known_pages(self) -> dict[str, int]:
        return {key: printed.pages for key, printed in self.printed.items()} | self.foreign

    def _parts(self) -> Iterator[Part]:
        titles = {heading.key: heading.title for heading in self.content.headings}
        exhibits = {exhibit.key: exhibit for exhibit in self.content.exhibits}
        owners = {exhibit.pages_key: exhibit for exhibit in self.content.exhibits}
        for key in self._keys():
            if key in owners:
                yield self._pages_of(owners[key])
            elif key in exhibits:
                yield self._ours(key, exhibits[key].title)
            else:
                title = titles.get(key, "Cover" if key == COVER else Contents.title)
                yield self._ours(key, title, stamped=key != COVER)

    def _ours(self, key: str, title: str, *, stamped: bool = True) -> Part:
        running = f"{self.content.running} · {title}"
        return Part(key, self.printed[key].pdf, title, running=running, stamped=stamped)

    def _pages_of(self, exhibit: Exhibit) -> Part:
        return Part(
            exhibit.pages_key,
            self.store.path(exhibit.document.content.printable),
            None,
            foreign=True,
            running=f"{self.content.running} · {exhibit.title}",
        )

    def _metadata(self) -> Metadata:
        facts = self.content.facts
        return Metadata(
            title=f"Compliance packet {facts['number']}: {facts['client']}, {facts['title']}",
            author=self.content.author,
            subject=f"State as of {facts['as_of'].isoformat()}, for {facts['audience']}",
            created=self.content.created,
        )

    def _manifest(self, layout: Layout) -> Manifest:
        content = self.content
        return Manifest(
            packet=content.facts,
            items=tuple(_item(exhibit, layout) for exhibit in content.exhibits),
            left_out=content.left_out,
            audit=content.head.told(),
        )

    def _attachments(self, manifest: bytes, audit: bytes) -> Iterator[Attachment]:
        made = self.content.created
        yield Attachment(MANIFEST, manifest, "application/json", "Manifest", Relation.DATA, made)
        yield Attachment(
            AUDIT, audit, "application/json", "Extract of the audit trail", Relation.DATA, made
        )
        for exhibit in self.content.exhibits:
            if exhibit.file:
                yield self._original(exhibit, exhibit.file)

    def _original(self, exhibit: Exhibit, name: str) -> Attachment:
        content = exhibit.document.content
        written = content.text
        return Attachment(
            name,
            self.store.path(content.sha256) if written is None else written.encode(),
            content.media_type,
            exhibit.title,
            Relation.SOURCE,
            self.content.created,
        )


def _item(exhibit: Exhibit, layout: Layout) -> Item:
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
        pages=pages_of(exhibit, layout),
        effective_from=document.effective_from,
        effective_until=document.effective_until,
        accepted_by=document.accepted_by,
        accepted_on=document.accepted_on,
        counts_because=document.counts_because,
    )


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
