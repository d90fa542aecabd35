"""Puts a packet together from its printed sections and its documents.

Only the worker imports this.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from compliance.packets.content import Content
from compliance.packets.exhibits import Exhibit, item_of
from compliance.packets.press import Press
from compliance.packets.rules import AUDIT, MANIFEST, Manifest, canonical
from compliance.packets.sections import (
    contents,
    inventory,
    keyed_sheets,
    marked_pages_of,
    pages_of,
)
from compliance.packets.sections.contents import Contents
from compliance.packets.sections.inventory import Inventory
from compliance.pdf.appearance import Appearance
from compliance.pdf.layout import Layout, lay_out, settle
from compliance.pdf.parts import Attachment, Metadata, Part, Relation
from compliance.pdf.printed import Rendered
from compliance.pdf.printer import assemble
from compliance.pdf.refusals import AssemblyRefused
from portal.files.store import Store

NOTE_ON_THE_TRAIL = (
    "Withheld: what belongs to other matters, or to a section that was left out. Redacted: told "
    "without the mail addresses in it. In both cases the SHA-256 of the payload stands in its "
    "place, and the chain verifies."
)
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
    """Contents and the first pages of the manifest, which depend on where everything stands."""

    contents: Rendered
    inventory: Rendered
    manifest: bytes


@dataclass
class Assembly:
    """The parts of one packet as they get ready: printed by us, or pages from elsewhere.

    `printed` and `foreign` are by key of the part; of pages from elsewhere the number is kept.
    `sheets` has the parts of each section.
    """

    content: Content
    press: Press
    store: Store
    printed: dict[str, Rendered] = field(default_factory=dict)
    foreign: dict[str, int] = field(default_factory=dict)
    sheets: dict[str, list[str]] = field(default_factory=dict)

    def keep(self, section: str, part: str, made: Rendered) -> None:
        """Take in a printed stretch of a section; in order, from its first."""
        self.printed[part] = made
        self.sheets.setdefault(section, []).append(part)

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
        guess = lay_out([(key, self._known_pages().get(key, 1)) for key in self._keys()])
        draft = self._inventory(guess, self._canonical(guess, audit), audit)
        for key, sheet in keyed_sheets(draft):
            self.keep(draft.key, key, self.press.print(sheet))
        length = self.printed[MANIFEST_PART].pages
        known = self._known_pages()
        layout, lists = settle(
            [(key, known.get(key, 1)) for key in self._keys()],
            CONTENTS,
            lambda layout: self._lists(layout, audit),
            lambda lists: lists.contents.pages,
        )
        if lists.inventory.pages != length:
            raise AssemblyRefused("The manifest changes its length with its page numbers.")
        return layout, lists

    def _lists(self, layout: Layout, audit: bytes) -> Lists:
        content, manifest = self.content, self._canonical(layout, audit)
        return Lists(
            self.press.print(
                contents(content.headings, content.exhibits, layout, content.omissions)
            ),
            self.press.print(self._inventory(layout, manifest, audit).sheets[0]),
            manifest,
        )

    def _inventory(self, layout: Layout, manifest: bytes, audit: bytes) -> Inventory:
        return inventory(
            self.content.head,
            self.content.exhibits,
            self.content.left_out,
            not_kept=self.content.not_kept,
            layout=layout,
            manifest=manifest,
            audit=audit,
        )

    def _keys(self) -> Iterator[str]:
        """Every part in the order in which it stands."""
        yield from (COVER, CONTENTS)
        for heading in self.content.headings:
            yield from self.sheets.get(heading.key, [heading.key])
        for exhibit in self.content.exhibits:
            yield exhibit.key
            if exhibit.pages_key in self.foreign:
                yield exhibit.pages_key

    def _known_pages(self) -> dict[str, int]:
        return {key: printed.pages for key, printed in self.printed.items()} | self.foreign

    def _parts(self) -> Iterator[Part]:
        titles = {COVER: "Cover", CONTENTS: Contents.title}
        titles |= {heading.key: heading.title for heading in self.content.headings}
        later = {sheet: titles[key] for key, sheets in self.sheets.items() for sheet in sheets[1:]}
        exhibits = {exhibit.key: exhibit for exhibit in self.content.exhibits}
        owners = {exhibit.pages_key: exhibit for exhibit in self.content.exhibits}
        for key in self._keys():
            if key in owners:
                yield self._pages_of(owners[key])
            elif key in exhibits:
                yield self._ours(key, exhibits[key].title)
            elif key in later:
                yield self._ours(key, later[key], opens=False)
            else:
                yield self._ours(key, titles[key], covers=key == COVER)

    def _ours(self, key: str, title: str, *, opens: bool = True, covers: bool = False) -> Part:
        running = f"{self.content.running} · {title}"
        bookmark = title if opens else None
        return Part(key, self.printed[key].pdf, bookmark, running=running, covers=covers)

    def _pages_of(self, exhibit: Exhibit) -> Part:
        sha256 = exhibit.document.content.printable
        path = self.store.path(sha256)
        return Part(
            exhibit.pages_key,
            path,
            None,
            foreign=True,
            running=f"{self.content.running} · {exhibit.title}",
            mark=exhibit.document.mark,
            ready=self.press.shelf.document(path, sha256),
        )

    def _metadata(self) -> Metadata:
        facts = self.content.facts
        return Metadata(
            title=f"Compliance packet {facts['number']}: {facts['client']}, {facts['title']}",
            author=self.content.author,
            subject=f"State as of {facts['as_of'].isoformat()}, for {facts['audience']}",
            created=self.content.created,
        )

    def _canonical(self, layout: Layout, audit: bytes) -> bytes:
        content = self.content
        manifest = Manifest(
            packet=content.facts,
            items=tuple(
                item_of(exhibit, pages_of(exhibit, layout), marked_pages_of(exhibit, layout))
                for exhibit in content.exhibits
            ),
            left_out=content.left_out,
            audit=content.head.told() | _trail(content.extract["rows"], audit),
            requirements=content.requirements,
            people=content.people,
            sections=content.told,
        )
        return canonical(manifest)

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


def _trail(rows: Sequence[Mapping[str, Any]], audit: bytes) -> dict[str, Any]:
    """What the manifest says of audit.json, with what is not told in it and why."""
    redacted = sum("redacted" in row for row in rows)
    untold = sum(row["payload"] is None for row in rows)
    return {
        "file": AUDIT,
        "sha256": sha256(audit).hexdigest(),
        "size": len(audit),
        "rows": len(rows),
        "redacted": redacted,
        "withheld": untold - redacted,
        "note": NOTE_ON_THE_TRAIL,
    }


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
