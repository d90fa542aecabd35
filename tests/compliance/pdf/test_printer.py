"""The process that prints for a worker: what it gives, what it knows, and what its end does."""

import multiprocessing
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from compliance.pdf import foreign, merge, printer
from compliance.pdf import render as direct
from compliance.pdf.parts import Metadata, Part
from compliance.pdf.printer import PrinterFailed, assemble, count_pages, prepare, render
from compliance.pdf.refusals import AssemblyRefused, RenderRefused, SourceRefused
from tests.architecture.sources import PROJECT
from tests.compliance.pdf import sections
from tests.compliance.pdf.reports import reportlab_report
from tests.waiting import until

METADATA = Metadata("Packet", "Northwall", "Test", datetime(2026, 11, 22, tzinfo=UTC))
# Each of its cells is asked for: more than any memory has.
BOMB = "<table><tr>" + "<td colspan=999999999>x</td>" * 4 + "</tr></table>"


def printers(of=None):
    """The processes that print for a process, this one unless said otherwise."""
    children = psutil.Process(of).children()
    return [one for one in children if any("compliance.pdf.printing" in w for w in one.cmdline())]


@pytest.fixture
def running():
    """The one that prints for the tests."""
    render("<p>x</p>")
    [process] = printers()
    return process


def test_what_it_prints_is_what_printing_here_would_give():
    html = sections.readiness()

    assert render(html) == direct.render(html)


def test_what_it_puts_together_is_the_same_file_and_the_same_layout(tmp_path):
    report = tmp_path / "report.pdf"
    report.write_bytes(reportlab_report(5))
    parts = [
        Part("a", render(sections.audit(20), borrowing=True).pdf, "Trail"),
        Part("b", report, "Report", foreign=True),
    ]

    there = assemble(parts, tmp_path / "there.pdf", metadata=METADATA)
    here = merge.assemble(parts, tmp_path / "here.pdf", metadata=METADATA)

    assert there == here
    assert (tmp_path / "there.pdf").read_bytes() == (tmp_path / "here.pdf").read_bytes()


def test_a_document_made_ready_there_is_the_same_with_the_same_bookmarks(tmp_path):
    report = tmp_path / "report.pdf"
    report.write_bytes(reportlab_report(5))

    there = prepare(report, tmp_path / "ready.pdf")
    here = foreign.prepare(report, tmp_path / "here.pdf")

    assert (there.pages, there.bookmarks) == (here.pages, here.bookmarks)
    assert there.bookmarks
    assert there.path.read_bytes() == here.path.read_bytes()
    assert count_pages(report) == 5


def test_refusals_come_back_with_their_words(tmp_path, running):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    part = Part("a", render("<p>x</p>").pdf, "A")

    with pytest.raises(RenderRefused, match=r"not an asset of this document: file:///etc/passwd"):
        render('<img src="file:///etc/passwd">')
    with pytest.raises(SourceRefused, match="damaged or cut off"):
        count_pages(broken)
    with pytest.raises(AssemblyRefused, match="Two parts are called 'a'"):
        assemble([part, part], tmp_path / "packet.pdf", metadata=METADATA)

    assert printers() == [running]
    assert list(tmp_path.iterdir()) == [broken]


def test_faults_of_the_disk_come_back_as_what_they_are(tmp_path, running):
    part = Part("a", render("<p>x</p>").pdf, "A")

    with pytest.raises(FileNotFoundError):
        assemble([part], tmp_path / "missing" / "packet.pdf", metadata=METADATA)
    with pytest.raises(NotADirectoryError):
        assemble([part], Path("/dev/full") / "packet.pdf", metadata=METADATA)

    assert printers() == [running]


def test_it_is_kept_between_calls(running):
    render("<p>y</p>")

    assert printers() == [running]


def test_it_has_neither_the_keys_of_the_portal_nor_its_database(monkeypatch):
    monkeypatch.setenv("COUNTERSIGN_SECRET_KEY", "a secret")
    printer.close()
    render("<p>x</p>")
    [process] = printers()

    assert "COUNTERSIGN_SECRET_KEY" not in process.environ()
    assert set(process.environ()) <= {*printer.SURROUNDINGS, "LC_CTYPE"}
    assert process.net_connections("tcp") == []
    assert len(process.net_connections("unix")) == 1


def test_it_knows_nothing_of_django():
    look = (
        "import sys, compliance.pdf.printing;"
        "print(sorted({'django', 'psycopg', 'celery', 'cryptography'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", look], cwd=PROJECT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_workers_do_not_load_the_renderer_themselves():
    look = (
        "import sys, django; django.setup(); import compliance.tasks;"
        "print('weasyprint' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", look],
        cwd=PROJECT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "False"


def test_a_document_that_takes_all_memory_ends_only_what_prints_it(running):
    with pytest.raises(PrinterFailed, match="more memory"):
        render(BOMB)

    assert not running.is_running()
    assert render("<p>x</p>").pages == 1


def test_one_that_was_killed_is_replaced(running):
    running.kill()
    until(lambda: running.status() == psutil.STATUS_ZOMBIE)

    made = render("<p>x</p>")

    assert made.pages == 1
    assert printers() != [running]


def test_one_that_is_killed_at_work_is_told_as_a_failure_and_replaced(running):
    so_far = running.cpu_times().user
    fork = multiprocessing.get_context("fork")
    killer = fork.Process(target=kill_at_work, args=(running.pid, so_far))
    killer.start()

    with pytest.raises(PrinterFailed, match="ended unexpectedly"):
        render(sections.audit(3000))

    killer.join()
    assert render("<p>x</p>").pages == 1


def kill_at_work(pid, so_far):
    process = psutil.Process(pid)
    until(lambda: process.cpu_times().user > so_far + 0.2)
    process.kill()


def test_a_forked_process_has_its_own(running):
    here, there = multiprocessing.Pipe()
    fork = multiprocessing.get_context("fork").Process(target=print_in_a_fork, args=(there,))
    fork.start()

    [theirs], pages = here.recv()
    fork.join()

    assert theirs != running.pid
    assert pages == 1
    assert printers() == [running]
    until(lambda: not psutil.pid_exists(theirs))


def print_in_a_fork(told):
    pages = render("<p>x</p>").pages
    told.send(([one.pid for one in printers()], pages))


def test_it_leaves_when_its_worker_is_killed():
    worker = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import time; from compliance.pdf.printer import render; render('<p>x</p>');"
            "print(flush=True); time.sleep(600)",
        ],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
    )
    worker.stdout.readline()
    [process] = printers(worker.pid)

    worker.kill()
    worker.communicate()

    until(lambda: not process.is_running())
