"""The sealed copy of a paper: the scan untouched, one seal, and said to be paper everywhere."""

import json
import subprocess
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest
from countersign_cli.report import Kind, State

from compliance.agreements.models import PaperCopy
from compliance.agreements.paper_certificate import STATEMENT
from compliance.agreements.sealing_copies import seal_copy
from compliance.pdf.authority import Authority
from compliance.pdf.keystore import Purpose
from compliance.pdf.refusals import SealRefused
from compliance.pdf.sign import Level
from compliance.pdf.timestamp import external
from portal.files.models import StoredFile
from portal.files.store import Store
from tests.compliance.agreements import executed
from tests.compliance.agreements.executed import AT
from tests.compliance.agreements.test_sealing import authority, keys, shown
from tests.compliance.agreements.test_tampering import flipped, judge, root
from tests.compliance.agreements.test_theirs import printed

__all__ = ["authority", "judge", "keys", "root", "shown"]

SCAN = printed([["Signed", "by", "hand"], ["on two pages"]])


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return Store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def papers(shown):
    paper = executed.agreement()
    paper.document_sha256 = sha256(shown.pdf).hexdigest()
    return executed.papers(paper)


@pytest.fixture(scope="module")
def copy(store, papers):
    stored = store.put_bytes(SCAN)
    today = AT.date()
    return PaperCopy(
        agreement=papers.agreement,
        scan=StoredFile(sha256=stored.sha256, size=stored.size, name="s.pdf", mime="a/pdf"),
        client_signer="Samuel Sign",
        client_capacity="Chief Executive Officer",
        client_signed_on=today,
        partner_signer="Pavel Prime",
        partner_capacity="Managing Partner",
        partner_signed_on=today,
        recorded_by=papers.agreement.sender,
        recorded_at=AT - timedelta(hours=2),
        confirmed_by=papers.agreement.partner_signatory,
        confirmed_at=AT - timedelta(hours=1),
    )


@pytest.fixture(scope="module")
def sealed(papers, copy, shown, store, authority):
    return seal_copy(papers, copy, shown.pdf, store=store, authority=authority, at=AT)


def text_of(pdf):
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return " ".join(done.stdout.decode().split())


def test_the_pages_of_the_scan_are_not_touched(sealed):
    with pikepdf.open(BytesIO(sealed.pdf)) as made, pikepdf.open(BytesIO(SCAN)) as scan:
        assert len(made.pages) > len(scan.pages)
        for mine, original in zip(made.pages, scan.pages, strict=False):
            assert mine.Contents.read_bytes() == original.Contents.read_bytes()
        assert made.attachments["scan.pdf"].get_file().read_bytes() == SCAN


def test_the_certificate_says_that_it_is_no_electronic_signature(sealed, copy):
    text = text_of(sealed.pdf)

    assert STATEMENT in text
    assert f"by {copy.recorded_by.name}" in text
    assert f"by {copy.confirmed_by.name}" in text
    assert "Samuel Sign, Chief Executive Officer" in text


def test_the_evidence_names_no_signature(sealed):
    with pikepdf.open(BytesIO(sealed.pdf)) as made:
        evidence = json.loads(made.attachments["evidence.json"].get_file().read_bytes())

    assert evidence["signatures"] == []
    assert evidence["paper_copy"]["scan_sha256"] == sha256(SCAN).hexdigest()


def test_the_verify_page_knows_it(sealed, judge):
    report = judge(sealed.pdf)

    assert (report.kind, report.ok) == (Kind.PAPER, True)
    assert report.signatures[0].field == "PaperCopySeal"
    assert report.hashes.state is State.GOOD


def test_what_is_touched_is_caught(sealed, judge):
    place = sealed.pdf.index(b"/Type /Page") + 3
    assert judge(flipped(sealed.pdf, place)).changes.state is State.BAD
    assert judge(sealed.pdf + b"\n% more\n").changes.state is State.BAD


def test_without_a_time_stamp_there_is_no_seal(
    papers, copy, shown, store, keys, unused_tcp_port_url
):
    roots = [keys.current(Purpose.ROOT).certificate]
    silent = external(unused_tcp_port_url, roots=roots, timeout=1)
    away, now = Authority(keys, silent, Level.B_LTA), datetime.now(UTC)

    with pytest.raises(SealRefused, match="nothing was sealed"):
        seal_copy(papers, copy, shown.pdf, store=store, authority=away, at=now)
