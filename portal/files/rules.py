"""What a file may be, how it is named, and the words with which one is refused."""

import unicodedata
from enum import StrEnum
from pathlib import PurePosixPath

LONGEST_NAME = 120


class FileKind(StrEnum):
    """The kinds that are taken; everything else is refused."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    XLSX = "xlsx"
    DOCX = "docx"
    CSV = "csv"
    JSON = "json"
    TEXT = "text"

    @property
    def label(self) -> str:
        """The kind as a noun in a sentence: "a PDF"."""
        return _LABELS[self]

    @property
    def mime(self) -> str:
        """The media type, as written into the row and the manifest."""
        return _MIMES[self]

    @property
    def extensions(self) -> tuple[str, ...]:
        """Endings that tell the truth about this kind, the usual one first."""
        return _EXTENSIONS[self]


# A Word document is a text that anybody may go on writing: taken only where one is asked for.
EVERY_KIND = frozenset(FileKind) - {FileKind.DOCX}
PICTURES = frozenset({FileKind.PNG, FileKind.JPEG})
WRITING = frozenset({FileKind.CSV, FileKind.JSON, FileKind.TEXT})
OFFICE = frozenset({FileKind.XLSX, FileKind.DOCX})

_LABELS = {
    FileKind.PDF: "a PDF",
    FileKind.PNG: "a PNG picture",
    FileKind.JPEG: "a JPEG picture",
    FileKind.XLSX: "an Excel workbook (XLSX)",
    FileKind.DOCX: "a Word document (DOCX)",
    FileKind.CSV: "a CSV table",
    FileKind.JSON: "a JSON file",
    FileKind.TEXT: "plain text",
}
_MIMES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.CSV: "text/csv",
    FileKind.JSON: "application/json",
    FileKind.TEXT: "text/plain",
}
_EXTENSIONS = {
    FileKind.PDF: (".pdf",),
    FileKind.PNG: (".png",),
    FileKind.JPEG: (".jpg", ".jpeg"),
    FileKind.XLSX: (".xlsx",),
    FileKind.DOCX: (".docx",),
    FileKind.CSV: (".csv", ".tsv"),
    FileKind.JSON: (".json",),
    FileKind.TEXT: (".txt", ".log", ".md", ".yaml", ".yml", ".toml", ".ini", ".out"),
}


class FileRefused(Exception):
    """A file was not taken. The message is a sentence for the person who sent it."""


class FileTooLarge(FileRefused):
    """More bytes came than are taken in one file."""


class FileNotStored(FileRefused):
    """The bytes were fine, but the disk did not take them."""


class FileMissing(FileRefused):
    """A row names bytes that are not in the store."""


def too_large(name: str, *, cap: int) -> FileTooLarge:
    """The refusal of a file with more than `cap` bytes."""
    return FileTooLarge(
        f"“{name}” is larger than {in_words(cap)}, the most that one file may have. Nothing of it "
        "was kept. Split it, or save it with smaller pictures, and upload it again."
    )


def in_words(size: int) -> str:
    """A number of bytes as people read it: 104857600 is "100 MB"."""
    for unit, factor in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= factor:
            return f"{size / factor:.1f}".removesuffix(".0") + f" {unit}"
    return f"{size} bytes"


def claimed_kinds(name: str) -> frozenset[FileKind]:
    """The kinds that the ending of a name promises; empty when it promises nothing we know.

    Endings of text are one family: a log may be named .txt, and a .json may hold text.
    """
    ending = PurePosixPath(name).suffix.lower()
    kinds = frozenset(kind for kind in FileKind if ending in kind.extensions)
    return WRITING if kinds & WRITING else kinds


def check_claim(name: str, kind: FileKind) -> None:
    """Refuse a file whose name promises another kind than its bytes are."""
    claimed = claimed_kinds(name)
    if claimed and kind not in claimed:
        raise FileRefused(
            f"The name “{name}” promises something else than the file holds: its content is "
            f"{kind.label}. Nothing of it was kept. Give it its true ending "
            f"({kind.extensions[0]}), or export it again, and upload it."
        )


def clean_name(name: str, kind: FileKind | None = None) -> str:
    """A name that is safe to show and to save under, with an ending that fits the kind.

    Control characters, marks that turn the direction of writing and path separators go. A script
    becomes "deploy.sh.txt", so that nobody's double click runs evidence.
    """
    kept = "".join(
        " " if char in "/\\:" else char
        for char in unicodedata.normalize("NFC", name)
        if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
    plain = " ".join(kept.split()).strip(". ") or "file"
    stem, ending = PurePosixPath(plain).stem, PurePosixPath(plain).suffix
    if kind and ending.lower() not in kind.extensions:
        stem, ending = plain, kind.extensions[0]
    return stem[: LONGEST_NAME - len(ending)] + ending
