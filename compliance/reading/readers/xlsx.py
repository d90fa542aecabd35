"""Reads a workbook in the child: every sheet as a table, row after row, as far as there is room.

Formulas give the value that was stored with them. Nothing is calculated or followed elsewhere.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from compliance.reading.readers.tables import Room
from compliance.reading.readers.terms import Unreadable
from compliance.reading.readers.xlsx_ranges import Ranges, column_of
from compliance.reading.readers.xlsx_values import Values, format_of, text_of
from compliance.reading.rules.tables import Row, Table

_WORKBOOK = "xl/workbook.xml"
_MOST_SHEETS = 200
_MOST_CHARACTERS = 48_000_000
_LAST_COLUMN = 16_383
_TRUE = {"1", "true"}
_RANGES = ("{*}mergeCell", "{*}dataValidation", "{*}col")


def read_xlsx(path: Path) -> list[Table]:
    """The sheets in their order, hidden ones without their rows; drawings and charts are none."""
    with _opened(path) as archive:
        sheets = list(_sheets(archive))
        if len(sheets) > _MOST_SHEETS:
            raise Unreadable(f"The workbook has more than {_MOST_SHEETS} sheets.")
        values, room = _values(archive), Room()
        return [
            Table(name, (), hidden=True) if hidden else _table(archive, part, name, values, room)
            for name, part, hidden in sheets
        ]


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError) as error:
        raise Unreadable("The file is not a workbook, or is damaged.") from error
    except (etree.XMLSyntaxError, RuntimeError, KeyError, IndexError, ValueError) as error:
        raise Unreadable("The workbook is damaged or locked.") from error


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str, bool]]:
    """Name, part and whether it is hidden, of each sheet of cells."""
    leads = {
        str(one.get("Id")): posixpath.normpath(posixpath.join("/xl", str(one.get("Target"))))[1:]
        for one in _elements(archive, "xl/_rels/workbook.xml.rels", "{*}Relationship")
        if str(one.get("Type")).endswith("/worksheet")
    }
    for sheet in _elements(archive, _WORKBOOK, "{*}sheet"):
        lead = next((v for k, v in sheet.items() if etree.QName(k).localname == "id"), "")
        if lead in leads:
            hidden = sheet.get("state") in {"hidden", "veryHidden"}
            yield str(sheet.get("name", "")), leads[lead], hidden


def _values(archive: zipfile.ZipFile) -> Values:
    strings, left = [], _MOST_CHARACTERS
    for one in _elements(archive, "xl/sharedStrings.xml", "{*}si"):
        strings.append(text_of(one))
        left -= len(strings[-1])
        if left < 0:
            raise Unreadable("The workbook holds more text than can be read.")
    properties = _elements(archive, _WORKBOOK, "{*}workbookPr")
    since_1904 = any(one.get("date1904") in _TRUE for one in properties)
    return Values(strings, _formats(archive), since_1904)


def _formats(archive: zipfile.ZipFile) -> list[str]:
    """What the number in each style is."""
    own: dict[int, str] = {}
    formats: list[str] = []
    for one in _elements(archive, "xl/styles.xml", "{*}numFmt", "{*}cellXfs"):
        if etree.QName(one).localname == "numFmt":
            own[int(one.get("numFmtId", "0"))] = str(one.get("formatCode", ""))
        else:
            numbers = [int(style.get("numFmtId", "0")) for style in one]
            formats = [format_of(number, own.get(number, "")) for number in numbers]
    return formats


def _table(archive: zipfile.ZipFile, part: str, name: str, values: Values, room: Room) -> Table:
    rows: list[Row] = []
    ranges, whole = Ranges(), True
    for one in _elements(archive, part, "{*}row", *_RANGES):
        if etree.QName(one).localname != "row":
            ranges.note(one)
            continue
        row = _row(one, rows[-1].number if rows else 0, values)
        if not row.cells and not row.unsaved:
            continue
        if not room.takes(list(row.cells.values())):
            whole = False
            break
        rows.append(row)
    rows = list(map(ranges.applied, rows))
    return Table(name, tuple(rows), hidden_columns=ranges.hidden, whole=whole)


def _row(element: etree._Element, before: int, values: Values) -> Row:
    cells: dict[int, str] = {}
    unsaved: set[int] = set()
    column = -1
    for one in element.iterchildren("{*}c"):
        place = one.get("r")
        column = column_of(place) if place else column + 1
        if not 0 <= column <= _LAST_COLUMN:
            raise Unreadable("The workbook has cells where none can be.")
        text = _text(one, values).replace("\r\n", "\n").replace("\r", "\n").strip()
        if text:
            cells[column] = text
        elif one.find("{*}f") is not None and not (one.findtext("{*}v") or "") and _is_open(one):
            unsaved.add(column)
    number = element.get("r", "")
    return Row(
        int(number) if number.isdecimal() else before + 1,
        cells,
        hidden=element.get("hidden") in _TRUE,
        unsaved=frozenset(unsaved),
    )


def _is_open(cell: etree._Element) -> bool:
    """Whether nothing was stored: a formula that gives an empty text says that it is a text."""
    return str(cell.get("t", "")) != "str"


def _text(cell: etree._Element, values: Values) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        found = cell.find("{*}is")
        return text_of(found) if found is not None else ""
    stored = cell.findtext("{*}v") or ""
    return values.shown(kind, stored, cell.get("s", "")) if stored else ""


def _elements(archive: zipfile.ZipFile, part: str, *tags: str) -> Iterator[etree._Element]:
    """The elements of a part one by one, each gone when the next one comes; none without it."""
    if part not in archive.namelist():
        return
    with archive.open(part) as file:
        found = etree.iterparse(
            file,
            events=("end",),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        for number, (_, element) in enumerate(found):
            if number == 0 and element.getroottree().docinfo.doctype:
                raise Unreadable("The workbook holds XML that Excel does not write.")
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
