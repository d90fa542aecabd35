"""Writes PDFs object by object, also ones that no decent program would write."""

import re
from collections.abc import Mapping

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>"
TEXT = b"BT /F1 12 Tf 72 720 Td (Access is reviewed each quarter.) Tj ET"
NEVER_USED = 900


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


PLAIN = {
    1: b"<< /Type /Catalog /Pages 2 0 R >>",
    2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    3: PAGE,
    4: stream(TEXT),
}


def pdf(changed: Mapping[int, bytes] | None = None, *, version: bytes = b"1.7") -> bytes:
    """A PDF of one page of text, with some of its objects replaced or added."""
    out = b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % version
    objects = {**PLAIN, **(changed or {})}
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        known = number in places
        out += b"%010d %05d %s \n" % (
            places.get(number, 0),
            0 if known else 65535,
            b"fn"[known:][:1],
        )
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


def catalog(entries: bytes) -> dict[int, bytes]:
    return {1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % entries}


def page(entries: bytes) -> dict[int, bytes]:
    return {3: PAGE[:-2] + entries + b" >>"}


def link(action: bytes) -> dict[int, bytes]:
    """A page with a link that does this."""
    return page(b"/Annots [<< /Type /Annot /Subtype /Link /Rect [10 10 90 30] /A %s >>]" % action)


def annotation(entries: bytes) -> dict[int, bytes]:
    return page(b"/Annots [<< /Type /Annot /Rect [10 10 90 30] %s >>]" % entries)


def with_wrong_offsets(data: bytes) -> bytes:
    """The same file with a cross-reference table that points nowhere."""
    return re.sub(rb"\n00000\d{5} 00000 n", b"\n0000000007 00000 n", data)
