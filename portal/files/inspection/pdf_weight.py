"""How heavy a PDF is: pages, their sizes, objects, and what its streams unpack to."""

import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pikepdf import (
    Array,
    Dictionary,
    Integer,
    Name,
    Object,
    Page,
    Pdf,
    PdfError,
    Real,
    Stream,
    StreamDecodeLevel,
)

from portal.files.inspection.terms import Given
from portal.files.rules import FileRefused

_STEP = 1 << 20
_FLATE = {"/FlateDecode", "/Fl"}
_ASCII = {"/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx"}
_PICTURE = {"/DCTDecode", "/DCT", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/CCF"}
_MOST_OF_ASCII = 4  # "z" stands for four zero bytes
_MOST_OF_FLATE = 1_032  # https://zlib.net/zlib_tech.html
_CHANNELS = 4
_BOMB = "unpacks to far more than a PDF of its size should."
_AGAIN = "Print it to a new PDF with ordinary pages, and upload that."


def count_pages(pdf: Pdf, given: Given) -> int:
    """Count the pages by walking their tree, before qpdf flattens it: a million references to
    one page are a few kilobytes.

    A tree that names something else than pages, or counts them wrongly, has lost some.
    """
    root = pdf.Root.get("/Pages")
    pending: list[Object | None] = [root]
    count = visited = 0
    while pending:
        node = pending.pop()
        visited += 1
        if not isinstance(node, Dictionary):
            raise PdfError("The tree of pages names something else than pages.")
        kids = node.get("/Kids")
        if not isinstance(kids, Array):
            count += 1
            continue
        if len(kids) + len(pending) + visited > 2 * given.limits.pages:
            raise _too_many_pages(given)
        pending.extend(kids)
    if count > given.limits.pages:
        raise _too_many_pages(given)
    if not isinstance(root, Dictionary) or root.get("/Count") != count:
        raise PdfError("The tree of pages counts them wrongly.")
    return count


def check_pages(pdf: Pdf, given: Given) -> None:
    """Refuse pages whose sizes no paper and no screen could have, and a file without pages."""
    if not len(pdf.pages):
        raise given.refused("has no pages.", advice=_AGAIN)
    for page in pdf.pages:
        width, height = _extent(page)
        if not (0 < width <= given.limits.page_points and 0 < height <= given.limits.page_points):
            raise given.refused("has a page of impossible size.", advice=_AGAIN)


def _too_many_pages(given: Given) -> FileRefused:
    return given.refused(f"has more than {given.limits.pages} pages.", advice="Upload it in parts.")


def _extent(page: Page) -> tuple[float, float]:
    left, bottom, right, top = (_number(side) for side in page.mediabox)
    unit = _number(page.obj.get("/UserUnit", 1))
    return abs(right - left) * unit, abs(top - bottom) * unit


def _number(value: object) -> float:
    # Numbers of an object that qpdf made up itself come as Python's own.
    if isinstance(value, int | Decimal | Integer | Real):
        return float(value)
    return float("nan")


def check_streams(pdf: Pdf, given: Given) -> int:
    """Unpack every stream in small steps without keeping it; give how many are damaged.

    Refuses more objects, longer chains of filters, and larger contents than the limits allow.
    """
    room, damaged = given.limits.inflated_total, 0
    for number, item in enumerate(pdf.objects):
        if number >= given.limits.objects:
            raise _too_heavy(given, f"consists of more than {given.limits.objects} objects.")
        if not isinstance(item, Stream):
            continue
        try:
            room -= _unpacked(item, min(room, given.limits.inflated_stream), given)
        except (zlib.error, _Undecodable):
            damaged += 1
    return damaged


def _unpacked(stream: Stream, most: int, given: Given) -> int:
    """The unpacked size of a stream, as far as it can be told without drawing pictures."""
    _check_picture(stream, given)
    filters = _filters(stream)
    if len(filters) > given.limits.filters:
        raise _too_heavy(given, "is packed too many times over.")
    packed = [name for name in filters if name not in _PICTURE]
    if all(name in _FLATE for name in packed):
        size = _inflated(stream.read_raw_bytes(), len(packed), most) if packed else 0
    elif len(packed) < len(filters):
        size = _at_most(len(stream.read_raw_bytes()), packed)
    else:
        size = _decoded(stream, given)
    if size > most:
        raise _too_heavy(given, _BOMB)
    return size


def _check_picture(stream: Stream, given: Given) -> None:
    if stream.get("/Subtype") != Name.Image:
        return
    width, height = _number(stream.get("/Width")), _number(stream.get("/Height"))
    depth = _number(stream.get("/BitsPerComponent", 8))
    if width * height * depth * _CHANNELS / 8 > given.limits.inflated_stream:
        raise _too_heavy(given, "has a picture of impossible size.")


def _filters(stream: Stream) -> list[str]:
    filters = stream.get("/Filter")
    if isinstance(filters, Array):
        return [str(name) for name in filters]
    return [] if filters is None else [str(filters)]


def _inflated(raw: bytes, times: int, most: int) -> int:
    chunks: Iterable[bytes] = [raw]
    for _ in range(times):
        chunks = _inflate(chunks)
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            break
    return size


def _inflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    machine = zlib.decompressobj()
    for chunk in chunks:
        waiting = chunk
        while waiting and not machine.eof:
            yield machine.decompress(waiting, _STEP)
            waiting = machine.unconsumed_tail


def _at_most(size: int, filters: list[str]) -> int:
    for name in filters:
        size *= _MOST_OF_ASCII if name in _ASCII else _MOST_OF_FLATE
    return size


def _decoded(stream: Stream, given: Given) -> int:
    """Unpacked by qpdf in one piece, under its own limits and the memory of this process."""
    try:
        return len(stream.read_bytes(StreamDecodeLevel.specialized))
    except PdfError as error:
        if "memory limit" in str(error):
            raise _too_heavy(given, _BOMB) from error
        raise _Undecodable from error


class _Undecodable(Exception):
    """A stream that does not unpack."""


def _too_heavy(given: Given, what: str) -> FileRefused:
    return given.refused(what, advice=_AGAIN)
