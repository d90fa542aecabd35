"""Papers that tests hand in: printed by reportlab, as other programs print theirs."""

from datetime import date
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from portal.files.intake import Received, receive
from portal.files.store import default_store

REPORT = {
    "kind": "soc_2",
    "type": "type_2",
    "system_name": "Elastic compute platform",
    "auditor": "Marlow & Finch LLP",
    "period_start": date(2025, 10, 1),
    "period_end": date(2026, 9, 30),
    "report_date": date(2026, 11, 2),
    "categories": ["security", "availability"],
    "opinion": "unqualified",
    "covers_service": True,
    "criteria_not_met": [],
    "exceptions": [],
    "subservice": [],
    "cuecs": [{"text": "Restrict access to the account.", "criteria": ["CC6.1"]}],
}


def pdf(*, pages: int = 3, title: str = "A paper") -> bytes:
    """A PDF with a bookmark and a line of text on every page."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=LETTER, invariant=True)
    canvas.setTitle(title)
    for number in range(1, pages + 1):
        canvas.bookmarkPage(f"p{number}")
        canvas.addOutlineEntry(f"Section {number}", f"p{number}")
        canvas.drawString(72, 720, f"{title}, page {number}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def upload(
    name: str = "report.pdf", *, pages: int = 3, title: str = "A paper"
) -> SimpleUploadedFile:
    """A PDF as a browser sends it."""
    return SimpleUploadedFile(name, pdf(pages=pages, title=title), content_type="application/pdf")


def received(name: str = "report.pdf", *, pages: int = 3, title: str = "A paper") -> Received:
    """A PDF that is safe in the store."""
    return receive(upload(name, pages=pages, title=title), store=default_store())
