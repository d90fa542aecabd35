"""PDFs as they come from ordinary programs: long, with fonts, pictures, bookmarks and fields."""

import io
import random
import shutil
import subprocess
from pathlib import Path

import font_source_sans_pro
import pikepdf
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

FONTS = Path(font_source_sans_pro.__file__).parent / "files"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
SENTENCE = (
    "The service organisation restricts logical access to production systems to authorised "
    "personnel; the auditor inspected a sample of {number} changes and noted no exceptions. "
)


def photograph(seed: int, *, size: tuple[int, int] = (900, 600)) -> Image.Image:
    """A noisy picture, which packs about as badly as a photograph does."""
    noise = random.Random(seed)
    grains = Image.frombytes(
        "RGB", (size[0] // 4, size[1] // 4), noise.randbytes(size[0] * size[1] * 3 // 16)
    )
    return grains.resize(size, Image.Resampling.BICUBIC)


def screenshot(text: str, *, size: tuple[int, int] = (1100, 700)) -> Image.Image:
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    for row in range(30):
        draw.text((20, 20 + 22 * row), f"{row:03} {text}", fill="black")
    return picture


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def report(pages: int = 60, *, pictures: int = 12) -> bytes:
    """A report with embedded fonts, both kinds of pictures, bookmarks, links and form fields."""
    pdfmetrics.registerFont(TTFont("Sans", FONTS / "SourceSansPro-Regular.ttf"))
    pdfmetrics.registerFont(TTFont("Sans-Bold", FONTS / "SourceSansPro-Bold.ttf"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1)
    canvas.setTitle("SOC 2 Type II report of an example host")
    for number in range(1, pages + 1):
        _report_page(canvas, number, pictured=number <= pictures)
    canvas.save()
    return out.getvalue()


def _report_page(canvas: Canvas, number: int, *, pictured: bool) -> None:
    canvas.bookmarkPage(f"p{number}")
    canvas.addOutlineEntry(f"Control {number}", f"p{number}", level=0)
    canvas.setFont("Sans-Bold", 16)
    canvas.drawString(60, 780, f"CC6.{number} Logical access — naïve façade")
    style = ParagraphStyle("body", fontName="Sans", fontSize=10, leading=14)
    text = Paragraph(SENTENCE.format(number=number) * 6, style)
    _, height = text.wrap(480, 500)
    text.drawOn(canvas, 60, 750 - height)
    canvas.linkURL("https://example.org/trust", (60, 60, 200, 80))
    canvas.linkRect("", "p1", (220, 60, 300, 80))
    if pictured:
        even = number % 2 == 0
        picture = photograph(number) if even else screenshot(f"kubectl get pods {number}")
        data = encoded(picture, "JPEG", quality=90) if even else encoded(picture, "PNG")
        canvas.drawImage(ImageReader(io.BytesIO(data)), 60, 150, width=400, height=260)
    if number == 2:
        canvas.acroForm.textfield(name="reviewer", x=320, y=60, width=120, height=18)
        canvas.acroForm.checkbox(name="agreed", x=460, y=60, size=16)
    canvas.showPage()


def printed_by_chromium(folder: Path, *, pages: int = 50) -> bytes:
    """A web page with headings, links, tables and pictures, printed as a browser prints it."""
    photo = folder / "photo.jpg"
    photo.write_bytes(encoded(photograph(7, size=(1600, 1000)), "JPEG", quality=92))
    rows = "".join(f"<tr><td>{row}</td><td>Tested, no exception</td></tr>" for row in range(12))
    sections = "".join(
        f'<section><h1 id="s{number}">Section {number}</h1><p>{SENTENCE.format(number=number) * 5}'
        f'</p><a href="#s1">back</a> <a href="https://example.org">web</a>'
        f"<table>{rows}</table>{'<img src=photo.jpg>' if number % 10 == 0 else ''}</section>"
        for number in range(1, pages + 1)
    )
    source = folder / "report.html"
    source.write_text(
        "<!doctype html><title>Penetration test</title><meta charset=utf-8>"
        "<style>section{break-after:page} img{width:50%} td{border:1px solid}</style>" + sections
    )
    target = folder / "report.pdf"
    subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder / 'profile'}",
            "--generate-pdf-document-outline",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return target.read_bytes()


def saved_again(data: bytes, **options: object) -> bytes:
    """What another program makes of it: linearised, with object streams, encrypted..."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, **options)
    return out.getvalue()
