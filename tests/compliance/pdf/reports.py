"""SOC 2-like reports as other programs print them: fonts, pictures, bookmarks, links, forms."""

import random
import subprocess
from io import BytesIO
from pathlib import Path

from PIL import Image
from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

CHROMIUM = "/usr/bin/chromium"
WORDS = [
    "access",
    "control",
    "evidence",
    "quarterly",
    "review",
    "encryption",
    "rest",
    "transit",
    "incident",
    "response",
    "vendor",
    "criteria",
    "exception",
    "noted",
    "management",
    "assertion",
    "auditor",
    "inspected",
    "sample",
    "population",
    "change",
]


def reportlab_report(pages: int = 60, *, seed: int = 1) -> bytes:
    """Contents page with named and explicit links, nested bookmarks, pictures, form fields."""
    chance = random.Random(seed)
    out = BytesIO()
    canvas = Canvas(out, pagesize=letter, invariant=1)
    canvas.setTitle("SOC 2 Type II report of Granite Cloud")
    canvas.bookmarkPage("contents")
    canvas.addOutlineEntry("Contents", "contents", 0)
    canvas.setFont("Times-Bold", 20)
    canvas.drawString(72, 700, "Granite Cloud, Inc.: SOC 2 Type II")
    canvas.setFont("Times-Roman", 11)
    for number in range(2, pages + 1):
        if number % 5 == 2:
            height = 660 - 14 * (number // 5)
            canvas.drawString(72, height, f"Section {number} ........ {number}")
            canvas.linkAbsolute(
                f"to {number}", f"section{number}", Rect=(72, height - 3, 400, height + 10)
            )
    canvas.linkURL("https://example.org/trust", (72, 60, 300, 75))
    canvas.showPage()
    picture = ImageReader(_picture(chance))
    for number in range(2, pages + 1):
        _reportlab_page(canvas, number, chance, picture)
    canvas.save()
    return out.getvalue()


def _reportlab_page(
    canvas: Canvas, number: int, chance: random.Random, picture: ImageReader
) -> None:
    section = number % 5 == 2
    canvas.bookmarkPage(f"section{number}")
    canvas.addOutlineEntry(
        f"{'Section' if section else 'Control'} {number}", f"section{number}", 0 if section else 1
    )
    canvas.setFont("Times-Bold", 14)
    canvas.drawString(72, 720, f"Trust services criteria, page {number}")
    canvas.setFont("Times-Roman", 10)
    for line in range(42):
        canvas.drawString(72, 700 - 14 * line, " ".join(chance.choices(WORDS, k=11)))
    if number % 7 == 0:
        canvas.drawImage(picture, 300, 90, 240, 160)
    if number == 3:
        canvas.acroForm.textfield(
            name="received", value="Received 4 March 2026", x=72, y=60, width=200, height=20
        )
        canvas.acroForm.checkbox(name="nda", checked=True, x=300, y=60)
    canvas.setFont("Times-Roman", 8)
    canvas.drawRightString(540, 40, str(number))
    canvas.showPage()


def chromium_report(folder: Path, pages: int = 60) -> bytes:
    """Printed by a browser: tagged, with an outline and links within the document."""
    links = "".join(f'<li><a href="#s{n}">Criterion CC{n}</a></li>' for n in range(1, pages))
    body = "".join(
        f'<section><h2 id="s{n}">Criterion CC{n}</h2><p>{" ".join(WORDS * 6)}</p>'
        "<table border=1><tr><th>Test<th>Result<tr><td>Inspected<td>No exceptions noted</table>"
        "</section>"
        for n in range(1, pages)
    )
    page = folder / "report.html"
    page.write_text(
        "<!doctype html><html lang=en><title>SOC 2</title><style>section{break-before:page}</style>"
        f"<h1>SOC 2 Type II</h1><ol>{links}</ol>{body}"
    )
    target = folder / "report.pdf"
    subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--generate-pdf-document-outline",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={target}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return target.read_bytes()


def _picture(chance: random.Random) -> BytesIO:
    image = Image.frombytes("RGB", (600, 400), chance.randbytes(600 * 400 * 3))
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    out.seek(0)
    return out
