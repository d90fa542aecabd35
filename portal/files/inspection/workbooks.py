"""Examines Excel workbooks in the child: a ZIP archive of harmless XML, and nothing more."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from portal.files.inspection.terms import Found, Given, answer_to
from portal.files.rules import FileKind, in_words

_CHUNK = 1 << 16
_NEEDED = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_AGAIN = "Open it in Excel, save it anew as an Excel workbook (XLSX), and upload that."
_ONE_BY_ONE = "Upload the files in it one by one."
_OTHERS = (
    ("word/", "is a Word document.", "Save it as a PDF, and upload that."),
    ("ppt/", "is a PowerPoint presentation.", "Save it as a PDF, and upload that."),
    ("content.xml", "is an OpenDocument file.", "Save it as XLSX or PDF, and upload that."),
    ("xl/workbook.bin", "is a binary workbook (XLSB).", _AGAIN),
)
_ACTIVE = (
    (re.compile(r"xl/(vbaProject|macrosheets/|activeX/)", re.IGNORECASE), "holds macros.", _AGAIN),
    (
        re.compile(r"xl/embeddings/", re.IGNORECASE),
        "has other files embedded in its sheets.",
        "Upload those files one by one, and the workbook without them.",
    ),
)
_NESTED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
# The same words in UTF-8 and in both orders of UTF-16.
_DECLARED = re.compile(rb"<\0?!\0?(D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.IGNORECASE)
_COMMANDS = re.compile(rb"<\0?(\w\0?:\0?)?(d\0?d\0?e|o\0?l\0?e)\0?L\0?i\0?n\0?k")
_MACROS = re.compile(rb"macroEnabled|ms-office\.vbaProject|intlmacrosheet|excel\.macrosheet")
_LONGEST_WORD = 64


def answer(job: Mapping[str, Any]) -> dict[str, Any]:
    """What `portal.files.sandbox` calls."""
    return answer_to(job, examine)


def examine(given: Given) -> Found:
    """Check the archive's directory, then every byte that it unpacks to."""
    try:
        with zipfile.ZipFile(given.path) as archive:
            members = archive.infolist()
            _check_directory(given, members)
            _check_parts(given, {member.filename for member in members})
            _check_contents(given, archive, members)
    except (zipfile.BadZipFile, EOFError, zlib.error, UnicodeDecodeError, ValueError) as error:
        raise given.refused("is damaged or incomplete.", advice=_AGAIN) from error
    return Found(FileKind.XLSX, notes=_notes(members))


def _notes(members: list[zipfile.ZipInfo]) -> tuple[str, ...]:
    if any(member.filename.startswith("xl/externalLinks/") for member in members):
        return ("It refers to other workbooks; their values are those it was last saved with.",)
    return ()


def _check_directory(given: Given, members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(names) > given.limits.members:
        raise given.refused(f"has more than {given.limits.members} parts.", advice=_AGAIN)
    if len({name.lower() for name in names}) < len(names) or any(map(_is_odd, names)):
        raise given.refused("has parts with misleading names.", advice=_AGAIN)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise given.refused(
            "is locked with a password.", advice="Save it without one, and upload that."
        )
    if any(member.compress_type not in _METHODS for member in members):
        raise given.refused("is packed in an unusual way.", advice=_AGAIN)


def _is_odd(name: str) -> bool:
    return "\\" in name or name.startswith("/") or ".." in name.split("/") or ":" in name


def _check_parts(given: Given, names: set[str]) -> None:
    for part, what, advice in _OTHERS:
        if any(name.startswith(part) for name in names):
            raise given.refused(what, advice=advice)
    if not names >= _NEEDED:
        raise given.refused("is a ZIP archive.", advice=_ONE_BY_ONE)
    for pattern, what, advice in _ACTIVE:
        if any(pattern.match(name) for name in names):
            raise given.refused(what, advice=advice)


def _check_contents(given: Given, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    room = given.limits.members_total
    for member in members:
        most = min(room, given.limits.member_bytes)
        unpacked = 0
        for part, text in _read(archive, member):
            unpacked += len(part)
            if unpacked > most:
                raise given.refused(
                    f"unpacks to more than {in_words(given.limits.members_total)}, or a sheet of "
                    f"it to more than {in_words(given.limits.member_bytes)}.",
                    advice="Remove empty rows and old sheets, save it anew, and upload that.",
                )
            _check_part(given, member.filename, text, first=unpacked == len(part))
        room -= unpacked


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[tuple[bytes, bytes]]:
    """The unpacked parts, each also with the end of the one before, where a word may be cut."""
    before = b""
    with archive.open(member) as file:
        while part := file.read(_CHUNK):
            yield part, before + part
            before = part[-_LONGEST_WORD:]


def _check_part(given: Given, name: str, text: bytes, *, first: bool) -> None:
    if first and text.startswith(_NESTED):
        raise given.refused("has another archive or file inside.", advice=_ONE_BY_ONE)
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return
    if _DECLARED.search(text):
        raise given.refused("holds XML that Excel does not write.", advice=_AGAIN)
    if name == "[Content_Types].xml" and _MACROS.search(text):
        raise given.refused("holds macros.", advice=_AGAIN)
    if name.startswith("xl/externalLinks/") and _COMMANDS.search(text):
        raise given.refused(
            "runs other programs through its links (DDE or OLE).",
            advice="Remove them in Excel under Data, Edit Links, save it, and upload that.",
        )
