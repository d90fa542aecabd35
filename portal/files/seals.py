"""Remembers which bytes this portal sealed, so that anybody can ask about a file they hold."""

from datetime import datetime

from portal.files.models import SealedHash, SealedKind


def remember(sha256: str, *, kind: SealedKind, at: datetime) -> SealedHash:
    """Note the SHA-256 of a whole sealed file, in the transaction that records the seal."""
    return SealedHash.remember(sha256, kind=kind, at=at)


def known(sha256: str) -> SealedHash | None:
    """What this portal sealed with exactly these bytes, if it did. Needs no organisation."""
    return SealedHash.objects.filter(pk=sha256).first()
