"""A SOC 2 report as audit firms print it: sections, tables, pictures, bookmarks, fields."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import reportlab
from PIL import Image as Picture
from reportlab.lib import colors
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Image, PageBreak, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Rows

from tests.journeys import report_words as words

FONTS = Path(reportlab.__file__).parent / "fonts"
REGULAR, BOLD = "Report", "ReportBold"
TEXT = ParagraphStyle("text", fontName=REGULAR, fontSize=10, leading=14, spaceAfter=8)
CELL = ParagraphStyle("cell", fontName=REGULAR, fontSize=8, leading=10.5)
HEAD = ParagraphStyle("head", fontName=BOLD, fontSize=8, leading=10.5)
SECTION = ParagraphStyle("section", fontName=BOLD, fontSize=18, leading=23, spaceAfter=14)
PART = ParagraphStyle("part", fontName=BOLD, fontSize=13, leading=17, spaceBefore=8, spaceAfter=8)
LETTERHEAD = ParagraphStyle("letterhead", parent=TEXT, spaceAfter=2)
GRID = [
    ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
    ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]
PICTURES = 7


class Numbered(Canvas):
    """A canvas that knows at the end how many pages there are, and marks the chapters."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self._waiting = []

    def showPage(self):  # noqa: N802 - reportlab's name
        self._waiting.append(dict(self.__dict__))
        self._startPage()

    def save(self):
        for number, page in enumerate(self._waiting, start=1):
            self.__dict__.update(page)
            self.setFont(REGULAR, 8)
            self.drawString(72, 40, "Hartfield Compute, Inc. Confidential. Use is restricted.")
            self.drawRightString(540, 40, f"{number} of {len(self._waiting)}")
            if number == len(self._waiting):
                _acknowledgement(self)
            super().showPage()
        super().save()


class Chapter(Paragraph):
    """A heading that the bookmarks lead to."""

    def __init__(self, text: str, style: ParagraphStyle, level: int) -> None:
        super().__init__(text, style)
        self.told, self.level = text, level

    def draw(self) -> None:
        key = f"{self.level}-{self.told}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(self.told, key, level=self.level)
        super().draw()


def write_soc2_report(path: Path, *, start: date, end: date) -> None:
    """Print a SOC 2 Type II report of more than 60 pages and several megabytes."""
    pdfmetrics.registerFont(TTFont(REGULAR, FONTS / "Vera.ttf"))
    pdfmetrics.registerFont(TTFont(BOLD, FONTS / "VeraBd.ttf"))
    document = SimpleDocTemplate(
        str(path),
        pagesize=LETTER,
        title="SOC 2 Type II report of Hartfield Compute, Inc.",
        author=words.AUDITOR,
        leftMargin=72,
        rightMargin=72,
    )
    period = f"{start:%B} {start.day}, {start.year} to {end:%B} {end.day}, {end.year}"
    signed = date_of_report(end)
    story = [
        *_cover(period),
        *_opinion(period, f"{signed:%B} {signed.day}, {signed.year}"),
        *_assertion(period),
        *_description(),
        *_tests(),
        *_other(),
    ]
    document.build(story, canvasmaker=Numbered)


def _cover(period: str) -> Iterator[Flowable]:
    yield Spacer(1, 140)
    yield Paragraph(words.ORGANISATION, ParagraphStyle("name", parent=SECTION, fontSize=24))
    yield Paragraph("SOC 2 Type II Report", SECTION)
    yield Paragraph(words.SYSTEM, PART)
    yield Paragraph(words.SUBTITLE, TEXT)
    yield Paragraph(f"For the period {period}", TEXT)
    yield PageBreak()
    yield Paragraph("Table of Contents", SECTION)
    for title in words.SECTIONS:
        yield Paragraph(title, TEXT)


