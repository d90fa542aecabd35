"""Tells from its bytes, never from its name, what a file seems to be."""

import re
import struct

from portal.files.inspection.terms import Given
from portal.files.rules import EVERY_KIND, FileKind, FileRefused

HEAD = 4096
TAIL = 65_557  # the longest end record of a ZIP archive: 22 bytes and a comment
_HEADER_WITHIN = 1024  # readers look for %PDF- this far (ISO 32000-1, annex H.3)
BLANK = b"\0\t\n\f\r \xef\xbb\xbf"


_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"PK\x03\x04", FileKind.XLSX),
)
_ONE_BY_ONE = "Upload the files in it one by one."
_AS_PDF = "Save or print it as a PDF, and upload that."
_AS_JPEG = "Save it as a PNG or JPEG picture, and upload that."
_FOREIGN: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), what, advice)
    for pattern, what, advice in (
        (
            rb"\xd0\xcf\x11\xe0",
            "is an older Word, Excel or Outlook file, or one locked with a password.",
            "Save it as a PDF, or in today’s format (DOCX, XLSX) without a password.",
        ),
        (rb"7z\xbc\xaf|Rar!|\x1f\x8b|BZh\d1AY|\xfd7zXZ|PK\x05\x06", "is an archive.", _ONE_BY_ONE),
        (rb".{257}ustar", "is an archive.", _ONE_BY_ONE),
        (rb".{4}ftyp(hei|hev|mif|msf)", "is a picture in Apple's HEIC format.", _AS_JPEG),
        (
            rb"GIF8[79]a|RIFF.{4}WEBP|II\*\0|MM\0\*|\0\0\x01\0",
            "is a picture, but neither PNG nor JPEG.",
            _AS_JPEG,
        ),
        (
            rb".{4}ftyp|RIFF|OggS|ID3|\x1a\x45\xdf\xa3",
            "is a recording.",
            "Upload pictures of the moments that count, or a text that says what it shows.",
        ),
        (
            rb"\x7fELF|MZ[\x90\0]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe|\0asm",
            "is a program.",
            "Upload a text with its version and checksum instead.",
        ),
        (rb"\{\\rtf", "is a Rich Text file.", _AS_PDF),
        (rb"%!PS|\xc5\xd0\xd3\xc6", "is a PostScript file.", _AS_PDF),
        (
            rb"\s*(<\?xml[^>]*>\s*|<!--.*?-->\s*)*(?i:<(!doctype\s+(html|svg)|(html|head|body|svg|script)\b))",
            "is a web page or a drawing that a browser would run.",
            _AS_PDF,
        ),
    )
)


def sniff(given: Given, *, head: bytes, tail: bytes) -> FileKind:
    """What a file with this beginning and this end (HEAD and TAIL bytes of it) seems to be.

    Every archive is XLSX and all writing is TEXT until it has been examined, also what turns out
    to be a Word document. Refuses what is none of ours, and a file that is two things at once.
    """
    kind = _kind(given, head)
    header = head[: _HEADER_WITHIN + 5].find(b"%PDF-")
    if header > 0 and head[:header].strip(BLANK):
        raise _two_things(given, "a PDF")
    if kind is not FileKind.XLSX and _ends_as_zip(tail):
        raise _two_things(given, "a ZIP archive")
    return kind


def _kind(given: Given, head: bytes) -> FileKind:
    if not head:
        raise given.refused("is empty.", advice="Check the file on your side and upload it again.")
    if head.lstrip(BLANK).startswith(b"%PDF-"):
        return FileKind.PDF
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    return _writing(given, head)


def _writing(given: Given, head: bytes) -> FileKind:
    plain = head.removeprefix(b"\xef\xbb\xbf")
    for pattern, what, advice in _FOREIGN:
        if pattern.match(plain):
            raise given.refused(what, advice=advice)
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        taken = ", ".join(sorted(kind.label for kind in EVERY_KIND))
        raise given.refused(
            "is of a kind that is not taken here.",
            advice=f"What can be uploaded: {taken}. Save it as one of these.",
        )
    return FileKind.TEXT


def _two_things(given: Given, other: str) -> FileRefused:
    return given.refused(
        f"is two things at once: it can also be opened as {other}.",
        advice="Export it again from the program it comes from, and upload that.",
    )


def _ends_as_zip(tail: bytes) -> bool:
    """Whether an archive ends here whose directory stands where its end record says."""
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) < place + 22:
        return False
    entries, size = struct.unpack("<HI", tail[place + 10 : place + 16])
    directory = tail[max(0, place - size) :][:4]
    return bool(entries) and (size > place or directory == b"PK\x01\x02")
