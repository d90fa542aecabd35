"""Putting a document together from parts: ours, and PDFs from elsewhere, appended as they are.

Nothing is laid out again here; parts are copied, so that the cost does not grow with what they show
and memory does not grow with how much there is.
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pikepdf import ObjectStreamMode, Pdf, StreamDecodeLevel

from compliance.pdf.attach import attach
from compliance.pdf.destinations import Destinations
from compliance.pdf.foreign import open_pdf, strip
from compliance.pdf.gather import gathered
from compliance.pdf.layout import Layout, lay_out
from compliance.pdf.metadata import describe
from compliance.pdf.navigate import connect, moved, write_outline
from compliance.pdf.parts import Attachment, Bookmark, Metadata, Part, Prepared
from compliance.pdf.saving import save
from compliance.pdf.stamp import Stamp, Stamper
from compliance.pdf.tags import Tags, is_tagged
from compliance.pdf.typecase import Typecase


def assemble(
    parts: Sequence[Part],
    target: Path,
    *,
    metadata: Metadata,
    attachments: Sequence[Attachment] = (),
) -> Layout:
    """Write the parts as one PDF to `target`, by rename; the same input gives the same bytes.

    Raises `SourceRefused` for a part that cannot be used and `AssemblyRefused` for a link that
    leads nowhere; then there is no `target`.
    """
    foreign = [part.ready or part.pdf for part in parts if part.foreign]
    with gathered(foreign, attachments, beside=target) as base:
        assembly = _Assembly(base.pdf)
        waiting = iter(base.foreign)
        for part in parts:
            if part.foreign:
                assembly.pass_over(part, next(waiting))
            else:
                with open_pdf(part.pdf) as source:
                    assembly.insert(part, source)
        layout = assembly.finish()
        describe(base.pdf, metadata, archival=not foreign)
        attach(base.pdf, attachments, base.files)
        _save(base.pdf, target)
    return layout


class _Assembly:
    """A document that grows part by part around the foreign pages that are already in it."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._tags = Tags(pdf)
        self._typecase = Typecase(pdf)
        self._parts: list[tuple[Part, int]] = []
        self._bookmarks: list[Bookmark] = []
        self._next = 0

    def pass_over(self, part: Part, prepared: Prepared) -> None:
        """Leave a foreign part where it stands."""
        self._add(part, prepared.pages, prepared.bookmarks)

    def insert(self, part: Part, source: Pdf) -> None:
        """Put a part of ours before the next foreign one."""
        destinations = Destinations(source)
        bookmarks = destinations.bookmarks()
        tagged = is_tagged(source)
        strip(source, destinations, ours=True, tagged=tagged)
        if tagged:
            self._tags.shift(source)
        wanted = self._typecase.collect(source)
        self._pdf.pages[self._next : self._next] = list(source.pages)
        self._typecase.hand_out(wanted, self._next)
        if tagged:
            self._tags.join(source, part.title or part.key)
        self._add(part, len(source.pages), bookmarks)

    def finish(self) -> Layout:
        """Everything that needs all pages in place: numbers, links, tags, bookmarks."""
        layout = lay_out([(part.key, pages) for part, pages in self._parts])
        self._stamp(layout)
        self._typecase.write()
        titles = {part.key: part.title or part.running or part.key for part, _ in self._parts}
        connect(self._pdf, self._own(layout), layout, titles)
        self._tags.write()
        write_outline(self._pdf, self._bookmarks)
        return layout

    def _add(self, part: Part, pages: int, bookmarks: tuple[Bookmark, ...]) -> None:
        inner = moved(bookmarks, self._next)
        if part.title is not None:
            self._bookmarks.append(Bookmark(part.title, self._next, None, inner))
        elif self._bookmarks:
            above = self._bookmarks[-1]
            self._bookmarks[-1] = replace(above, children=(*above.children, *inner))
        else:
            self._bookmarks.extend(inner)
        self._parts.append((part, pages))
        self._next += pages

    def _own(self, layout: Layout) -> Iterator[int]:
        """The pages of ours, from 0."""
        for part, _ in self._parts:
            if not part.foreign:
                yield from range(layout.firsts[part.key] - 1, layout.lasts[part.key])

    def _stamp(self, layout: Layout) -> None:
        stamps: dict[int, Stamp] = {}
        for part, _ in self._parts:
            if part.stamped:
                running = part.running or part.title or ""
                first = layout.firsts[part.key] + part.covers
                for number in range(first, layout.lasts[part.key] + 1):
                    stamps[number] = Stamp(
                        running, number, layout.total, small=part.foreign, mark=part.mark
                    )
        if stamps:
            stamper = Stamper(self._pdf, self._typecase, stamps.values())
            pages = list(self._pdf.pages)
            for number, stamp in stamps.items():
                stamper.stamp(pages[number - 1], stamp)


def _save(pdf: Pdf, target: Path) -> None:
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        save(
            pdf,
            draft,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=ObjectStreamMode.generate,
            # Packs what is not packed yet, the tags above all; what arrives packed stays so.
            compress_streams=True,
            stream_decode_level=StreamDecodeLevel.none,
        )
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
