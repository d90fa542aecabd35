"""Opening a PDF that nobody vouches for yet, and the files embedded in it."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from countersign_cli.refusals import BROKEN, Unreadable

HEADER_WITHIN = 1024
DEEPEST_TREE = 32
MOST_FILES = 10_000
BLOCK = 1 << 20


@dataclass(frozen=True)
class Embedded:
    """A file inside the PDF: its name and the stream that holds it, not yet unpacked."""

    name: str
    stream: generic.StreamObject


def open_pdf(file: BinaryIO) -> PdfFileReader:
    """A reader on a PDF that is whole enough to be examined, else `Unreadable`."""
    file.seek(0)
    if b"%PDF-" not in file.read(HEADER_WITHIN):
        raise Unreadable("This is not a PDF file.")
    try:
        reader = PdfFileReader(file)
        encrypted = reader.encrypted
        if not encrypted:
            _ = reader.root["/Pages"]["/Count"]
    except BROKEN as error:
        raise Unreadable(f"The PDF is damaged or cut off: {error}") from error
    if encrypted:
        raise Unreadable("The PDF is encrypted. The portal never seals encrypted files.")
    return reader


def page_count(reader: PdfFileReader) -> int:
    return int(reader.root["/Pages"]["/Count"])


def embedded_files(reader: PdfFileReader) -> Iterator[Embedded]:
    """Every file in the catalogue's name tree, as the tree orders them."""
    names = entry(reader.root, "/Names")
    tree = None if names is None else entry(names, "/EmbeddedFiles")
    if tree is not None:
        for name, specification in _leaves(tree, depth=0):
            yield Embedded(name, specification["/EF"]["/F"])


def entry(dictionary: generic.DictionaryObject, key: str) -> Any:
    """What a key leads to, through references, or None. (The library's own get() stops at them.)"""
    if key in dictionary:
        return dictionary[key]
    return None


def measure(stream: generic.StreamObject, *, largest: int) -> tuple[str, int]:
    """SHA-256 (hex) and size of the unpacked file, unpacked in blocks and no further than asked.

    A file larger than `largest` gives a size beyond it and a hash of what was read so far.
    """
    digest = sha256()
    size = 0
    for block in _unpack(stream):
        digest.update(block)
        size += len(block)
        if size > largest:
            break
    return digest.hexdigest(), size


def read(stream: generic.StreamObject, *, largest: int) -> bytes:
    """The unpacked file, refused when it is larger than `largest` bytes."""
    content = bytearray()
    for block in _unpack(stream):
        content += block
        if len(content) > largest:
            raise ValueError("an embedded file is larger than it may be")
    return bytes(content)


def _leaves(
    node: generic.DictionaryObject, *, depth: int
) -> Iterator[tuple[str, generic.DictionaryObject]]:
    if depth > DEEPEST_TREE:
        raise ValueError("the tree of embedded files is too deep")
    pairs = entry(node, "/Names") or []
    if len(pairs) > 2 * MOST_FILES:
        raise ValueError("there are too many embedded files")
    for position in range(0, len(pairs) - 1, 2):
        yield str(pairs[position]), pairs[position + 1]
    kids = entry(node, "/Kids") or []
    for position in range(len(kids)):  # by position, because that is what follows references
        yield from _leaves(kids[position], depth=depth + 1)


def _unpack(stream: generic.StreamObject) -> Iterator[bytes]:
    filters = entry(stream, "/Filter")
    names = filters if isinstance(filters, list) else [filters] if filters else []
    packed = memoryview(stream.encoded_data)
    if not names:
        for start in range(0, len(packed), BLOCK):
            yield bytes(packed[start : start + BLOCK])
    elif names == ["/FlateDecode"] and "/DecodeParms" not in stream:
        yield from _inflate(packed)
    else:
        raise ValueError("an embedded file is packed in a way the portal does not use")


def _inflate(packed: memoryview) -> Iterator[bytes]:
    engine = zlib.decompressobj()
    for start in range(0, len(packed), BLOCK):
        waiting: bytes | memoryview = packed[start : start + BLOCK]
        while waiting:
            yield engine.decompress(waiting, BLOCK)
            waiting = engine.unconsumed_tail
    yield engine.flush()
    if not engine.eof:
        raise ValueError("an embedded file is cut off")