def _opinion(period: str, signed: str) -> Iterator[Flowable]:
    yield from _section(0)
    yield Paragraph(f"To the Management of {words.ORGANISATION}", TEXT)
    for title, *said in words.OPINION:
        yield Paragraph(title, PART)
        for text in said:
            yield Paragraph(text.format(period=period), TEXT)
    for line in (words.AUDITOR, "Albany, New York", signed):
        yield Paragraph(line, LETTERHEAD)


def _assertion(period: str) -> Iterator[Flowable]:
    yield from _section(1)
    for text in words.ASSERTION:
        yield Paragraph(text.format(period=period), TEXT)


def _description() -> Iterator[Flowable]:
    yield from _section(2)
    for title, *said in words.DESCRIPTION:
        yield Chapter(title, PART, 1)
        for text in said:
            yield Paragraph(text, TEXT)
        yield PageBreak()
    for number in range(1, PICTURES + 1):
        yield Chapter(f"Plan of hall {number}", PART, 1)
        yield Paragraph(words.HALL, TEXT)
        yield Image(_photograph(number), width=468, height=262)
        yield PageBreak()
    yield Chapter("Subservice Organizations", PART, 1)
    yield Paragraph(words.CARVED_OUT, TEXT)
    yield _table(words.SUBSERVICE, (120, 120, 90, 138))
    yield Spacer(1, 14)
    yield Chapter("Complementary User Entity Controls", PART, 1)
    yield Paragraph(words.LEFT_TO_USERS, TEXT)
    yield _table(words.CUECS, (50, 318, 100))


def _tests() -> Iterator[Flowable]:
    yield from _section(3)
    for text in words.HOW_TESTED:
        yield Paragraph(text, TEXT)
    for criterion, rows in words.tested():
        yield PageBreak()
        yield Chapter(f"{criterion.id} {criterion.label}", PART, 1)
        yield _table((words.COLUMNS, *rows), (48, 150, 150, 120))


def _other() -> Iterator[Flowable]:
    yield from _section(4)
    yield Paragraph(words.NOT_EXAMINED, TEXT)
    yield _table(words.RESPONSES, (60, 60, 170, 178))


def _section(number: int) -> Iterator[Flowable]:
    yield PageBreak()
    yield Chapter(words.SECTIONS[number], SECTION, 0)


def _table(rows, widths: tuple[int, ...]) -> Rows:
    styled = [[Paragraph(cell, CELL if i else HEAD) for cell in row] for i, row in enumerate(rows)]
    return Rows(styled, colWidths=widths, style=GRID, repeatRows=1)


def _photograph(seed: int) -> BytesIO:
    """Grain that no compression makes small, as a scan has it."""
    grain = random.Random(seed).randbytes(1000 * 560 * 3)
    target = BytesIO()
    Picture.frombytes("RGB", (1000, 560), grain).save(target, "JPEG", quality=92)
    target.seek(0)
    return target


def _acknowledgement(canvas: Canvas) -> None:
    form = canvas.acroForm
    form.textfield(name="reader", x=72, y=120, width=240, height=20, tooltip="Name of the reader")
    form.checkbox(name="restricted", x=72, y=90, tooltip="Use is restricted")


def write_agreement(path: Path, title: str, *, pages: int) -> None:
    """Print an agreement of some pages."""
    canvas = Canvas(str(path), pagesize=LETTER)
    canvas.setTitle(title)
    for number in range(1, pages + 1):
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(72, 720, f"{title}, page {number} of {pages}")
        canvas.drawString(72, 690, "Customer data is processed on documented instructions only.")
        canvas.showPage()
    canvas.save()


def today() -> date:
    return datetime.now(ZoneInfo("America/New_York")).date()


def date_of_report(end: date) -> date:
    """The auditor signs thirty days after the period."""
    return end + timedelta(days=30)


def period_ending_lately() -> tuple[date, date]:
    """Twelve months that ended six weeks ago."""
    end = today() - timedelta(days=45)
    return end - timedelta(days=364), end
