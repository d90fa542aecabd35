"""Reads a Word document in the child: paragraphs and rows as lines, what was deleted left out.

Labels that Word counts itself stand before their paragraphs, notes after the text. Words in heads
and feet of pages, comments and pictures are no part of it.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from compliance.reading.readers.docx_numbers import Numbers
from compliance.reading.readers.terms import Read, Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))
_LARGEST = 64 << 20
_LEFT_OUT = {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr")}
_LEFT_OUT |= {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}ptab": " "}
_BREAKS |= {f"{_W}noBreakHyphen": "-"}
_REFERENCES = {f"{_W}footnoteReference": "note", f"{_W}endnoteReference": "endnote"}
# Boxes of forms in the fonts that Word takes for symbols; what else there is has no fixed meaning.
_SYMBOLS = {"F0A8": "☐", "F06F": "☐", "F0FE": "☒", "F0FD": "☒", "F0FC": "✓", "F0A7": "•"}
_SYMBOLS |= {"F0B7": "•", "2610": "☐", "2611": "☑", "2612": "☒"}


def read(path: Path) -> Read:
    """Give the text as one page: Word has none until it prints."""
    with _opened(path) as archive:
        body = _root(archive, _MAIN).find(f"{_W}body")
        if body is None:
            raise Unreadable("The Word document has no text.")
        numbers = Numbers(_part(archive, "word/numbering.xml"), _part(archive, "word/styles.xml"))
        lines = [*_blocks(body, numbers), *_notes(archive, numbers)]
    return Read(texts=["\n\n".join(line for line in lines if line.strip())])


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, KeyError, EOFError, zlib.error, NotImplementedError) as error:
        raise Unreadable("The file is not a Word document, or is damaged.") from error
    except (etree.XMLSyntaxError, RuntimeError) as error:
        raise Unreadable("The Word document is damaged or locked.") from error


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    return _root(archive, name) if name in archive.namelist() else None


def _root(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    with archive.open(name) as part:
        content = part.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise Unreadable("The Word document unpacks to more than can be read.")
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise Unreadable("The Word document holds XML that Word does not write.")
    return root


def _notes(archive: zipfile.ZipFile, numbers: Numbers) -> Iterator[str]:
    """Notes at the foot or the end, each after the number that stands for it in the text."""
    for part, kind in _NOTES:
        root = _part(archive, f"word/{part}.xml")
        for one in root.iterfind(f"{_W}{kind}") if root is not None else ():
            if one.get(f"{_W}type") is None:
                words = " ".join(_blocks(one, numbers))
                name = "note" if kind == "footnote" else kind
                yield f"[{name} {one.get(f'{_W}id')}] {words}"


def _blocks(parent: etree._Element, numbers: Numbers) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}p":
            yield _paragraph(child, numbers)
        elif child.tag == f"{_W}tr":
            cells = (" ".join(_blocks(cell, numbers)) for cell in _cells(child))
            yield " | ".join(cell for cell in cells if cell.strip())
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            yield from _blocks(child, numbers)  # tables, content controls, tracked insertions


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"}:
            yield from _cells(child)


def _paragraph(paragraph: etree._Element, numbers: Numbers) -> str:
    """The words with their label; Word counts an empty paragraph of a list too."""
    label = numbers.label(paragraph)
    text = " ".join("".join(_runs(paragraph)).split())
    return f"{label} {text}" if label and text else text


def _runs(parent: etree._Element) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag in _REFERENCES:
            yield f" [{_REFERENCES[child.tag]} {child.get(f'{_W}id')}] "
        elif child.tag == f"{_W}sym":
            yield _SYMBOLS.get(str(child.get(f"{_W}char", "")).upper(), "[symbol]")
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            yield from _runs(child)
