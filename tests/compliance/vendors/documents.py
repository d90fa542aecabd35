"""Small documents of vendors, printed as PDFs, and one that has been read."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from compliance.vendors.actions import uploads
from compliance.vendors.models import ReportUpload, VendorService
from compliance.vendors.preparing import prepare
from compliance.vendors.rules.reading import READER
from portal.accounts.models import User
from portal.files.intake import receive
from portal.files.store import default_store
from tests.cast import NOON

COVER = ["Ferrow Systems, Inc.", "SOC 2 Type 2 Report", "July 1, 2025 to June 30, 2026"]
AUDITOR = [
    "Section I: Independent Service Auditor's Report",
    "To the Management of Ferrow Systems, Inc.",
    "We have examined the description of the Ferrow Vault for the period July 1, 2025 to",
    "June 30, 2026, based on the trust services criteria relevant to security.",
    "In our opinion, in all material respects, the controls operated effectively.",
    "Quist & Varley LLP",
    "August 20, 2026",
]
DESCRIPTION = [
    "Section III: Description of the Ferrow Vault",
    "Ferrow keeps files of customers and gives them back when they are asked for.",
    "Complementary User Entity Controls",
    "1. Removing users who have left the user entity.",
    "2. Keeping keys secret and replacing them every year.",
]
TESTS = [
    "Section IV: Controls, Tests of Controls and Results",
    "CC6.2 Registration of users",
    "Control AC-01",
    "Result: No exceptions noted.",
    "Control AC-02",
    "Result: Exception noted. For 2 of 40 leavers access was removed late.",
    "Control AC-03",
    "Result: No exceptions noted.",
]
LETTER_LINES = [
    "Ferrow Systems, Inc.",
    "October 20, 2026",
    "This bridge letter covers the period October 1, 2026 to October 20, 2026.",
    "Our SOC 2 Type 2 report is for the period October 1, 2025 to September 30, 2026.",
    "We are not aware of any material change to our controls.",
    "Ada Brunt",
    "Chief Information Security Officer",
]


def printed(*pages, name="ferrow.pdf"):
    target = BytesIO()
    canvas = Canvas(target, pagesize=LETTER, invariant=True)
    for lines in pages:
        for i, line in enumerate(lines):
            canvas.setFont("Helvetica", 15 if line.startswith("Section") else 10)
            canvas.drawString(72, 700 - 34 * i, line)
        canvas.showPage()
    canvas.save()
    return SimpleUploadedFile(name, target.getvalue(), content_type="application/pdf")


def soc2():
    return printed(COVER, AUDITOR, DESCRIPTION, TESTS)


def read_document(service: VendorService, *, by: User) -> ReportUpload:
    """A report that was handed in and read, without the queue."""
    received = receive(soc2(), store=default_store())
    handed_in = uploads.hand_in(service=service, received=received, by=by, at=NOON)
    made = prepare(handed_in.file.sha256, store=default_store())
    return uploads.keep_reading(
        upload_id=handed_in.pk,
        proposals=made.proposals,
        pictures=made.pictures,
        reader=READER,
        at=NOON,
    )
