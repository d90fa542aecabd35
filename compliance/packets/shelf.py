"""Printed sections, kept under the hash of everything that decides what they look like.

Only the worker uses this. What is on the shelf can be printed again at any time: a file that is
missing, damaged or long unused costs a printing and nothing else.
"""

import errno
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from compliance.pdf.render import Anchor, Rendered

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
    """A folder of printed sections: a line that says what follows, then the PDF."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def has(self, key: str) -> bool:
        """Whether there is one; whether it is sound shows when it is taken."""
        return self._path(key).exists()

    def take(self, key: str) -> Rendered | None:
        """The section printed under `key`; None when there is none, or one that was damaged."""
        path = self._path(key)
        try:
            head, _, pdf = path.read_bytes().partition(b"\n")
        except FileNotFoundError:
            return None
        told = self._told(head)
        if sha256(pdf).hexdigest() != told.get("sha256"):
            path.unlink(missing_ok=True)
            return None
        with suppress(FileNotFoundError):
            os.utime(path)
        anchors = {name: Anchor(*where) for name, where in told["anchors"].items()}
        return Rendered(pdf, told["pages"], anchors)

    def put(self, key: str, made: Rendered) -> None:
        """Keep a printed section, whole or not at all; not where the disk is full."""
        told = {
            "sha256": sha256(made.pdf).hexdigest(),
            "pages": made.pages,
            "anchors": {name: (one.page, *one.box) for name, one in made.anchors.items()},
        }
        path = self._path(key)
        with suppress_full_disk():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = path.with_name(f".{key}.{secrets.token_hex(8)}")
            try:
                draft.write_bytes(json.dumps(told).encode() + b"\n" + made.pdf)
                draft.replace(path)
            finally:
                draft.unlink(missing_ok=True)

    def clear(self, *, at: datetime) -> None:
        """Throw away what nobody has used for long, and what killed workers left half-written."""
        oldest = (at - UNUSED_FOR).timestamp()
        for path in self._root.glob("??/*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self._root / key[:2] / key

    @staticmethod
    def _told(head: bytes) -> dict[str, Any]:
        try:
            told: dict[str, Any] = json.loads(head)
        except ValueError:
            return {}
        return told
