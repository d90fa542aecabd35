"""Printed sections, and documents made ready, under the hash of what decides how they look.

Only the worker uses this. What is on the shelf can be made again at any time: a file that is
missing, damaged or long unused costs the making and nothing else.
"""

import errno
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import file_digest, sha256
from pathlib import Path

from compliance.pdf.foreign import prepared_key
from compliance.pdf.parts import Prepared
from compliance.pdf.printed import Rendered
from compliance.pdf.printer import prepare

ENDING = ".pdf"
UNUSED_FOR = timedelta(days=30)
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def suppress_full_disk() -> Iterator[None]:
    """Go on without what the disk had no room for."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise


class Shelf:
    """A folder of printed sections: the SHA-256 of what follows, a line that tells of it, the PDF.

    Of a document only the two lines; its PDF is a file beside it, because it may be large.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def has(self, key: str) -> bool:
        """Whether there is one; whether it is sound shows when it is taken."""
        return self._path(key).exists()

    def take(self, key: str) -> Rendered | None:
        """The section printed under `key`; None when there is none, or one that was damaged."""
        path = self._path(key)
        sound = self._sound(path)
        if sound is None:
            return None
        with suppress(FileNotFoundError):
            os.utime(path)
        told, _, pdf = sound.partition(b"\n")
        return Rendered.of(json.loads(told), pdf)

    def put(self, key: str, made: Rendered) -> None:
        """Keep a printed section, whole or not at all; not where the disk is full."""
        with suppress_full_disk():
            self._write(self._path(key), json.dumps(made.told()).encode() + b"\n" + made.pdf)

    def document(self, source: Path, digest: str) -> Prepared | None:
        """A stored document, by its SHA-256, made ready once; None where the disk is full.

        Raises `SourceRefused` for a document that cannot be used.
        """
        path = self._path(prepared_key(digest))
        return self._kept(path) or self._made_ready(path, source)

    def _kept(self, path: Path) -> Prepared | None:
        pdf = path.with_suffix(ENDING)
        sound = self._sound(path)
        if sound is None:
            return None
        told = json.loads(sound)
        try:
            with pdf.open("rb") as file:
                digest = file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return None
        if digest != told["sha256"]:
            path.unlink(missing_ok=True)
            return None
        for one in (path, pdf):
            with suppress(FileNotFoundError):
                os.utime(one)
        return Prepared.of(told, pdf)

    def _made_ready(self, path: Path, source: Path) -> Prepared | None:
        pdf = path.with_suffix(ENDING)
        with suppress_full_disk():
            with self._draft(pdf) as draft:
                made = prepare(source, draft)
                with draft.open("rb") as file:
                    digest = file_digest(file, "sha256").hexdigest()
            told = {"sha256": digest, **made.told()}
            self._write(path, json.dumps(told).encode())
            return replace(made, path=pdf)
        return None

    def clear(self, *, at: datetime) -> None:
        """Throw away what nobody has used for long, and what killed workers left half-written."""
        oldest = (at - UNUSED_FOR).timestamp()
        for path in self._root.glob("??/*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    path.unlink()

    @staticmethod
    def _sound(path: Path) -> bytes | None:
        """What was written to a file, whose own hash is its first line; damaged, it is no more."""
        try:
            digest, _, content = path.read_bytes().partition(b"\n")
        except FileNotFoundError:
            return None
        if digest != sha256(content).hexdigest().encode():
            path.unlink(missing_ok=True)
            return None
        return content

    def _write(self, path: Path, content: bytes) -> None:
        with self._draft(path) as draft:
            draft.write_bytes(sha256(content).hexdigest().encode() + b"\n" + content)

    @contextmanager
    def _draft(self, path: Path) -> Iterator[Path]:
        """A file to be written inside the block, which is then put in its place whole."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        try:
            yield draft
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._root / key[:2] / key
