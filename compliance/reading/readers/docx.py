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
_REFERENCES = {f"{_W}{kind}Reference": kind for _, kind in _NOTES}
_CALLED = {"footnote": "note", "endnote": "endnote"}
_VML, _OFFICE = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}"
_PICTURES = {f"{_W}drawing", f"{_W}pict"}
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
        words = _Words(numbers)
        lines = list(words.blocks(body))
        for part, kind in _NOTES:
            lines += words.notes(_part(archive, f"word/{part}.xml"), kind)
    words.check_ended()
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


class _Words:
    """The words of one document as Word shows them, read part after part."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        # For each field that has begun, whether its result has: the code before it is not shown.
        self._fields: list[bool] = []
        self._noted: dict[str, dict[str | None, int]] = {kind: {} for _, kind in _NOTES}

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """Paragraphs and rows of tables, each a line."""
        for child in parent:
            if child.tag == f"{_W}p":
                yield self._paragraph(child)
            elif child.tag == f"{_W}tr":
                cells = (" ".join(self.blocks(cell)) for cell in _cells(child))
                yield " | ".join(cell for cell in cells if cell.strip())
            elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
                yield from self.blocks(child)  # tables, content controls, tracked insertions

    def notes(self, root: etree._Element | None, kind: str) -> Iterator[str]:
        """Notes at the foot or the end, each after its number; none that the text does not name."""
        found = (
            {one.get(f"{_W}id"): one for one in root.iterfind(f"{_W}{kind}")}
            if root is not None
            else {}
        )
        for name, number in self._noted[kind].items():
            if name in found:
                words = " ".join(self.blocks(found[name]))
                yield f"[{_CALLED[kind]} {number}] {words}"

    def check_ended(self) -> None:
        """Raise Unreadable where a field never ends: what follows it could be code or words."""
        if self._fields:
            raise Unreadable("The Word document has a field that does not end.")

    def _paragraph(self, paragraph: etree._Element) -> str:
        """The words with their label; Word counts an empty paragraph of a list too."""
        label = self._numbers.label(paragraph)
        text = " ".join("".join(self._runs(paragraph)).split())
        return f"{label} {text}" if label and text else text

    def _runs(self, parent: etree._Element) -> Iterator[str]:
        for child in parent:
            if child.tag == f"{_W}fldChar":
                self._follow(str(child.get(f"{_W}fldCharType")))
            elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
                sign = self._sign(child)
                if sign is None:
                    yield from self._inside(child)
                elif all(self._fields):
                    yield sign

    def _sign(self, one: etree._Element) -> str | None:
        """What one element stands for by itself; None where its words are inside."""
        tag = str(one.tag)
        if tag == f"{_W}t":
            return one.text or ""
        if tag == f"{_W}sym":
            return _SYMBOLS.get(str(one.get(f"{_W}char", "")).upper(), "[symbol]")
        if tag in _REFERENCES:
            return self._reference(one, _REFERENCES[tag])
        if tag in _PICTURES and not _has_words(one):
            return _picture(one)
        return _BREAKS.get(tag)

    def _inside(self, one: etree._Element) -> Iterator[str]:
        if one.tag == f"{_W}p":  # of a box of text
            yield f" {self._paragraph(one)} "
        else:
            yield from self._runs(one)

    def _reference(self, one: etree._Element, kind: str) -> str:
        known = self._noted[kind]
        number = known.setdefault(one.get(f"{_W}id"), len(known) + 1)
        return f" [{_CALLED[kind]} {number}] "

    def _follow(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields:
            self._fields.pop()


def _picture(one: etree._Element) -> str:
    """Words set as a drawing by what they are, a line by nothing, and all else by its place."""
    drawn = " ".join(str(path.get("string", "")) for path in one.iter(f"{_VML}textpath")).strip()
    is_line = any(shape.get(f"{_OFFICE}hr") for shape in one.iter(f"{_VML}rect"))
    return "" if is_line else f" {drawn or '[picture]'} "


def _has_words(one: etree._Element) -> bool:
    return any((text.text or "").strip() for text in one.iter(f"{_W}t"))


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, whatever stands around them."""
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            yield from _cells(child)
