"""Whether certificates were good when they signed: only a revocation list of then says so."""

import io
from datetime import timedelta

import pytest
from countersign_cli.report import State
from countersign_cli.roots import load_trust
from countersign_cli.source import Source
from countersign_cli.verify import verify
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner

from compliance.pdf.keystore import Purpose
from compliance.pdf.pki import make_crl
from compliance.pdf.signers import KeySigner
from compliance.pdf.timestamp import built_in, to_asn1
from tests.compliance.pdf.fixtures import AT


@pytest.fixture
def without_lists(small_packet, keys):
    """The packet sealed by the portal's key, with no revocation list inside."""
    metadata = PdfSignatureMetadata(
        field_name="PacketSeal",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    root = to_asn1(keys.current(Purpose.ROOT).certificate)
    signer = PdfSigner(
        metadata,
        signer=KeySigner(keys.current(Purpose.SEAL), root),
        timestamper=built_in(keys, clock=lambda: AT).stamper,
    )
    out, unsealed = io.BytesIO(), small_packet.with_name("unsealed.pdf").read_bytes()
    signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(unsealed)), output=out)
    return out.getvalue()


@pytest.fixture
def list_of_the_root(keys, tmp_path):
    crl = make_crl(keys.current(Purpose.ROOT), [], at=AT)
    path = tmp_path / "root.crl"
    path.write_bytes(crl.public_bytes(Encoding.DER))
    return path


def check(content, root, *lists):
    trust = load_trust([str(root)], [str(one) for one in lists])
    return verify(Source("packet.pdf", io.BytesIO(content), len(content), ""), trust)


def test_a_packet_carries_the_lists_that_show_it(small_packet, root_file):
    report = check(small_packet.read_bytes(), root_file)

    assert report.signature.state is State.GOOD


def test_without_any_list_trust_is_not_established(without_lists, root_file):
    report = check(without_lists, root_file)

    assert report.signature.state is State.UNKNOWN
    assert "a revocation list of that time is missing" in report.signature.sentence
    assert len(report.signature.reasons) == 2
    assert report.changes.state is State.GOOD
    assert not report.ok


def test_a_list_that_is_brought_along_settles_it(without_lists, root_file, list_of_the_root):
    report = check(without_lists, root_file, list_of_the_root)

    assert report.signature.state is State.GOOD
    assert report.ok


def test_a_list_of_somebody_else_settles_nothing(
    without_lists, root_file, list_of_the_root, tmp_path
):
    other = tmp_path / "other"
    other.mkdir()
    from_elsewhere = list_of_the_root.read_bytes()
    forged = other / "forged.crl"
    forged.write_bytes(from_elsewhere[:-4] + bytes(4))

    report = check(without_lists, root_file, forged)

    assert report.signature.state is State.UNKNOWN


def test_a_list_that_had_run_out_before_the_signature_settles_nothing(
    without_lists, root_file, keys, tmp_path
):
    path = tmp_path / "old.crl"
    old = make_crl(keys.current(Purpose.ROOT), [], at=AT - timedelta(days=90))
    path.write_bytes(old.public_bytes(Encoding.DER))

    report = check(without_lists, root_file, path)

    assert report.signature.state is State.UNKNOWN


def test_a_list_of_later_tells_of_the_moment_of_signing(without_lists, root_file, keys, tmp_path):
    path = tmp_path / "later.crl"
    later = make_crl(keys.current(Purpose.ROOT), [], at=AT + timedelta(days=400))
    path.write_bytes(later.public_bytes(Encoding.DER))

    report = check(without_lists, root_file, path)

    assert report.signature.state is State.GOOD
