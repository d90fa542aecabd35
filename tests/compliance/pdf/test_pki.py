"""Certificates of the portal: who they name, what they may do, how long."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from compliance.pdf import pki
from compliance.pdf.pki import Revocation, Subject, make_crl, make_root
from tests.compliance.pdf.fixtures import AT

ROOT = make_root("Northwall Partners", at=AT)
JANE = Subject("Jane Doe", "Lakeview Clinic", "jane@lakeview.example")


def usage(certificate: x509.Certificate) -> x509.KeyUsage:
    return certificate.extensions.get_extension_for_class(x509.KeyUsage).value


def extended(certificate: x509.Certificate) -> list[x509.ObjectIdentifier]:
    return list(certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)


def test_a_signer_is_named_with_the_organisation():
    signer = pki.issue_signer(ROOT, JANE, at=AT).certificate

    [name] = signer.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert name.value == "Jane Doe, Lakeview Clinic"
    signer.verify_directly_issued_by(ROOT.certificate)


def test_a_long_name_is_cut_to_what_certificates_hold():
    subject = Subject("Maximiliane von und zu Hohenstein-Reventlow", "Lakeview Klinik für Kinder")

    signer = pki.issue_signer(ROOT, subject, at=AT).certificate

    [name] = signer.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert len(name.value.encode()) <= 64
    assert name.value == "Maximiliane von und zu Hohenstein-Reventlow, Lakeview Klinik…"


def test_signing_certificates_commit_and_satisfy_pdfsig():
    signer = pki.issue_signer(ROOT, JANE, at=AT).certificate

    assert usage(signer).content_commitment
    assert usage(signer).digital_signature
    assert extended(signer) == [ExtendedKeyUsageOID.EMAIL_PROTECTION]


def test_the_time_stamping_certificate_can_do_nothing_else():
    stamper = pki.issue_timestamper(ROOT, "Northwall Partners", at=AT).certificate

    constraint = stamper.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    assert constraint.critical
    assert extended(stamper) == [ExtendedKeyUsageOID.TIME_STAMPING]


def test_every_signature_gets_a_key_of_its_own():
    first, second = (pki.issue_signer(ROOT, JANE, at=AT) for _ in range(2))

    assert first.certificate.public_key() != second.certificate.public_key()
    assert first.certificate.serial_number != second.certificate.serial_number


def test_leaves_outlast_the_six_years_of_retention_and_never_the_root():
    late = AT + timedelta(days=20 * 365)

    signer = pki.issue_signer(ROOT, JANE, at=AT).certificate
    last = pki.issue_signer(ROOT, JANE, at=late).certificate

    assert signer.not_valid_after_utc > AT + timedelta(days=6 * 366)
    assert last.not_valid_after_utc == ROOT.certificate.not_valid_after_utc


def test_the_revocation_list_names_what_was_revoked_and_since_when():
    crl = make_crl(ROOT, [Revocation(77, AT - timedelta(days=1))], at=AT)

    entry = crl.get_revoked_certificate_by_serial_number(77)
    assert entry.revocation_date_utc == AT - timedelta(days=1)
    assert crl.get_revoked_certificate_by_serial_number(78) is None
    assert crl.is_signature_valid(ROOT.key.public_key())


@pytest.mark.parametrize("email", [None, "jané@lakeview.example"])
def test_an_address_that_a_certificate_cannot_hold_is_left_out(email):
    signer = pki.issue_signer(ROOT, Subject("Jane Doe", "Lakeview Clinic", email), at=AT)

    with pytest.raises(x509.ExtensionNotFound):
        signer.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)


def test_keys_are_on_the_curve_that_signs_fast():
    assert isinstance(ROOT.key.curve, ec.SECP256R1)
