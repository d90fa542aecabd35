"""The executed copy validates, holds what was shown, and tells everything of both signatures."""

import asyncio
import json
import subprocess
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from compliance.agreements.certificate import as_json, chapters, comparison, moment
from compliance.agreements.rendering import render_document
from compliance.agreements.rules import CURRENT_DISCLOSURE, DISCLOSURE_SHA256, SIGNATURE_KIND
from compliance.agreements.sealing import seal
from compliance.pdf.authority import Authority
from compliance.pdf.keystore import FileKeyStore, Purpose, root_pem
from compliance.pdf.refusals import SealRefused
from compliance.pdf.sign import Level
from compliance.pdf.timestamp import built_in, external, to_asn1
from portal.audit.models import AuditHead
from tests.compliance.agreements import executed
from tests.compliance.agreements.executed import AT


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    store = FileKeyStore(tmp_path_factory.mktemp("keys"), b"correct horse", name="Countersign")
    store.ensure(at=AT)
    return store


@pytest.fixture(scope="module")
def authority(keys):
    return Authority(keys, built_in(keys, clock=lambda: AT), Level.B_LT)


@pytest.fixture(scope="module")
def shown():
    return render_document(executed.agreement())


@pytest.fixture(scope="module")
def papers(shown):
    paper = executed.agreement()
    paper.document_sha256 = sha256(shown.pdf).hexdigest()
    paper.places = {side.value: asdict(place) for side, place in shown.places.items()}
    return executed.papers(paper)


@pytest.fixture(scope="module")
def sealed(papers, shown, authority):
    return seal(papers, shown.pdf, authority=authority, at=AT)


@pytest.fixture(scope="module")
def text(sealed):
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=sealed.pdf, capture_output=True, check=True
    )
    return " ".join(done.stdout.decode().split())


def test_the_client_certifies_and_the_partner_countersigns(sealed):
    signatures = PdfFileReader(BytesIO(sealed.pdf)).embedded_regular_signatures

    assert [signature.field_name for signature in signatures] == [
        "ClientSignature",
        "PartnerSignature",
    ]
    assert [signature.signer_cert.subject.native["common_name"] for signature in signatures] == [
        "Samuel Sign, Lakeview Clinic Inc.",
        "Pavel Prime, Northgate AI LLC",
    ]
    assert signatures[0].sig_object["/Reason"] == (
        "Sign the BAA for Lakeview Clinic Inc.: Chief Executive Officer, 1 March 2026, 18:05:09 UTC"
    )


def test_both_signatures_hold_against_the_portals_root(sealed, keys):
    root = to_asn1(keys.current(Purpose.ROOT).certificate)
    reader = PdfFileReader(BytesIO(sealed.pdf))

    for signature in reader.embedded_regular_signatures:
        context = ValidationContext(trust_roots=[root], moment=AT, allow_fetching=False)
        status = asyncio.run(async_validate_pdf_signature(signature, context))
        assert status.bottom_line
        assert status.timestamp_validity.trusted


def test_the_file_ends_with_a_time_stamp_over_everything(sealed):
    last = PdfFileReader(BytesIO(sealed.pdf)).embedded_signatures[-1]

    assert last.sig_object_type == "/DocTimeStamp"


