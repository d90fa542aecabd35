"""Writes workbooks part by part, also such that Excel would not write."""

import io
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True)
class Formula:
    """A formula with the value that was saved with it, if there is one."""

    text: str
    value: str | None = None


@dataclass(frozen=True)
class Styled:
    """A number in one of the styles: 0 plain, 1 a day, 2 a share, 3 a day of its own format."""

    value: float
    style: int


@dataclass(frozen=True)
class Made:
    """A sheet to be written. Rows and columns count from 1; `lists` and `merged` are ranges.

    `raw` are rows already written, which come last.
    """

    rows: list[list[object]]
    state: str = ""
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    merged: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    raw: str = ""


@dataclass
class Strings:
    """The shared strings of a workbook in the making."""

    found: list[str] = field(default_factory=list)

    def number(self, text: str) -> int:
        self.found.append(text)
        return len(self.found) - 1


def workbook(sheets: dict[str, Made | list[list[object]]], *, since_1904: bool = False) -> bytes:
    """A workbook with these sheets, by name. Every third text is written where it stands."""
    made = {k: v if isinstance(v, Made) else Made(v) for k, v in sheets.items()}
    strings = Strings()
    parts = {
        f"xl/worksheets/sheet{n}.xml": sheet_xml(one, strings)
        for n, one in enumerate(made.values(), 1)
    }
    parts["xl/workbook.xml"] = book_xml(made, since_1904=since_1904)
    parts["xl/_rels/workbook.xml.rels"] = relations(len(made))
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{S}">'
        + "".join(
            f'<si><r><t xml:space="preserve">{escape(text[:2])}</t></r>'
            f'<r><t xml:space="preserve">{escape(text[2:])}</t></r>'
            "<rPh><t>spoken</t></rPh></si>"
            for text in strings.found
        )
        + "</sst>"
    )
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{S}"><numFmts count="1">'
        '<numFmt numFmtId="170" formatCode="[$-409]d\\-mmm\\-yyyy;@"/></numFmts>'
        '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/>'
        '<xf numFmtId="170"/></cellXfs></styleSheet>'
    )
    return packed(parts)


def packed(parts: dict[str, str]) -> bytes:
    """The parts as an archive, with what every workbook has."""
    told = {"[Content_Types].xml": types(parts), "_rels/.rels": ROOT, **parts}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in told.items():
            archive.writestr(name, text)
    return out.getvalue()


def types(parts: dict[str, str]) -> str:
    sheets = "".join(
        f'<Override PartName="/{name}" ContentType="{KIND}.worksheet+xml"/>'
        for name in parts
        if "/worksheets/" in name
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f"{sheets}</Types>"
    )


ROOT = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{R}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)


def relations(count: int) -> str:
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{R}/worksheet" Target="/xl/worksheets/sheet{n}.xml"/>'
        for n in range(1, count + 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def book_xml(sheets: dict[str, Made], *, since_1904: bool) -> str:
    rows = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"'
        + (f' state="{one.state}"/>' if one.state else "/>")
        for n, (name, one) in enumerate(sheets.items(), 1)
    )
    first = ' date1904="1"' if since_1904 else ""
    return (
        f'<workbook xmlns="{S}" xmlns:r="{R}"><workbookPr{first}/>'
        f"<sheets>{rows}</sheets></workbook>"
    )


def sheet_xml(made: Made, strings: Strings) -> str:
    columns = "".join(f'<col min="{n}" max="{n}" hidden="1"/>' for n in made.hidden_columns)
    rows = "".join(
        f'<row r="{n}"{" hidden=" + quoteattr("1") if n in made.hidden_rows else ""}>'
        + "".join(cell(value, n, column, strings) for column, value in enumerate(row))
        + "</row>"
        for n, row in enumerate(made.rows, 1)
    )
    merged = "".join(f'<mergeCell ref="{one}"/>' for one in made.merged)
    lists = "".join(
        f'<dataValidation type="list" sqref="{one}"><formula1>"Yes,No"</formula1></dataValidation>'
        for one in made.lists
    )
    return (
        f'<worksheet xmlns="{S}">'
        + (f"<cols>{columns}</cols>" if columns else "")
        + f"<sheetData>{rows}{made.raw}</sheetData>"
        + (f"<mergeCells>{merged}</mergeCells>" if merged else "")
        + (f"<dataValidations>{lists}</dataValidations>" if lists else "")
        + "</worksheet>"
    )


def cell(value: object, row: int, column: int, strings: Strings) -> str:
    place = f'r="{chr(65 + column)}{row}"'
    match value:
        case None | "":
            return f"<c {place}/>"
        case bool():
            return f'<c {place} t="b"><v>{int(value)}</v></c>'
        case Formula():
            saved = "" if value.value is None else f"<v>{escape(value.value)}</v>"
            kind = ' t="str"' if saved else ""
            return f"<c {place}{kind}><f>{escape(value.text)}</f>{saved}</c>"
        case int() | float():
            value = Styled(value, 0)
    if isinstance(value, Styled):
        return f'<c {place} s="{value.style}"><v>{value.value}</v></c>'
    return _text(str(value), place, strings, here=(row + column) % 3 == 0)


def _text(text: str, place: str, strings: Strings, *, here: bool) -> str:
    """Every third text is written where it stands, the others are shared."""
    if not here:
        return f'<c {place} t="s"><v>{strings.number(text)}</v></c>'
    words = f'<t xml:space="preserve">{escape(text)}</t>'
    return f'<c {place} t="inlineStr"><is>{words}</is></c>'
