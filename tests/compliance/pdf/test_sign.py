"""Seals and signatures: what readers and validators say about them, and that they fail closed."""

import asyncio
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import (
    REQUIRE_REVINFO,
    CertRevTrustPolicy,
    NonRevokedStatusAssertion,
)
from pyhanko_certvalidator.registry import SimpleTrustManager

from compliance.pdf.keystore import FileKeyStore, Purpose
from compliance.pdf.refusals import SealRefused
from compliance.pdf.sign import Level, seal_packet, sign_agreement
from compliance.pdf.timestamp import built_in, to_asn1
from tests.compliance.pdf import packets
from tests.compliance.pdf.fixtures import AT

FIVE_YEARS_AGO = datetime(2021, 3, 2, 14, 3, tzinfo=UTC)


def pdfsig(path: Path, nss: str) -> list[dict[str, str]]:
    """What poppler says about each signature, by line."""
    done = subprocess.run(
        ["pdfsig", "-nssdir", nss, path], capture_output=True, text=True, check=False
    )
    signatures = []
    for block in done.stdout.split("Signature #")[1:]:
        lines = [line.strip(" -") for line in block.splitlines()[1:]]
        named = dict(line.split(": ", 1) for line in lines if ": " in line)
        signatures.append(named | {"whole": str("Total document signed" in lines)})
    return signatures


def sound(path: Path) -> bool:
    """qpdf --check: exit code 0 means no error and no warning."""
    return (
        subprocess.run(["qpdf", "--check", path], capture_output=True, check=False).returncode == 0
    )


def test_readers_call_the_sealed_packet_valid_trusted_and_signed_as_a_whole(packet, nss):
    [seal] = pdfsig(packet, nss)

    assert seal["Signature Validation"] == "Signature is Valid."
    assert seal["Certificate Validation"] == "Certificate is Trusted."
    assert seal["Signature Field Name"] == "PacketSeal"
    assert seal["Signer Certificate Common Name"] == "Northwall Partners Packet Seal"
    assert seal["whole"] == "True"


def test_the_sealed_packet_is_a_sound_pdf(packet):
    assert sound(packet)


def test_the_seal_says_what_was_written(small_packet, keys, time, tmp_path):
    target = tmp_path / "sealed.pdf"

    seal = seal_packet(
        small_packet.with_name("unsealed.pdf"), target, keys=keys, time=time, at=AT, reason="Seal"
    )

    content = target.read_bytes()
    assert (seal.sha256, seal.size) == (sha256(content).hexdigest(), len(content))
    assert seal.serial == keys.current(Purpose.SEAL).certificate.serial_number


def test_the_seal_rules_out_every_change(small_packet):
    with small_packet.open("rb") as file:
        [seal] = PdfFileReader(file).embedded_signatures

        assert seal.docmdp_level is MDPPerm.NO_CHANGES
        assert seal.self_reported_timestamp == AT


def test_both_parties_signatures_are_valid_and_trusted_to_readers(agreement, nss, tmp_path):
    path = tmp_path / "agreement.pdf"
    path.write_bytes(agreement)

    client, partner, stamp = pdfsig(path, nss)

    for party in (client, partner):
        assert party["Signature Validation"] == "Signature is Valid."
        assert party["Certificate Validation"] == "Certificate is Trusted."
    assert client["Signer Certificate Common Name"] == "Jane Doe, Lakeview Clinic"
    assert partner["Signer Certificate Common Name"] == "Sam Ortega, Northwall Partners"
    assert stamp["whole"] == "True"
    assert sound(path)


def test_the_client_certifies_and_leaves_only_signing_open(agreement):
    client, partner = PdfFileReader(BytesIO(agreement)).embedded_regular_signatures

    assert client.docmdp_level is MDPPerm.FILL_FORMS
    assert partner.docmdp_level is None
    assert client.sig_object["/Prop_AuthTime"] == 41
    assert partner.sig_object["/Reason"] == "I countersign this agreement for Northwall Partners"


