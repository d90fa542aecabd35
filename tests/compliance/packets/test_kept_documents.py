"""Documents made ready for packets once: kept, found damaged, thrown away."""

import os
from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from compliance.packets.shelf import UNUSED_FOR, Shelf
from compliance.pdf.parts import Part
from compliance.pdf.refusals import SourceRefused
from tests.compliance.pdf.assembled import put_together
from tests.compliance.pdf.reports import reportlab_report


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(reportlab_report(12))
    return path


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "shelf")


def taken(shelf, report):
    made = shelf.document(report, sha256(report.read_bytes()).hexdigest())
    assert made is not None
    return made


def files(tmp_path):
    return sorted(path for path in (tmp_path / "shelf").rglob("*") if path.is_file())


def test_a_document_is_made_ready_once(shelf, report, tmp_path):
    made = taken(shelf, report)
    written = [path.stat().st_ino for path in files(tmp_path)]

    again = taken(shelf, report)

    assert again == made
    assert made.pages == 12
    assert made.bookmarks
    assert [path.stat().st_ino for path in files(tmp_path)] == written


@pytest.mark.parametrize("cut", [True, False])
def test_a_damaged_document_is_made_ready_again(cut, shelf, report):
    made = taken(shelf, report)
    sound = made.path.read_bytes()
    made.path.write_bytes(sound[:100] if cut else sound[:500] + b"X" + sound[501:])

    again = taken(shelf, report)

    assert again == made
    assert again.path.read_bytes() == sound


def test_a_damaged_line_costs_the_making_and_nothing_else(shelf, report, tmp_path):
    made = taken(shelf, report)
    [line] = [path for path in files(tmp_path) if path != made.path]
    line.write_bytes(line.read_bytes().replace(b"bookmarks", b"bookmarkz"))

    assert taken(shelf, report) == made


def test_a_line_without_its_document_counts_as_none(shelf, report):
    made = taken(shelf, report)
    sound = made.path.read_bytes()
    made.path.unlink()

    assert taken(shelf, report).path.read_bytes() == sound


def test_a_document_that_cannot_be_used_leaves_nothing(shelf, report, tmp_path):
    report.write_bytes(report.read_bytes()[:400])

    with pytest.raises(SourceRefused):
        shelf.document(report, "ab" * 32)

    assert files(tmp_path) == []


def test_a_document_that_nobody_uses_is_thrown_away(shelf, report, tmp_path):
    now = timezone.now()
    taken(shelf, report)
    long_ago = (now - UNUSED_FOR - timedelta(hours=1)).timestamp()
    for path in files(tmp_path):
        os.utime(path, (long_ago, long_ago))

    taken(shelf, report)
    shelf.clear(at=now)
    kept = files(tmp_path)
    shelf.clear(at=now + UNUSED_FOR + timedelta(days=1))

    assert len(kept) == 2
    assert files(tmp_path) == []


def test_a_packet_is_the_same_with_a_kept_document(shelf, report, tmp_path):
    ready = taken(shelf, report)

    fresh = put_together(tmp_path / "a.pdf", Part("r", report, "Report", foreign=True))
    kept = put_together(tmp_path / "b.pdf", Part("r", report, "Report", foreign=True, ready=ready))

    assert fresh.read_bytes() == kept.read_bytes()
