"""Seals and signatures: what readers and validators say about them, and that they fail closed."""

import asyncio
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import x509
from countersign_cli.main import main
from cryptography.hazmat.primitives.asymmetric import ec
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

from compliance.pdf.keystore import FileKeyStore, KeyStore, Purpose, root_pem
from compliance.pdf.pki import Credential
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


class Elsewhere(ec.EllipticCurvePrivateKey):
    """A key in a key management service: it signs and tells its public half, and that is all."""

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self._key = key
        self.signed = 0

    def sign(self, data, signature_algorithm):
        self.signed += 1
        return self._key.sign(data, signature_algorithm)

    def public_key(self):
        return self._key.public_key()

    def _never(self, *_: object, **__: object):
        raise AssertionError("key bytes were asked for")

    curve = key_size = property(_never)
    exchange = private_numbers = private_bytes = __copy__ = __deepcopy__ = _never


class ServiceStore:
    """A `KeyStore` in front of such a service."""

    def __init__(self, keys: KeyStore) -> None:
        self._keys = keys
        self.remote = {purpose: Elsewhere(keys.current(purpose).key) for purpose in Purpose}

    def current(self, purpose: Purpose) -> Credential:
        return Credential(self._keys.current(purpose).certificate, self.remote[purpose])

    def certificates(self, purpose: Purpose):
        return self._keys.certificates(purpose)

    def revocations(self):
        return []


def test_keys_may_live_in_a_service_that_never_hands_them_out(
    keys, small_packet, root_file, tmp_path
):
    store = ServiceStore(keys)
    time = built_in(store, clock=lambda: AT)
    unsigned, signatures = packets.agreement(at=AT)
    sealed, agreement = tmp_path / "sealed.pdf", tmp_path / "agreement.pdf"

    seal_packet(
        small_packet.with_name("unsealed.pdf"), sealed, keys=store, time=time, at=AT, reason="Seal"
    )
    agreement.write_bytes(
        sign_agreement(unsigned, signatures=signatures, keys=store, time=time, at=AT)
    )

    assert main(["verify", f"--root={root_file}", str(sealed)]) == 0
    assert main(["verify", f"--root={root_file}", str(agreement)]) == 0
    assert all(key.signed for key in store.remote.values())


def test_a_seal_made_before_a_rotation_stays_good(small_packet, tmp_path):
    keys = FileKeyStore(tmp_path / "keys", b"x", name="Northwall Partners")
    keys.ensure(at=AT)
    root = tmp_path / "root.pem"
    root.write_bytes(root_pem(tmp_path / "keys"))
    unsealed = small_packet.with_name("unsealed.pdf")

    seals = []
    for name, at in (("before", AT), ("after", AT + timedelta(days=1))):
        time = built_in(keys, clock=partial(lambda instant: instant, at))
        target = tmp_path / f"{name}.pdf"
        seals.append(seal_packet(unsealed, target, keys=keys, time=time, at=at, reason="Seal"))
        keys.rotate(Purpose.SEAL, at=at + timedelta(hours=1))

    assert seals[0].serial != seals[1].serial
    assert main(["verify", f"--root={root}", str(tmp_path / "before.pdf")]) == 0
    assert main(["verify", f"--root={root}", str(tmp_path / "after.pdf")]) == 0


def test_a_revoked_seal_key_seals_nothing(small_packet, time, tmp_path):
    keys = FileKeyStore(tmp_path / "keys", b"x", name="Northwall Partners")
    keys.ensure(at=AT - timedelta(days=9))
    serial = keys.current(Purpose.SEAL).certificate.serial_number
    keys.revoke(serial, at=AT - timedelta(days=1))
    target = tmp_path / "sealed.pdf"

    with pytest.raises(SealRefused, match="revoked"):
        seal_packet(
            small_packet.with_name("unsealed.pdf"),
            target,
            keys=keys,
            time=built_in(keys, clock=lambda: AT),
            at=AT,
            reason="Seal",
        )

    assert not target.exists()


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
