"""Files embedded in a PDF, bit for bit."""

import os
import shutil
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, String

from compliance.pdf.parts import Attachment

BLOCK = 1 << 20
LUGGAGE = Name("/CountersignFile")


def wrap(sources: Sequence[Path], target: Path) -> None:
    """Put files, as they are, into the smallest PDF that can carry them: an empty page with a list
    of streams.

    Streams made by pikepdf are held in memory; streams that come from another PDF are not.
    """
    carried = b" ".join(b"%d 0 R" % number for number in range(4, 4 + len(sources)))
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 9 9 ] /Resources << >> %b [ %b ] >>"
        % (LUGGAGE.unparse(), carried),
    )
    with target.open("wb") as out:
        out.write(b"%PDF-1.7\n")
        offsets = []
        for number, body in enumerate(objects, start=1):
            offsets.append(out.tell())
            out.write(b"%d 0 obj %b endobj\n" % (number, body))
        for number, source in enumerate(sources, start=4):
            offsets.append(out.tell())
            _write_stream(out, number, source)
        table, size = out.tell(), len(offsets) + 1
        entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size + entries)
        out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, table))


def _write_stream(out: BinaryIO, number: int, source: Path) -> None:
    with source.open("rb") as content:
        size = os.fstat(content.fileno()).st_size
        out.write(b"%d 0 obj << /Length %d >> stream\n" % (number, size))
        shutil.copyfileobj(content, out, BLOCK)
        out.write(b"\nendstream endobj\n")


def attach(pdf: Pdf, attachments: Sequence[Attachment], carried: dict[str, Object]) -> None:
    """Embed the files; those on disk come as streams that a page carried in, by name."""
    if not attachments:
        return
    tree = NameTree.new(pdf)
    related = []
    for one in sorted(attachments, key=lambda one: one.name):
        stream = carried[one.name] if one.name in carried else _stream(pdf, one)
        tree[one.name] = _specification(pdf, one, stream)
        related.append(tree[one.name])
    names = pdf.Root.get(Name.Names, Dictionary())
    names[Name.EmbeddedFiles] = tree.obj
    pdf.Root[Name.Names] = names
    pdf.Root[Name.AF] = Array(related)


def _stream(pdf: Pdf, one: Attachment) -> Object:
    if not isinstance(one.content, bytes):
        raise TypeError("a file on disk is carried in by a page")
    return pdf.make_stream(zlib.compress(one.content, 9), Filter=Name.FlateDecode)


def _specification(pdf: Pdf, one: Attachment, stream: Object) -> Object:
    content = one.content
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    stream[Name.Type] = Name.EmbeddedFile
    stream[Name.Subtype] = Name(f"/{one.media_type}")
    stream[Name.Params] = Dictionary(Size=size, ModDate=String(pdf_date(one.modified)))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(one.name),
            UF=String(one.name),
            Desc=String(one.description),
            AFRelationship=Name(f"/{one.relation}"),
            EF=Dictionary(F=stream, UF=stream),
        )
    )


def pdf_date(at: datetime) -> str:
    """An instant as PDF writes it (ISO 32000-1, 7.9.4), in UTC."""
    return f"{at.astimezone(UTC):D:%Y%m%d%H%M%S}Z"
