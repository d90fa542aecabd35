"""Uploads: streamed under a cap, and examined by the fields of forms."""

import io
from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from portal.files.intake import Examined
from portal.files.rules import EVERY_KIND
from portal.files.uploads import (
    CappedUploadHandler,
    EvidenceFileField,
    PdfFileField,
    RefusedUpload,
    upload_refusal,
)
from tests.portal.files.raw_pdf import pdf

MEGABYTE = 1 << 20


@pytest.fixture(autouse=True)
def temporary(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.MAX_UPLOAD_BYTES = MEGABYTE
    return tmp_path


class Sender(io.RawIOBase):
    """A body of one field, one file of a size, and another field; counts what is read of it."""

    START = (
        b'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\ntoken\r\n'
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="report.pdf"\r\n\r\n'
    )
    END = b'\r\n--b\r\nContent-Disposition: form-data; name="note"\r\n\r\nlast\r\n--b--\r\n'

    def __init__(self, size):
        self.left = size
        self.read_so_far = 0
        self.start, self.end = io.BytesIO(self.START), io.BytesIO(self.END)
        self.length = len(self.START) + size + len(self.END)

    def read(self, size=-1):
        part = self.start.read(size)
        if not part:
            part = b"x" * min(size, self.left)
            self.left -= len(part)
        part = part or self.end.read(size)
        self.read_so_far += len(part)
        return part


def request_with(sender):
    surroundings = {
        "wsgi.input": sender,
        "CONTENT_LENGTH": str(sender.length),
        "CONTENT_TYPE": "multipart/form-data; boundary=b",
    }
    return RequestFactory().generic("POST", "/", **surroundings)


def on_disk(folder):
    return sum(path.stat().st_size for path in folder.rglob("*"))


def test_the_site_uses_this_handler(settings):
    assert settings.FILE_UPLOAD_HANDLERS == ["portal.files.uploads.CappedUploadHandler"]


def test_a_file_within_the_cap_is_on_disk_until_it_is_closed(temporary):
    request = request_with(Sender(MEGABYTE))

    upload = request.FILES["file"]

    path = Path(upload.temporary_file_path())
    assert path.parent == temporary
    assert upload.size == path.stat().st_size == MEGABYTE
    assert upload_refusal(request) is None
    request.close()
    assert on_disk(temporary) == 0


def test_somewhat_too_much_is_read_to_the_end_but_not_kept(temporary):
    sender = Sender(2 * MEGABYTE)
    request = request_with(sender)

    refusal = upload_refusal(request)

    assert "“report.pdf” is larger than 1 MB" in str(refusal)
    assert isinstance(request.FILES["file"], RefusedUpload)
    assert request.POST == {"csrfmiddlewaretoken": ["token"], "note": ["last"]}
    assert sender.read_so_far == sender.length
    assert on_disk(temporary) == 0
    request.close()


def test_far_too_much_is_cut_off(temporary):
    sender = Sender(500 * MEGABYTE)
    request = request_with(sender)

    refusal = upload_refusal(request)

    assert "larger than 1 MB" in str(refusal)
    assert dict(request.FILES) == {}
    assert request.POST == {"csrfmiddlewaretoken": ["token"]}
    assert sender.read_so_far < 4 * MEGABYTE
    assert on_disk(temporary) == 0
    request.close()


def test_the_cap_counts_all_files_of_a_request(temporary):
    handler = CappedUploadHandler()
    outcomes = []
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        handler.new_file("file", name, "application/pdf", None)
        handler.receive_data_chunk(b"x" * 600_000, 0)
        outcomes.append(handler.file_complete(600_000))

    assert [isinstance(outcome, RefusedUpload) for outcome in outcomes] == [False, True, True]
    for outcome in outcomes:
        outcome.close()
    assert on_disk(temporary) == 0


class Form(forms.Form):
    file = EvidenceFileField()


class OptionalForm(forms.Form):
    file = EvidenceFileField(required=False)


class ReportForm(forms.Form):
    file = PdfFileField()


def submitted(form_class, data, name):
    return form_class({}, {"file": SimpleUploadedFile(name, data)})


def test_a_field_gives_the_examined_file():
    form = submitted(Form, pdf(), "report.pdf")

    assert form.is_valid()
    examined = form.cleaned_data["file"]
    assert isinstance(examined, Examined)
    assert (examined.name, examined.inspection.pages) == ("report.pdf", 1)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (pdf()[:-60], "report.pdf", "the end of the PDF is missing"),
        (b"", "report.pdf", "is empty"),
        (b"plain", "report.pdf", "promises something else"),
        (b"plain", "report.txt", "is plain text. Nothing of it was kept"),
        (b"x" * (MEGABYTE + 1), "report.txt", "larger than 1 MB"),
    ],
)
def test_a_refusal_is_the_error_of_the_field_and_leaves_nothing(temporary, data, name, words):
    form = submitted(ReportForm, data, name)

    (error,) = form.errors["file"]

    assert words in error
    assert list(temporary.iterdir()) == []


def test_a_file_that_was_cut_off_on_the_way_is_the_error_of_the_field():
    request = request_with(Sender(2 * MEGABYTE))

    form = ReportForm(request.POST, request.FILES)

    assert "larger than 1 MB" in form.errors["file"][0]


def test_a_field_asks_for_a_file_only_if_it_is_required():
    assert "file" in Form({}, {}).errors
    form = OptionalForm({}, {})
    assert form.is_valid()
    assert form.cleaned_data["file"] is None


def test_the_browser_is_told_what_is_taken():
    assert 'accept=".pdf"' in str(ReportForm()["file"])
    everything = str(Form()["file"])
    assert all(ending in everything for kind in EVERY_KIND for ending in kind.extensions)
