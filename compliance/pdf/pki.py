"""The portal's certificate authority: one root, and leaves directly under it.

There is no intermediate on purpose: revocation information of a leaf then comes from the root
itself, and a B-LTA signature can be validated years later from what the file carries.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ROOT_LIFE = timedelta(days=25 * 365)
# Certificates outlive the six years that agreements are kept, because plain readers such as pdfsig
# judge a signature by the present day. It is the keys that are short-lived: a signer's is used
# once and forgotten, the seal's is rotated.
LEAF_LIFE = timedelta(days=10 * 365)
TIMESTAMP_LIFE = timedelta(days=11 * 365)
# Shorter than any leaf: a validator of the future slides back to the day the list ran out, and the
# leaf has to be valid on that day.
CRL_LIFE = timedelta(days=30)
# Leaves start a little early, so that a clock that is slightly ahead does not break a seal.
EARLY = timedelta(minutes=10)
LONGEST_NAME = 64  # bytes; ub-common-name and ub-organization-name, RFC 5280 appendix A


@dataclass(frozen=True)
class Credential:
    """A certificate and the key that belongs to it.

    Of the key only `public_key()` and `sign(data, ECDSA(SHA256()))` are ever called, so it may be
    an adapter in front of a KMS or an HSM.
    """

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Subject:
    """The person a signing certificate is issued for, and whom they sign for."""

    name: str
    organisation: str
    email: str | None = None

    @property
    def common_name(self) -> str:
        return _cut(f"{self.name}, {self.organisation}")


@dataclass(frozen=True)
class Revocation:
    """A certificate that must no longer be believed from an instant on."""

    serial: int
    at: datetime


def make_root(name: str, *, at: datetime) -> Credential:
    """A new self-signed root named `name` (the organisation that runs the portal)."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(f"{name} Root", name)
    certificate = (
        _builder(subject, subject, key.public_key(), at, until=at + ROOT_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    return Credential(certificate, key)


def issue_seal(root: Credential, name: str, *, at: datetime) -> Credential:
    """A key that seals packets in the name of the portal."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(f"{name} Packet Seal", name)
    return Credential(_issue_signing(root, subject, key, at), key)


def issue_signer(root: Credential, subject: Subject, *, at: datetime) -> Credential:
    """A key for one signature of one person; the caller forgets it after use."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(subject.common_name, subject.organisation)
    certificate = _issue_signing(root, name, key, at, email=subject.email)
    return Credential(certificate, key)


def issue_timestamper(root: Credential, name: str, *, at: datetime) -> Credential:
    """A key of the built-in time-stamping authority (RFC 3161, 2.3: that usage only, critical)."""
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _leaf(
        root, _name(f"{name} Time-Stamping", name), key, at, TIMESTAMP_LIFE
    ).add_extension(_usage(digital_signature=True), critical=True)
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    certificate = builder.add_extension(usage, critical=True).sign(root.key, hashes.SHA256())
    return Credential(certificate, key)


def make_crl(
    root: Credential, revoked: Iterable[Revocation], *, at: datetime
) -> x509.CertificateRevocationList:
    """The list of what the root has revoked, as of `at`, good for 30 days."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.certificate.subject)
        .last_update(at - EARLY)
        .next_update(at + CRL_LIFE)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key()),
            critical=False,
        )
        .add_extension(x509.CRLNumber(int(at.timestamp() * 1_000_000)), critical=False)
    )
    for entry in sorted(revoked, key=lambda one: one.serial):
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(entry.serial)
            .revocation_date(entry.at)
            .build()
        )
    return builder.sign(root.key, hashes.SHA256())


def _issue_signing(
    root: Credential,
    subject: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    at: datetime,
    *,
    email: str | None = None,
) -> x509.Certificate:
    builder = (
        _leaf(root, subject, key, at, LEAF_LIFE)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        # pdfsig trusts a signer with emailProtection, and not one with documentSigning alone.
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
        )
    )
    if email and email.isascii():
        names = x509.SubjectAlternativeName([x509.RFC822Name(email)])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(root.key, hashes.SHA256())


def _leaf(
    root: Credential,
    subject: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    at: datetime,
    life: timedelta,
) -> x509.CertificateBuilder:
    issuer = root.certificate
    return (
        _builder(
            subject,
            issuer.subject,
            key.public_key(),
            at,
            until=min(at + life, issuer.not_valid_after_utc),
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key()),
            critical=False,
        )
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: ec.EllipticCurvePublicKey,
    at: datetime,
    *,
    until: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(secrets.randbits(152) | 1 << 152)
        .not_valid_before(at - EARLY)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _name(common_name: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _cut(organisation)),
            x509.NameAttribute(NameOID.COMMON_NAME, _cut(common_name)),
        ]
    )


def _cut(text: str) -> str:
    if len(text.encode()) <= LONGEST_NAME:
        return text
    kept = text.encode()[: LONGEST_NAME - len("…".encode())].decode(errors="ignore")
    return f"{kept.rstrip()}…"


def _usage(
    *,
    digital_signature: bool = False,
    content_commitment: bool = False,
    key_cert_sign: bool = False,
    crl_sign: bool = False,
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=content_commitment,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
