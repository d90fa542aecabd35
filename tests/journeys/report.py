"""A SOC 2 report as an audit firm's own programs print it: fonts, pictures, bookmarks, fields."""

import random
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import reportlab
from PIL import Image
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

PAGES = 84
FONTS = Path(reportlab.__file__).parent / "fonts"
CHAPTERS = {
    1: "I. Independent service auditor's report",
    6: "II. Assertion of management",
    9: "III. Description of the system",
    30: "IV. Trust services criteria, controls, tests and results",
    80: "V. Other information",
}


def write_soc2_report(path: Path, *, start: date, end: date) -> None:
    """Print a SOC 2 Type II report of 84 pages and several megabytes."""
    pdfmetrics.registerFont(TTFont("Report", FONTS / "Vera.ttf"))
    pdfmetrics.registerFont(TTFont("ReportBold", FONTS / "VeraBd.ttf"))
    canvas = Canvas(str(path), pagesize=LETTER, pageCompression=1)
    canvas.setTitle("SOC 2 Type II report of Hartfield Compute, Inc.")
    canvas.setAuthor("Marlow & Finch LLP")
    for number in range(1, PAGES + 1):
        _bookmark(canvas, number)
        _text(canvas, number, start, end)
        if number % 12 == 0:
            canvas.drawImage(_photograph(number), 72, 90, width=468, height=260)
        if number == PAGES:
            _acknowledgement(canvas)
        canvas.showPage()
    canvas.save()


def _bookmark(canvas: Canvas, number: int) -> None:
    if number in CHAPTERS:
        canvas.bookmarkPage(f"chapter-{number}")
        canvas.addOutlineEntry(CHAPTERS[number], f"chapter-{number}", level=0)
    elif 30 <= number < 80:
        canvas.bookmarkPage(f"control-{number}")
        canvas.addOutlineEntry(f"Control HF-{number}", f"control-{number}", level=1)


def _text(canvas: Canvas, number: int, start: date, end: date) -> None:
    canvas.setFont("ReportBold", 13)
    canvas.drawString(72, 730, CHAPTERS.get(number, f"Control HF-{number}"))
    canvas.setFont("Report", 9)
    lines = [
        f"Hartfield Compute, Inc. For the period {start:%B %d, %Y} to {end:%B %d, %Y}.",
        "This report is intended solely for the use of the parties named in it.",
        *(
            f"{number}.{line} Inspected the records of instance {line}: no exceptions."
            for line in range(1, 22)
        ),
    ]
    for row, line in enumerate(lines):
        canvas.drawString(72, 700 - 14 * row, line)
    canvas.drawRightString(540, 50, f"{number} of {PAGES}")


def _photograph(seed: int) -> ImageReader:
    """Grain that no compression makes small, as a scan has it."""
    grain = random.Random(seed).randbytes(1000 * 560 * 3)
    target = BytesIO()
    Image.frombytes("RGB", (1000, 560), grain).save(target, "JPEG", quality=92)
    target.seek(0)
    return ImageReader(target)


def _acknowledgement(canvas: Canvas) -> None:
    form = canvas.acroForm
    form.textfield(name="reader", x=72, y=300, width=240, height=20, tooltip="Name of the reader")
    form.checkbox(name="restricted", x=72, y=270, tooltip="Use is restricted")


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


def period_ending_lately() -> tuple[date, date]:
    """Twelve months that ended six weeks ago."""
    end = today() - timedelta(days=45)
    return end - timedelta(days=364), end
