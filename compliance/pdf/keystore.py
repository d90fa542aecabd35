"""Where the portal's long-lived keys live: the interface, and the one that keeps them in files."""

import json
import os
import secrets
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Protocol, assert_never

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from compliance.pdf.pki import (
    Credential,
    Revocation,
    issue_seal,
    issue_timestamper,
    make_root,
)

CERTIFICATE = "certificate.pem"
KEY = "key.pem"


class Purpose(StrEnum):
    """What a kept key is for. Each has one key in use and any number of retired ones."""

    ROOT = "root"
    SEAL = "seal"
    TIMESTAMP = "timestamp"


class KeysRefused(Exception):
    """The keys cannot be read: wrong passphrase, or a directory that is not ours."""


class KeyStore(Protocol):
    """What signing needs from wherever the keys are.

    The file-backed store below is one implementation. For a KMS or an HSM write another: let
    `current()` return a `Credential` whose key is a subclass of `EllipticCurvePrivateKey` with two
    working methods, `public_key()` and `sign(data, ECDSA(SHA256()))`, each a call to the service
    (PKCS#11 `C_Sign` with `CKM_ECDSA_SHA256`; AWS KMS `Sign` with `ECDSA_SHA_256`). Key bytes are
    never asked for. Certificates of retired keys stay available, so that old seals can be told.
    """

    def current(self, purpose: Purpose) -> Credential:
        """The key in use for a purpose."""

    def certificates(self, purpose: Purpose) -> Sequence[x509.Certificate]:
        """Every certificate a purpose ever had, oldest first; the last one is in use."""

    def revocations(self) -> Sequence[Revocation]:
        """What the root has revoked."""


class FileKeyStore:
    """Keys as encrypted PKCS#8 files in one directory that only the worker's user can read.

        root/0001/{certificate,key}.pem  seal/0001/...  timestamp/0001/...  revoked/<serial>.json

    A generation appears by renaming a complete directory. Two processes that create the same one
    at the same moment agree: one rename wins, and the other process reads what the winner made.
    """

    def __init__(self, directory: Path, passphrase: bytes, *, name: str) -> None:
        if not passphrase:
            raise KeysRefused("The signing keys need a passphrase; none is set.")
        self._directory = directory
        self._passphrase = passphrase
        self._name = name
        self._loaded: dict[Path, Credential] = {}

    def ensure(self, *, at: datetime) -> None:
        """Create what is missing: root, seal key, time-stamping key."""
        for purpose in Purpose:
            if not self._generations(purpose):
                self._create(purpose, number=1, at=at)

    def rotate(self, purpose: Purpose, *, at: datetime) -> x509.Certificate:
        """Put a new key in use for sealing or time-stamping; the old certificate is kept.

        A root is not rotated: its certificate is what auditors hold. Make a new directory instead.
        """
        if purpose is Purpose.ROOT:
            raise KeysRefused("A root key is replaced by a new key directory, not rotated.")
        self._create(purpose, number=len(self._generations(purpose)) + 1, at=at)
        return self.current(purpose).certificate

    def lock_with(self, passphrase: bytes) -> int:
        """Encrypt every key anew under another passphrase; how many there were.

        Each file is replaced whole. Stopped half way, it is done again: a key that opens with the
        new passphrase already is left as it is.
        """
        if not passphrase:
            raise KeysRefused("The new passphrase is empty.")
        folders = [folder for purpose in Purpose for folder in self._generations(purpose)]
        changed = FileKeyStore(self._directory, passphrase, name=self._name)
        for folder in folders:
            if not changed._opens(folder):
                changed._lock(folder, self._load(folder).key)
        self._passphrase = passphrase
        return len(folders)

    def _opens(self, folder: Path) -> bool:
        try:
            self._load(folder)
        except KeysRefused:
            return False
        return True

    def _lock(self, folder: Path, key: ec.EllipticCurvePrivateKey) -> None:
        draft = folder / f".{secrets.token_hex(8)}"
        _write(draft, self._locked(key))
        draft.replace(folder / KEY)
        _sync_directory(folder)

    def _locked(self, key: ec.EllipticCurvePrivateKey) -> bytes:
        return key.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(self._passphrase)
        )

    def revoke(self, serial: int, *, at: datetime) -> None:
        """Say that a certificate must not be believed from `at` on. The first word counts."""
        folder = self._directory / "revoked"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f".{secrets.token_hex(8)}"
        _write(draft, json.dumps({"at": at.astimezone(UTC).isoformat()}).encode())
        try:
            os.link(draft, folder / f"{serial:x}.json")
        except FileExistsError:
            return
        finally:
            draft.unlink()

    def current(self, purpose: Purpose) -> Credential:
        generations = self._generations(purpose)
        if not generations:
            raise KeysRefused(f"There is no {purpose} key yet in the key directory.")
        return self._load(generations[-1])

    def certificates(self, purpose: Purpose) -> Sequence[x509.Certificate]:
        return [_read_certificate(folder) for folder in self._generations(purpose)]

    def revocations(self) -> Sequence[Revocation]:
        files = sorted((self._directory / "revoked").glob("*.json"))
        return [
            Revocation(
                int(file.stem, 16), datetime.fromisoformat(json.loads(file.read_text())["at"])
            )
            for file in files
        ]

    def _generations(self, purpose: Purpose) -> list[Path]:
        return sorted((self._directory / purpose).glob("[0-9]" * 4))

    def _create(self, purpose: Purpose, *, number: int, at: datetime) -> None:
        parent = self._directory / purpose
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = parent / f".{secrets.token_hex(8)}"
        draft.mkdir(mode=0o700)
        try:
            self._fill(draft, self._issue(purpose, at))
            # Fails when another process was first: a directory is never renamed over a full one.
            draft.rename(parent / f"{number:04}")
            _sync_directory(parent)
        except OSError:
            if not (parent / f"{number:04}" / KEY).exists():
                raise
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def _issue(self, purpose: Purpose, at: datetime) -> Credential:
        match purpose:
            case Purpose.ROOT:
                return make_root(self._name, at=at)
            case Purpose.SEAL:
                return issue_seal(self.current(Purpose.ROOT), self._name, at=at)
            case Purpose.TIMESTAMP:
                return issue_timestamper(self.current(Purpose.ROOT), self._name, at=at)
            case _:
                assert_never(purpose)

    def _fill(self, folder: Path, credential: Credential) -> None:
        _write(folder / KEY, self._locked(credential.key))
        _write(folder / CERTIFICATE, credential.certificate.public_bytes(Encoding.PEM))
        _sync_directory(folder)

    def _load(self, folder: Path) -> Credential:
        if folder not in self._loaded:
            try:
                key = load_pem_private_key((folder / KEY).read_bytes(), self._passphrase)
            except ValueError as error:
                raise KeysRefused("The passphrase does not open the signing keys.") from error
            if not isinstance(key, ec.EllipticCurvePrivateKey):
                raise KeysRefused(f"{folder / KEY} is not an elliptic-curve key.")
            self._loaded[folder] = Credential(_read_certificate(folder), key)
        return self._loaded[folder]


def root_pem(directory: Path) -> bytes:
    """The root certificate in the form auditors are given. Reads no key."""
    return (directory / Purpose.ROOT / "0001" / CERTIFICATE).read_bytes()


def _read_certificate(folder: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate((folder / CERTIFICATE).read_bytes())


def _write(path: Path, content: bytes) -> None:
    with open(path, "xb", opener=partial(os.open, mode=0o600)) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
