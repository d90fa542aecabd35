"""The content-addressed store: every file once, under its SHA-256, never overwritten."""

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from portal.files.rules import FileMissing, FileNotStored, too_large

CHUNK = 1 << 18
_READ_ONLY = 0o440
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that are on disk for good: their SHA-256 in hex and their number."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Staged:
    """Bytes that are complete on disk, but not yet under their own name."""

    temporary: Path
    sha256: str
    size: int


class Store:
    """A folder of files named by their content. Who may read one is decided by rows elsewhere."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._incoming = root / "incoming"

    def put_bytes(self, data: bytes) -> Stored:
        """Store these bytes."""
        return self.put_stream([data])

    def put_stream(
        self, source: Iterable[bytes] | BinaryIO, *, cap: int | None = None, name: str = "The file"
    ) -> Stored:
        """Store what `source` gives, hashing on the way; equal bytes are stored once.

        Refuses more than `cap` bytes (FileTooLarge) and what the disk does not take
        (FileNotStored). Whatever goes wrong, nothing is left half stored.
        """
        with self.staged(source, cap=cap, name=name) as staged:
            return self.keep(staged)

    @contextmanager
    def staged(
        self, source: Iterable[bytes] | BinaryIO, *, cap: int | None = None, name: str = "The file"
    ) -> Iterator[Staged]:
        """Write `source` to disk under a temporary name that is gone when the block ends.

        Several files that belong together are staged first and kept afterwards, because it is
        the writing that fails, and hardly ever the naming. Refusals as in `put_stream`.
        """
        with _saying_why(name):
            self._incoming.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._incoming)
        try:
            with _saying_why(name), os.fdopen(handle, "wb") as target:
                staged = _write(source, target, Path(temporary), cap=cap, name=name)
            yield staged
        finally:
            Path(temporary).unlink(missing_ok=True)

    def keep(self, staged: Staged) -> Stored:
        """Give staged bytes their name. The same bytes stored before stay as they are."""
        place = self._place(staged.sha256)
        with _saying_why("The file"):
            _make_folders(place.parent)
            try:
                os.link(staged.temporary, place)
            except FileExistsError:
                pass
            else:
                _sync_folder(place.parent)
        return Stored(sha256=staged.sha256, size=staged.size)

    def has(self, sha256: str) -> bool:
        """Whether bytes with this hash are here."""
        return self._place(sha256).is_file()

    def path(self, sha256: str) -> Path:
        """Where the bytes with this hash are; FileMissing if they are not."""
        place = self._place(sha256)
        if not place.is_file():
            raise FileMissing(
                "The content of this file is missing from the store. Its record is unchanged and "
                "says what the content was. Ask the operator of this portal to restore it."
            )
        return place

    def open(self, sha256: str) -> BinaryIO:
        """Open the bytes with this hash for reading; FileMissing if they are not here."""
        return self.path(sha256).open("rb")

    def clear_abandoned(self, *, before: float) -> int:
        """Remove staged files last written before a Unix time; give their number.

        Only a process killed while it stored leaves one. Before should be a day ago, so that no
        upload still running is touched.
        """
        abandoned = [path for path in self._incoming.glob("*") if path.stat().st_mtime < before]
        for path in abandoned:
            path.unlink(missing_ok=True)
        return len(abandoned)

    def relative(self, sha256: str) -> str:
        """The address below the root: "ab/cd/abcd..."."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"Not a SHA-256 in lower-case hex: {sha256!r}")
        return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"

    def _place(self, sha256: str) -> Path:
        return self.root / self.relative(sha256)


def default_store() -> Store:
    """The store of this site, at settings.STORE_ROOT."""
    return Store(settings.STORE_ROOT)


def read_stored(sha256: str) -> bytes:
    """A small file of this site's store, whole; FileMissing if it is not there."""
    return default_store().path(sha256).read_bytes()


def pieces(source: Iterable[bytes] | BinaryIO) -> Iterable[bytes]:
    """The chunks of an open file or of anything that gives chunks."""
    if hasattr(source, "read"):
        return iter(lambda: source.read(CHUNK), b"")
    return source


def _write(
    source: Iterable[bytes] | BinaryIO, target: BinaryIO, path: Path, *, cap: int | None, name: str
) -> Staged:
    digest, size = hashlib.sha256(), 0
    for chunk in pieces(source):
        size += len(chunk)
        if cap is not None and size > cap:
            raise too_large(name, cap=cap)
        digest.update(chunk)
        target.write(chunk)
    target.flush()
    os.fchmod(target.fileno(), _READ_ONLY)
    os.fsync(target.fileno())
    return Staged(temporary=path, sha256=digest.hexdigest(), size=size)


def _make_folders(folder: Path) -> None:
    for part in (folder.parent, folder):
        try:
            part.mkdir(mode=0o750)
        except FileExistsError:
            continue
        _sync_folder(part.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _saying_why(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        cause = "its disk is full" if error.errno in _FULL else "its disk did not take it"
        raise FileNotStored(
            f"“{name}” could not be stored by this portal: {cause}. Nothing of it was kept and "
            "everything stored before is unchanged. Try again later; if it stays so, tell the "
            "operator of this portal."
        ) from error
