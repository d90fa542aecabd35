"""Secrets that have to be read again are stored locked; the database alone does not open them."""

import base64
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes


class SealBroken(Exception):
    """Words that none of our keys has locked, for this purpose or at all."""


def lock(purpose: str, words: str) -> str:
    """The words, locked with SECRET_KEY for one purpose: a lock for another does not open them."""
    return _box(purpose).encrypt(words.encode()).decode()


def unlock(purpose: str, locked: str) -> str:
    """What `lock` locked, also with one of SECRET_KEY_FALLBACKS. Raises SealBroken."""
    try:
        return _box(purpose).decrypt(locked.encode()).decode()
    except InvalidToken as error:
        raise SealBroken(purpose) from error


def _box(purpose: str) -> MultiFernet:
    name = f"countersign-{purpose}".encode()
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(sha256(name + force_bytes(key)).digest()))
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )
