"""Root certificates and revocation lists that the person checking brings along."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import core, pem, x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.x509 import (
    CertificateRevocationList,
    load_der_x509_certificate,
    load_der_x509_crl,
)

from countersign_cli.refusals import Unreadable


@dataclass(frozen=True)
class Trust:
    """Whom to believe. Without roots nothing is believed, only described."""

    roots: tuple[x509.Certificate, ...] = ()
    crls: tuple[CertificateRevocationList, ...] = ()

    def revoked_at(self, serial: int) -> datetime | None:
        """Since when a certificate is revoked, by the lists that a given root has signed."""
        keys = [load_der_x509_certificate(root.dump()).public_key() for root in self.roots]
        dates = [
            entry.revocation_date_utc
            for crl in self.crls
            if any(_signed_by(crl, key) for key in keys)
            and (entry := crl.get_revoked_certificate_by_serial_number(serial)) is not None
        ]
        return min(dates, default=None)

    def tells_of(self, certificate: x509.Certificate, at: datetime | None) -> bool:
        """Whether a list by the root that issued a certificate tells of it at a moment.

        One that had run out by then says nothing of what was revoked between.
        """
        issuer = certificate.issuer.dump()
        keys = [
            load_der_x509_certificate(root.dump()).public_key()
            for root in self.roots
            if root.subject.dump() == issuer
        ]
        return any(_holds(crl, at) and _signed_by(crl, key) for crl in self.crls for key in keys)


def load_trust(roots: Iterable[str], crls: Iterable[str]) -> Trust:
    """Read PEM or DER files."""
    return Trust(
        tuple(x509.Certificate.load(der) for path in roots for der in _read(path)),
        tuple(_crl(path, der) for path in crls for der in _read(path)),
    )


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate the way openssl prints it."""
    return str(certificate.sha256.hex(":")).upper()


def _crl(path: str, der: bytes) -> CertificateRevocationList:
    try:
        return load_der_x509_crl(der)
    except ValueError as error:
        raise Unreadable(f"{path} is not a revocation list.") from error


def _holds(crl: CertificateRevocationList, at: datetime | None) -> bool:
    until = crl.next_update_utc or crl.last_update_utc
    return at is not None and until >= at


def _signed_by(crl: CertificateRevocationList, key: CertificatePublicKeyTypes) -> bool:
    return isinstance(key, EllipticCurvePublicKey | RSAPublicKey) and crl.is_signature_valid(key)


def _read(path: str) -> Iterator[bytes]:
    try:
        content = Path(path).read_bytes()
        if pem.detect(content):
            yield from (der for _, _, der in pem.unarmor(content, multiple=True))
        else:
            core.Sequence.load(content, strict=True)
            yield content
    except OSError as error:
        raise Unreadable(f"{path} cannot be opened: {error.strerror}.") from error
    except ValueError as error:
        raise Unreadable(f"{path} is not a certificate or revocation list.") from error
