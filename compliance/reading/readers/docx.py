"""Reads a Word document in the child: paragraphs and rows as lines, what was deleted left out."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from compliance.reading.readers.terms import Read, Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
_LARGEST = 64 << 20
_LEFT_OUT = {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr")}
_LEFT_OUT |= {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}


def read(path: Path) -> Read:
    """Give the text as one page: Word has none until it prints.

    Numbers that Word counts itself are not in the text; a bullet stands for each.
    """
    body = _root(path).find(f"{_W}body")
    if body is None:
        raise Unreadable("The Word document has no text.")
    return Read(texts=["\n\n".join(line for line in _blocks(body) if line.strip())])


def _root(path: Path) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_MAIN) as part:
            content = part.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise Unreadable("The Word document unpacks to more than can be read.")
        root = etree.fromstring(content, parser)
    except (zipfile.BadZipFile, KeyError, EOFError, zlib.error, NotImplementedError) as error:
        raise Unreadable("The file is not a Word document, or is damaged.") from error
    except (etree.XMLSyntaxError, RuntimeError) as error:
        raise Unreadable("The Word document is damaged or locked.") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable("The Word document holds XML that Word does not write.")
    return root


def _blocks(parent: etree._Element) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}p":
            yield _paragraph(child)
        elif child.tag == f"{_W}tr":
            cells = (" ".join(_blocks(cell)) for cell in _cells(child))
            yield " | ".join(cell for cell in cells if cell.strip())
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            yield from _blocks(child)  # tables, content controls, tracked insertions


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"}:
            yield from _cells(child)


def _paragraph(paragraph: etree._Element) -> str:
    text = " ".join("".join(_runs(paragraph)).split())
    listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    return f"• {text}" if listed and text else text


def _runs(parent: etree._Element) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            yield from _runs(child)