def test_a_signature_stands_in_its_box_on_its_page_with_embedded_fonts(agreement, tmp_path):
    path = tmp_path / "agreement.pdf"
    path.write_bytes(agreement)
    _, signatures = packets.agreement(at=AT)
    place = signatures[0].appearance

    [widget] = [
        annotation.get_object()
        for annotation in PdfFileReader(BytesIO(agreement)).root["/AcroForm"]["/Fields"]
        if annotation.get_object()["/T"] == "ClientSignature"
    ]
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout

    assert tuple(widget["/Rect"]) == place.rounded_box
    assert {line.split()[-5] for line in fonts.splitlines()[2:]} == {"yes"}


def lta_spec(root: x509.Certificate, last: x509.Certificate, now: datetime):
    """Offline rules; of the present day only that the last time-stamping key is not revoked."""
    return PdfSignatureValidationSpec(
        SignatureValidationSpec(
            cert_validation_policy=CertValidationPolicySpec(
                trust_manager=SimpleTrustManager.build(trust_roots=[root]),
                revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO),
            ),
            revinfo_gathering_policy=RevocationInfoGatheringSpec(
                online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY
            ),
            local_knowledge=LocalKnowledge(
                nonrevoked_assertions=[NonRevokedStatusAssertion(last.sha256, at=now)]
            ),
        )
    )


def test_an_agreement_of_five_years_ago_validates_today_from_what_it_carries(tmp_path):
    keys = FileKeyStore(tmp_path, b"x", name="Northwall Partners")
    keys.ensure(at=FIVE_YEARS_AGO)
    unsigned, signatures = packets.agreement(at=FIVE_YEARS_AGO)
    now = datetime.now(UTC)

    signed = sign_agreement(
        unsigned,
        signatures=signatures,
        keys=keys,
        time=built_in(keys, clock=lambda: FIVE_YEARS_AGO),
        at=FIVE_YEARS_AGO,
    )

    reader = PdfFileReader(BytesIO(signed))
    root = to_asn1(keys.current(Purpose.ROOT).certificate)
    spec = lta_spec(root, reader.embedded_timestamp_signatures[-1].signer_cert, now)
    timing = ValidationTimingInfo(now, now, point_in_time_validation=True)
    for signature in reader.embedded_regular_signatures:
        result = asyncio.run(ades_lta_validation(signature, spec, timing_info=timing))
        assert result.ades_subindic is AdESPassed.OK


def test_a_packet_that_is_not_a_pdf_is_refused(keys, time, tmp_path):
    source, target = tmp_path / "source.pdf", tmp_path / "sealed.pdf"
    source.write_bytes(b"not a PDF")

    with pytest.raises(SealRefused):
        seal_packet(source, target, keys=keys, time=time, at=AT, reason="Seal")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["source.pdf"]


def test_a_sealed_packet_cannot_be_sealed_again(small_packet, keys, time, tmp_path):
    with pytest.raises(SealRefused):
        seal_packet(
            small_packet, tmp_path / "twice.pdf", keys=keys, time=time, at=AT, reason="Seal"
        )


def test_one_party_signing_twice_is_refused(keys, time):
    unsigned, [client, partner] = packets.agreement(at=AT)

    with pytest.raises(SealRefused):
        sign_agreement(
            unsigned,
            signatures=[client, replace(partner, field=client.field)],
            keys=keys,
            time=time,
            at=AT,
        )


@pytest.mark.parametrize("level", Level)
def test_every_level_leaves_no_byte_outside_the_last_signature(
    level, small_packet, keys, time, tmp_path
):
    target = tmp_path / "sealed.pdf"

    seal_packet(
        small_packet.with_name("unsealed.pdf"),
        target,
        keys=keys,
        time=time,
        at=AT,
        reason="Seal",
        level=level,
    )

    with target.open("rb") as file:
        _, _, start, length = PdfFileReader(file).embedded_signatures[-1].byte_range
    assert start + length == target.stat().st_size
