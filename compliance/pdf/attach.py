"""Files embedded in a PDF, bit for bit."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, String

BLOCK = 1 << 20


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


@contextmanager
def attached(pdf: Pdf, attachments: Sequence[Attachment]) -> Iterator[None]:
    """Embed the files. Save `pdf` within the block: only then are they read."""
    with ExitStack() as open_files, TemporaryDirectory() as folder:
        specifications = []
        for number, one in enumerate(sorted(attachments, key=lambda one: one.name)):
            stream = _stream(pdf, one, Path(folder) / f"{number}.pdf", open_files)
            specifications.append((one.name, _specification(pdf, one, stream)))
        if specifications:
            tree = NameTree.new(pdf)
            for name, specification in specifications:
                tree[name] = specification
            names = pdf.Root.get(Name.Names, Dictionary())
            names[Name.EmbeddedFiles] = tree.obj
            pdf.Root[Name.Names] = names
            pdf.Root[Name.AF] = Array([specification for _, specification in specifications])
        yield


def _specification(pdf: Pdf, one: Attachment, stream: Object) -> Object:
    stream[Name.Type] = Name.EmbeddedFile
    stream[Name.Subtype] = Name(f"/{one.media_type}")
    stream[Name.Params] = Dictionary(Size=_size(one), ModDate=String(pdf_date(one.modified)))
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


def _stream(pdf: Pdf, one: Attachment, wrapper: Path, open_files: ExitStack) -> Object:
    if isinstance(one.content, bytes):
        return pdf.make_stream(one.content)
    # pikepdf makes streams from memory only, but copies them from other PDFs without loading them.
    # So the file is wrapped in the smallest PDF that can hold it.
    _wrap(one.content, wrapper)
    return pdf.copy_foreign(open_files.enter_context(Pdf.open(wrapper)).Root.Wrapped)


def _wrap(source: Path, wrapper: Path) -> None:
    size = source.stat().st_size
    with source.open("rb") as content, wrapper.open("wb") as out:
        offsets = []
        for number, body in enumerate(
            (
                b"<< /Type /Catalog /Pages 2 0 R /Wrapped 3 0 R >>",
                b"<< /Type /Pages /Kids [] /Count 0 >>",
            ),
            start=1,
        ):
            out.write(b"%PDF-1.7\n" if number == 1 else b"")
            offsets.append(out.tell())
            out.write(b"%d 0 obj %b endobj\n" % (number, body))
        offsets.append(out.tell())
        out.write(b"3 0 obj << /Length %d >> stream\n" % size)
        while block := content.read(BLOCK):
            out.write(block)
        out.write(b"\nendstream endobj\n")
        table = out.tell()
        entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        out.write(b"xref\n0 4\n0000000000 65535 f \n" + entries)
        out.write(b"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table)


def _size(one: Attachment) -> int:
    content = one.content
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def pdf_date(at: datetime) -> str:
    """An instant as PDF writes it (ISO 32000-1, 7.9.4), in UTC."""
    return f"{at.astimezone(UTC):D:%Y%m%d%H%M%S}Z"
