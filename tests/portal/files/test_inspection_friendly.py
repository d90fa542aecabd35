"""Ordinary files pass as they are: no derivative, no remark, not a byte changed."""

import io

import pikepdf
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata

from portal.files.rules import FileKind
from tests.portal.files import friendly
from tests.portal.files.raw_pdf import catalog, link, page, pdf, stream


def assert_untouched(inspection, *, pages):
    assert inspection.kind is FileKind.PDF
    assert inspection.mime == "application/pdf"
    assert inspection.pages == pages
    assert inspection.derivative_path is None
    assert inspection.notes == ()


def test_a_long_report_with_fonts_pictures_bookmarks_links_and_fields(look, report, leftovers):
    inspection = look(report)

    assert len(report) > 1_000_000
    assert_untouched(inspection, pages=60)
    assert inspection.title == "SOC 2 Type II report of an example host"
    assert leftovers() == []


@pytest.mark.parametrize(
    "options",
    [
        {"linearize": True},
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "compress_streams": False},
        {"qdf": True},
    ],
    ids=["linearised", "object streams", "classic", "spelt out"],
)
def test_the_same_report_saved_by_another_program(look, report, options):
    assert_untouched(look(friendly.saved_again(report, **options)), pages=60)


def test_a_report_of_150_pages(look):
    assert_untouched(look(friendly.report(150, pictures=0)), pages=150)


@pytest.mark.skipif(friendly.CHROMIUM is None, reason="needs Chromium")
def test_a_web_page_printed_by_a_browser(look, tmp_path):
    data = friendly.printed_by_chromium(tmp_path)

    inspection = look(data)

    assert len(data) > 500_000
    assert_untouched(inspection, pages=50)
    assert inspection.title == "Penetration test"


def test_a_digitally_signed_report_keeps_its_signature(look, report, throwaway_signer):
    signed = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(report)),
        PdfSignatureMetadata(field_name="Auditor"),
        signer=throwaway_signer,
        output=signed,
    )

    assert_untouched(look(signed.getvalue()), pages=60)


@pytest.mark.parametrize(
    "changed",
    [
        link(b"<< /S /URI /URI (https://example.org/a?b=c) >>"),
        link(b"<< /S /URI /URI (mailto:audit@example.org) >>"),
        link(b"<< /S /URI /URI (www.example.org) >>"),
        link(b"<< /S /GoTo /D [3 0 R /Fit] /Next << /S /Named /N /NextPage >> >>"),
        catalog(b"/OpenAction [3 0 R /XYZ null null 0]"),
        catalog(b"/Names << /EmbeddedFiles << /Names [] >> >>"),
        catalog(b"/Lang (say /JS or /Launch aloud)"),
        page(b"/Resources << /Font << /AA 5 0 R /JS 5 0 R /XFA 5 0 R /EF 5 0 R >> >>")
        | {5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"},
        page(b"/Resources << /XObject << /XFA 5 0 R >> >>")
        | {5: stream(b"", b"/Subtype /Form /BBox [0 0 1 1]")},
        page(b"/Rotate 90 /UserUnit 2.5 /CropBox [10 10 200 200]"),
        page(b"/MediaBox [0 0 595.28 841.89]"),
        {
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595.28 841.89] >>",
            3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
        },
    ],
    ids=[
        "web link",
        "mail link",
        "link without scheme",
        "jump",
        "opening view",
        "empty list of attachments",
        "dangerous words in a text",
        "fonts with dangerous names",
        "a drawing with a dangerous name",
        "turned page",
        "fractional size",
        "inherited size",
    ],
)
def test_what_only_looks_dangerous(look, changed):
    assert_untouched(look(pdf(changed)), pages=1)


@pytest.mark.parametrize("padding", [b"\n\n", b"\0" * 500, b" " * 100])
def test_padding_after_the_end(look, padding):
    assert_untouched(look(pdf() + padding), pages=1)
