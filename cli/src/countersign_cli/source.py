"""Getting at the bytes: a path, or standard input put aside in a temporary file."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from countersign_cli.refusals import Unreadable

BLOCK = 1 << 20


@dataclass(frozen=True)
class Source:
    """An open file, rewound, with its name, size and SHA-256 (hex)."""

    name: str
    file: BinaryIO
    size: int
    sha256: str


@contextmanager
def open_source(path: str, *, largest: int) -> Iterator[Source]:
    """Open `path`, or standard input for "-". More than `largest` bytes are refused unread."""
    if path == "-":
        with tempfile.TemporaryFile() as spool:
            _copy(sys.stdin.buffer, spool, largest)
            yield _measure("standard input", spool, largest)
        return
    try:
        with Path(path).open("rb") as file:
            yield _measure(Path(path).name, file, largest)
    except OSError as error:
        raise Unreadable(f"The file cannot be opened: {error.strerror}.") from error


def _copy(source: BinaryIO, target: BinaryIO, largest: int) -> None:
    total = 0
    while block := source.read(BLOCK):
        total += len(block)
        if total > largest:
            raise Unreadable(_too_large(largest))
        target.write(block)


def _measure(name: str, file: BinaryIO, largest: int) -> Source:
    digest = sha256()
    size = 0
    file.seek(0)
    while block := file.read(BLOCK):
        size += len(block)
        if size > largest:
            raise Unreadable(_too_large(largest))
        digest.update(block)
    file.seek(0)
    return Source(name, file, size, digest.hexdigest())


def _too_large(largest: int) -> str:
    return f"The file is larger than the {largest >> 20} MiB that this check accepts."
