"""The public page on which anybody checks a sealed file."""

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from compliance.packets.models import Packet
from portal.files.store import default_store
from portal.views import verifying
from tests.compliance.packets import given, story

HERE = "/verify/"


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.STORE_ROOT = tmp_path / "store"
    settings.KEY_ROOT = tmp_path / "keys"
    settings.WORK_ROOT = tmp_path / "work"
    settings.SHELF_ROOT = tmp_path / "shelf"
    settings.ROOT_CERTIFICATES = tmp_path / "public" / "root.pem"


@pytest.fixture
def content(cast, run_jobs) -> bytes:
    """The bytes of a packet that the worker has sealed."""
    asked = given.ask(cast, story.begin(cast))
    run_jobs()
    with cast.at(cast.lakeview):
        packet = Packet.objects.select_related("file").get(pk=asked.pk)
    return default_store().path(packet.file.sha256).read_bytes()


def upload(content, name="packet.pdf", **more):
    return Client().post(HERE, {"file": SimpleUploadedFile(name, content)}, **more)


def test_before_anything_was_sealed_the_page_says_so(db):
    answer = Client().get(HERE)

    assert answer.status_code == 200
    assert "Nothing was sealed here yet" in answer.text
    assert Client().get(reverse("verify-root")).status_code == 404


def test_a_packet_gets_three_verdicts_and_is_known(content):
    answer = upload(content)

    assert answer.status_code == 200
    assert answer.text.count('class="pill pill--met"') == 3
    assert "All three hold." in answer.text
    assert "This portal sealed this file, byte for byte," in answer.text
    assert "Countersign Packet Seal" in answer.text
    assert sha256(content).hexdigest() in answer.text


def test_the_fragment_is_what_htmx_gets(content):
    answer = upload(content, headers={"HX-Request": "true"})

    assert answer.text.lstrip().startswith('<section id="verify"')
    assert "All three hold." in answer.text


def test_one_changed_byte_is_reported_and_the_file_is_not_known(content):
    changed = bytearray(content)
    changed[len(changed) // 2] ^= 1

    answer = upload(bytes(changed))

    assert "Do not rely on this file" in answer.text or "Not checked" in answer.text
    assert "byte for byte" not in answer.text


def test_something_added_behind_the_seal_is_reported(content):
    answer = upload(content + b"\n% added\n")

    assert answer.status_code == 200
    assert "Do not rely on this file" in answer.text
    assert "This portal has no record" in answer.text


def test_a_pdf_of_somebody_else_is_said_to_be_that(db):
    answer = upload(given.letter("A letter"), "letter.pdf")

    assert answer.status_code == 200
    assert "PDF that is neither a packet nor a signed agreement" in answer.text
    assert "The file is not signed." in answer.text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This is not a PDF file."),
        (b"hello", "This is not a PDF file."),
        (b"%PDF-1.7\n" + b"\x00" * 500, "damaged"),
    ],
)
def test_what_cannot_be_checked_is_said_in_words(db, content, sentence):
    answer = upload(content, "x.pdf")

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "pill--met" not in answer.text


def test_without_a_file_the_form_says_so(db):
    answer = Client().post(HERE, {})

    assert answer.status_code == 422
    assert "Choose the file to check." in answer.text


def test_a_file_over_the_cap_is_refused_in_words(db, settings):
    settings.MAX_UPLOAD_BYTES = 1000

    answer = upload(b"%PDF-1.7\n" + b"x" * 5000)

    assert answer.status_code == 413
    assert "is larger than" in answer.text


def test_when_too_many_check_at_once_the_next_one_is_asked_to_wait(db):
    held = [verifying._places.acquire(blocking=False) for _ in range(verifying.AT_ONCE)]

    answer = upload(b"%PDF-1.7\n")

    for _ in held:
        verifying._places.release()
    assert answer.status_code == 503
    assert "Try again in a few seconds" in answer.text


def test_a_check_that_takes_too_much_ends_in_words(db, monkeypatch):
    tight = verifying.ProcessLimits(memory_bytes=1 << 30, cpu_seconds=1, wall_seconds=0.05)
    monkeypatch.setattr(verifying, "LIMITS", tight)

    answer = upload(given.letter("A letter"))

    assert answer.status_code == 422
    assert "took longer than is allowed" in answer.text


def test_the_root_is_handed_out_and_its_fingerprint_shown(content):
    answer = Client().get(reverse("verify-root"))
    shown = Client().get(HERE)

    assert answer.status_code == 200
    assert answer.content.startswith(b"-----BEGIN CERTIFICATE-----")
    assert b"PRIVATE" not in answer.content
    assert verifying.root_fingerprint() in shown.text.replace("<wbr>", "")
    assert verifying.root_fingerprint().count(":") == 31


def test_the_web_process_reads_no_key(content, settings):
    for key in settings.KEY_ROOT.rglob("*.pem"):
        key.unlink()

    assert "All three hold." in upload(content).text
