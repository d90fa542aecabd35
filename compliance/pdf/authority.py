"""The portal's own certificate authority as the settings have it, for workers.

Web processes get nothing of it but the published root certificates, which hold no secret.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.conf import settings

from compliance.pdf.keystore import FileKeyStore, KeysRefused, Purpose
from compliance.pdf.sign import Level
from compliance.pdf.timestamp import TimeService, built_in, external


@dataclass(frozen=True)
class Authority:
    """What sealing takes: the keys, who says what time it is, and how long the seal lasts."""

    keys: FileKeyStore
    time: TimeService
    level: Level

    @property
    def signer(self) -> str:
        """The name on the certificate that seals."""
        subject = self.keys.current(Purpose.SEAL).certificate.subject
        return str(subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)

    @property
    def has_own_time(self) -> bool:
        """Whether the portal itself says what time it is."""
        return not self.time.roots

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the root certificate as `openssl x509 -fingerprint -sha256` prints it."""
        return fingerprint(self.keys.current(Purpose.ROOT).certificate)


def open_authority(*, clock: Callable[[], datetime]) -> Authority:
    """The keys, made at first use, with their root certificates published.

    The time-stamps are the portal's own, unless settings.TSA_URL names another authority.
    Raises KeysRefused when the passphrase does not open the keys.
    """
    keys = FileKeyStore(
        settings.KEY_ROOT, settings.SEAL_PASSPHRASE.encode(), name=settings.SEAL_NAME
    )
    keys.ensure(at=clock())
    if settings.TSA_URL:
        roots = x509.load_pem_x509_certificates(Path(settings.TSA_ROOTS).read_bytes())
        authority = Authority(keys, external(settings.TSA_URL, roots=roots), Level.B_LTA)
    else:
        authority = Authority(keys, built_in(keys, clock=clock), Level.B_LT)
    _publish([*keys.certificates(Purpose.ROOT), *authority.time.roots])
    return authority


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of a certificate, in pairs: "8A:41:9C..."."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def _publish(roots: list[x509.Certificate]) -> None:
    """Add these to the published roots, in front: earlier seals still need those of their time."""
    place: Path = settings.ROOT_CERTIFICATES
    before = place.read_bytes() if place.exists() else b""
    all_roots = dict.fromkeys((*roots, *_earlier(place, before)))
    bundle = b"".join(root.public_bytes(Encoding.PEM) for root in all_roots)
    if before == bundle:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.{secrets.token_hex(8)}")
    draft.write_bytes(bundle)
    draft.chmod(0o644)
    draft.replace(place)


def _earlier(place: Path, bundle: bytes) -> list[x509.Certificate]:
    if not bundle:
        return []
    try:
        return x509.load_pem_x509_certificates(bundle)
    except ValueError as fault:
        # Written over, it would lose the roots under which earlier files were sealed.
        raise KeysRefused(
            f"The published root certificates ({place.name}) cannot be read."
            " Put them back from a copy."
        ) from fault
