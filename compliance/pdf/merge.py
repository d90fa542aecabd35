"""Putting a document together from parts: ours, and PDFs from elsewhere, appended as they are.

Nothing is laid out again here; parts are copied, so that the cost does not grow with what they show
and memory does not grow with how much there is.
"""

import os
import secrets
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from pikepdf import ObjectStreamMode, Pdf

from compliance.pdf.attach import Attachment, attached
from compliance.pdf.destinations import Bookmark, Destinations
from compliance.pdf.foreign import flatten, open_pdf, strip
from compliance.pdf.layers import Layers
from compliance.pdf.layout import Layout, lay_out
from compliance.pdf.metadata import Metadata, describe
from compliance.pdf.navigate import connect, moved, write_outline
from compliance.pdf.stamp import Stamp, Stamper
from compliance.pdf.tags import Tags, is_tagged


@dataclass(frozen=True)
class Part:
    """A stretch of pages.

    `key` is what links call it (`app:part/KEY`). `title` is its bookmark; without one its own
    bookmarks go under the part before it, as those of a document go under its divider. `foreign`
    pages come from elsewhere: their look is not touched. `running` is the short title in the
    margin; `stamped` says whether page numbers are drawn at all.
    """

    key: str
    pdf: bytes | Path
    title: str | None
    foreign: bool = False
    running: str | None = None
    stamped: bool = True


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
    with ExitStack() as sources, Pdf.new() as pdf:
        assembly = _Assembly(pdf)
        for part in parts:
            assembly.add(part, sources.enter_context(open_pdf(part.pdf)))
        layout = assembly.finish()
        describe(pdf, metadata, archival=not any(part.foreign for part in parts))
        sources.enter_context(attached(pdf, attachments))
        _save(pdf, target)
    return layout


class _Assembly:
    """A document that grows part by part."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._tags = Tags(pdf)
        self._layers = Layers(pdf)
        self._parts: list[tuple[Part, int]] = []
        self._bookmarks: list[Bookmark] = []

    def add(self, part: Part, source: Pdf) -> None:
        first = len(self._pdf.pages)
        if part.foreign:
            flatten(source)
        destinations = Destinations(source)
        bookmarks = moved(destinations.bookmarks(), first)
        tagged = not part.foreign and is_tagged(source)
        strip(source, destinations, tagged=tagged)
        if tagged:
            self._tags.shift(source)
        self._pdf.pages.extend(source.pages)
        if tagged:
            self._tags.join(source, part.title or part.key)
        self._layers.join(source)
        self._bookmark(part, first, bookmarks)
        self._parts.append((part, len(source.pages)))

    def finish(self) -> Layout:
        layout = lay_out([(part.key, pages) for part, pages in self._parts])
        self._stamp(layout)
        titles = {part.key: part.title or part.running or part.key for part, _ in self._parts}
        connect(self._pdf, layout, titles)
        self._tags.write()
        self._layers.write()
        write_outline(self._pdf, self._bookmarks)
        return layout

    def _bookmark(self, part: Part, first: int, inner: tuple[Bookmark, ...]) -> None:
        if part.title is not None:
            self._bookmarks.append(Bookmark(part.title, first, None, inner))
        elif self._bookmarks:
            above = self._bookmarks[-1]
            self._bookmarks[-1] = replace(above, children=(*above.children, *inner))
        else:
            self._bookmarks.extend(inner)

    def _stamp(self, layout: Layout) -> None:
        stamps: dict[int, Stamp] = {}
        for part, _ in self._parts:
            if part.stamped:
                running = part.running or part.title or ""
                for number in range(layout.firsts[part.key], layout.lasts[part.key] + 1):
                    stamps[number] = Stamp(running, number, layout.total, small=part.foreign)
        if stamps:
            stamper = Stamper(self._pdf, stamps.values())
            for number, stamp in stamps.items():
                stamper.stamp(self._pdf.pages[number - 1], stamp)


def _save(pdf: Pdf, target: Path) -> None:
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        with draft.open("xb") as out:
            pdf.save(
                out,
                min_version="1.7",
                deterministic_id=True,
                object_stream_mode=ObjectStreamMode.generate,
            )
            out.flush()
            os.fsync(out.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
