"""Root certificates and revocation lists that the person checking brings along."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from asn1crypto import core, crl, pem, x509

from countersign_cli.refusals import Unreadable


@dataclass(frozen=True)
class Trust:
    """Whom to believe. Without roots nothing is believed, only described."""

    roots: tuple[x509.Certificate, ...] = ()
    crls: tuple[crl.CertificateList, ...] = ()


def load_trust(roots: Iterable[str], crls: Iterable[str]) -> Trust:
    """Read PEM or DER files."""
    return Trust(
        tuple(x509.Certificate.load(der) for path in roots for der in _read(path)),
        tuple(crl.CertificateList.load(der) for path in crls for der in _read(path)),
    )


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate the way openssl prints it."""
    return str(certificate.sha256.hex(":")).upper()


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
