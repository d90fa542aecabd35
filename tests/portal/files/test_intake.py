"""Taking a file in: examined, stored with its copy for packets, or nothing at all."""

import gc
import hashlib
import subprocess
import sys

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.files.inspection import Limits
from portal.files.intake import examine, receive
from portal.files.models import StoredFile
from portal.files.rules import FileKind, FileNotStored, FileRefused, FileTooLarge
from tests.portal.files.disks import everything, little_disk
from tests.portal.files.friendly import encoded
from tests.portal.files.raw_pdf import catalog, pdf

SCRIPTED = pdf(catalog(b"/OpenAction << /S /JavaScript /JS (x) >>"))


@pytest.fixture(autouse=True)
def temporary(settings, tmp_path):
    """The folder for uploads on their way, to see what is left in it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    return folder


def sent(data, name="report.pdf"):
    return SimpleUploadedFile(name, data)


def test_a_sound_report_is_stored_byte_for_byte(store, temporary, report):
    received = receive(sent(report), store=store)

    assert received.sha256 == hashlib.sha256(report).hexdigest()
    assert received.size == len(report)
    assert (received.name, received.kind, received.pages) == ("report.pdf", FileKind.PDF, 60)
    assert received.title == "SOC 2 Type II report of an example host"
    assert received.derivative_sha256 == ""
    assert store.path(received.sha256).read_bytes() == report
    assert len(everything(store)) == 1
    assert list(temporary.iterdir()) == []


def test_active_content_is_kept_as_evidence_beside_a_clean_copy(store, temporary):
    received = receive(sent(SCRIPTED), store=store)

    assert store.path(received.sha256).read_bytes() == SCRIPTED
    assert "scripts" in received.notes[0]
    with pikepdf.open(store.path(received.derivative_sha256)) as copy:
        assert b"JavaScript" not in copy.Root.unparse(resolved=True)
    assert len(everything(store)) == 2
    assert list(temporary.iterdir()) == []


def test_what_is_received_fits_the_row(store):
    columns = receive(sent(SCRIPTED, "x" * 500 + ".pdf"), store=store).columns()

    row = StoredFile(**columns)
    row.clean_fields(exclude=["org", "received_at", "received_by"])
    assert row.printable_sha256 == columns["derivative_sha256"]
    assert isinstance(row.notes, list)


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "empty.pdf"), (b"MZ\x90\0", "a.exe"), (pdf()[:-100], "a.pdf"), (pdf(), "a.png")],
)
def test_a_refusal_leaves_nothing_anywhere(store, temporary, data, name):
    with pytest.raises(FileRefused):
        receive(sent(data, name), store=store)

    assert everything(store) == []
    assert list(temporary.iterdir()) == []


def test_more_than_the_cap_of_the_site_is_refused(store, temporary, settings):
    settings.MAX_UPLOAD_BYTES = 100

    with pytest.raises(FileTooLarge):
        receive(sent(pdf()), store=store)

    assert list(temporary.iterdir()) == []


def test_limits_of_the_caller_apply(store):
    with pytest.raises(FileRefused, match="more than 1 objects"):
        receive(sent(pdf()), store=store, limits=Limits(objects=1))


def test_a_full_disk_keeps_nothing(store, temporary, report):
    examined = examine(sent(report))

    with little_disk(), pytest.raises(FileNotStored, match="its disk is full"):
        receive(examined, store=store)

    assert everything(store) == []
    assert list(temporary.iterdir()) == []


def test_a_disk_that_fills_up_with_the_copy_does_not_keep_the_original_either(store, temporary):
    dots = encoded(Image.effect_noise((1500, 1500), 200).convert("1"), "PNG")
    examined = examine(sent(dots, "dots.png"))
    copy = examined.inspection.derivative_path
    assert len(dots) < 1 << 19 < copy.stat().st_size

    with little_disk(), pytest.raises(FileNotStored, match="its disk is full"):
        receive(examined, store=store)

    assert everything(store) == []
    assert list(temporary.iterdir()) == []


def test_an_examined_file_clears_up_after_itself_when_nobody_stores_it(temporary):
    examined = examine(sent(SCRIPTED))
    assert examined.inspection.derivative_path.exists()

    del examined
    gc.collect()

    assert list(temporary.iterdir()) == []


def test_the_web_process_loads_no_library_that_reads_foreign_bytes():
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import portal.files.uploads, portal.files.streaming, sys;"
            "print(*{'pikepdf', 'PIL', 'weasyprint', 'pyhanko'} & set(sys.modules))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    assert loaded.stdout.split() == []