def test_pdfsig_finds_both_valid_and_trusted(sealed, keys, tmp_path):
    root = tmp_path / "root.pem"
    root.write_bytes(root_pem(keys._directory))
    (tmp_path / "sealed.pdf").write_bytes(sealed.pdf)
    nss = f"sql:{tmp_path}"
    for command in (
        ["certutil", "-N", "-d", nss, "--empty-password"],
        ["certutil", "-A", "-n", "root", "-t", ",C,", "-i", root, "-d", nss],
    ):
        subprocess.run(command, check=True, capture_output=True)

    said = subprocess.run(
        ["pdfsig", "-nssdir", nss, tmp_path / "sealed.pdf"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout

    assert said.count("Signature is Valid.") == 2
    assert said.count("Certificate is Trusted.") == 2


def test_signing_leaves_it_the_pdf_a_that_it_says_it_is(sealed):
    with pikepdf.open(BytesIO(sealed.pdf)) as pdf, pdf.open_metadata() as xmp:
        assert xmp.pdfa_status == "3B"
        assert "/Version" not in pdf.Root  # 2.0 would be none of PDF/A-3
    fonts = subprocess.run(
        ["pdffonts", "-"], input=sealed.pdf, capture_output=True, check=True
    ).stdout.decode()
    assert {line.split()[-5] for line in fonts.splitlines()[2:]} == {"yes"}


def test_the_document_as_shown_is_in_it_byte_for_byte(sealed, shown):
    with pikepdf.open(BytesIO(sealed.pdf)) as pdf:
        inside = pdf.attachments["as-shown.pdf"].get_file().read_bytes()

    assert inside == shown.pdf


def test_its_pages_are_those_that_were_shown_and_then_the_certificate(sealed, shown):
    with pikepdf.open(BytesIO(sealed.pdf)) as pdf:
        pages = len(pdf.pages)

    assert pages == sealed.pages > shown.pages


def test_the_certificate_tells_the_evidence_of_both_side_by_side(papers):
    told = {row[0].term: tuple(fact.value for fact in row) for row in comparison(papers).rows}

    assert told["Signed at"] == (
        "1 March 2026, 18:05:09 UTC (1 March 2026, 13:05:09 in America/New_York)",
        "2 March 2026, 14:05:00 UTC",
    )
    assert told["Button pressed"] == (
        "“Sign the BAA for Lakeview Clinic Inc.”",
        "“Countersign the BAA for Northgate AI LLC”",
    )
    assert told["Second factor"] == (
        "One-time code from an app, given 42 seconds before: 1 March 2026, 18:04:27 UTC",
        "Passkey or security key, given 42 seconds before: 2 March 2026, 14:04:18 UTC",
    )
    assert told["Document shown, SHA-256"] == (papers.agreement.document_sha256,) * 2
    assert told["Disclosure, SHA-256"] == (DISCLOSURE_SHA256[CURRENT_DISCLOSURE],) * 2
    assert told["Network address"] == ("203.0.113.7", "2001:db8::7")


def test_an_instant_that_was_not_recorded_is_said_to_be_so():
    assert moment(None) == "Not recorded"


def test_the_head_of_the_trail_is_printed_where_there_is_one(papers):
    head = AuditHead(seq=41, hash=bytes(range(32)))
    whole = replace(papers, trail=head)

    (history,) = [one for one in chapters(whole, at=AT) if one.title == "What happened"]

    assert [fact.value for fact in history.facts[-2:]] == ["Event 41", bytes(range(32)).hex()]
    assert json.loads(as_json(whole, at=AT))["trail"]["seq"] == 41


def test_all_of_it_is_printed(text, papers):
    facts = [fact for row in comparison(papers).rows for fact in row if not fact.is_hash]
    facts += [fact for chapter in chapters(papers, at=AT) for fact in chapter.facts]

    lost = [word for fact in facts for word in fact.value.split() if word not in text]

    assert lost == []


def test_it_says_what_kind_of_signature_this_is_and_what_was_agreed_to(text):
    assert SIGNATURE_KIND.replace("-", "") in text.replace("-", "")
    assert "not a qualified electronic signature" in text
    assert "You may have paper instead" in text
    assert "to which the code leads" in text


def test_the_evidence_is_there_for_machines_too(sealed, papers):
    with pikepdf.open(BytesIO(sealed.pdf)) as pdf:
        told = json.loads(pdf.attachments["evidence.json"].get_file().read_bytes())

    assert told["agreement"]["document_sha256"] == papers.agreement.document_sha256
    client, partner = told["signatures"]
    assert (client["side"], partner["side"]) == ("client", "partner")
    assert client["button"] == "Sign the BAA for Lakeview Clinic Inc."
    assert client["disclosure_sha256"] == DISCLOSURE_SHA256[CURRENT_DISCLOSURE]
    assert client["second_factor"] == "totp"
    assert partner["ip"] == "2001:db8::7"


def test_without_a_time_stamp_there_is_no_seal(papers, shown, keys, unused_tcp_port_url):
    roots = [keys.current(Purpose.ROOT).certificate]
    silent = external(unused_tcp_port_url, roots=roots, timeout=1)
    now = datetime.now(UTC)

    with pytest.raises(SealRefused, match="No time-stamp could be obtained"):
        seal(papers, shown.pdf, authority=Authority(keys, silent, Level.B_LTA), at=now)


def test_a_long_name_still_fits_where_one_signs(shown, authority):
    paper = executed.agreement()
    paper.document_sha256 = sha256(shown.pdf).hexdigest()
    paper.places = {side.value: asdict(place) for side, place in shown.places.items()}
    long = executed.papers(paper)
    for signature in long.signatures.values():
        signature.typed_name = "Maximiliana Theodora von und zu Hohenlohe-Langenburg the Younger"
        signature.typed_title = "Senior Executive Vice President for Clinical Operations" * 2

    assert seal(long, shown.pdf, authority=authority, at=AT + timedelta(seconds=1)).pages
