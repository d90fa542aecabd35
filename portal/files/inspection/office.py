"""Examines Office files in the child: a ZIP archive of harmless XML, and nothing more."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.files.inspection import documents, workbooks
from portal.files.inspection.terms import Found, Given, answer_to
from portal.files.rules import FileKind, in_words

_CHUNK = 1 << 16
_TYPES = "[Content_Types].xml"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_AGAIN = "Open it in the program it comes from, save it anew, and upload that."
_ONE_BY_ONE = "Upload the files in it one by one."
_OTHERS = (
    ("ppt/", "is a PowerPoint presentation.", "Save it as a PDF, and upload that."),
    ("content.xml", "is an OpenDocument file.", "Save it as DOCX, XLSX or PDF, and upload that."),
    ("xl/workbook.bin", "is a binary workbook (XLSB).", _AGAIN),
)
_NESTED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
# The same words in UTF-8 and in both orders of UTF-16.
_DECLARED = re.compile(rb"<\0?!\0?(D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.IGNORECASE)
_LONGEST_WORD = 64


@dataclass(frozen=True, slots=True)
class _Format:
    """What makes a file one of its kind, and what is looked for in it beyond the archive."""

    kind: FileKind
    main: str
    check_names: Callable[[Given, set[str]], None]
    check_part: Callable[[Given, str, bytes], None]
    look: Callable[[Given, zipfile.ZipFile], tuple[str, ...]]


_FORMATS = (
    _Format(
        FileKind.XLSX,
        "xl/workbook.xml",
        workbooks.check_names,
        workbooks.check_part,
        workbooks.look,
    ),
    _Format(
        FileKind.DOCX,
        documents.MAIN,
        documents.check_names,
        documents.check_part,
        documents.look,
    ),
)


def answer(job: Mapping[str, Any]) -> dict[str, Any]:
    """What `portal.files.sandbox` calls."""
    return answer_to(job, examine)


def examine(given: Given) -> Found:
    """Check the archive's directory, every byte that it unpacks to, and then what it says."""
    try:
        with zipfile.ZipFile(given.path) as archive:
            members = archive.infolist()
            _check_directory(given, members)
            form = _form(given, {member.filename for member in members})
            _check_contents(given, archive, members, form)
            notes = form.look(given, archive)
    except (zipfile.BadZipFile, EOFError, zlib.error, UnicodeDecodeError, ValueError) as error:
        raise given.refused("is damaged or incomplete.", advice=_AGAIN) from error
    return Found(form.kind, notes=notes)


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


def _form(given: Given, names: set[str]) -> _Format:
    for part, what, advice in _OTHERS:
        if any(name.startswith(part) for name in names):
            raise given.refused(what, advice=advice)
    forms = [form for form in _FORMATS if form.main in names]
    if not forms or _TYPES not in names:
        raise given.refused("is a ZIP archive.", advice=_ONE_BY_ONE)
    if len(forms) > 1:
        raise given.refused(
            "is two things at once: an Excel workbook and a Word document.", advice=_AGAIN
        )
    forms[0].check_names(given, names)
    return forms[0]


def _check_contents(
    given: Given, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], form: _Format
) -> None:
    room = given.limits.members_total
    for member in members:
        most = min(room, given.limits.member_bytes)
        unpacked = 0
        for part, text in _read(archive, member):
            unpacked += len(part)
            if unpacked > most:
                raise given.refused(
                    f"unpacks to more than {in_words(given.limits.members_total)}, or a part of "
                    f"it to more than {in_words(given.limits.member_bytes)}.",
                    advice="Remove what is empty or old from it, save it anew, and upload that.",
                )
            if unpacked == len(part) and text.startswith(_NESTED):
                raise given.refused("has another archive or file inside.", advice=_ONE_BY_ONE)
            if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                _check_xml(given, member.filename, text, form)
        room -= unpacked


def _check_xml(given: Given, name: str, text: bytes, form: _Format) -> None:
    if _DECLARED.search(text):
        raise given.refused("holds XML that Office does not write.", advice=_AGAIN)
    form.check_part(given, name, text)


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[tuple[bytes, bytes]]:
    """The unpacked parts, each also with the end of the one before, where a word may be cut."""
    before = b""
    with archive.open(member) as file:
        while part := file.read(_CHUNK):
            yield part, before + part
            before = part[-_LONGEST_WORD:]
