"""Saving a PDF to a disk that may be full.

qpdf ends the whole process when a write fails while it closes its output. So a failed write is kept
from it, what follows is dropped, and the fault is raised once it is done.
"""

import os
from io import BufferedWriter, FileIO, UnsupportedOperation
from pathlib import Path
from typing import Any, NoReturn

from pikepdf import Pdf

# qpdf writes word by word.
BLOCK = 1 << 17


class _Guarded(FileIO):
    """A new file as qpdf writes to it: no write fails, and the first fault is kept."""

    fault: OSError | None = None

    def write(self, data: Any, /) -> int:
        left = memoryview(data)
        while left and self.fault is None:
            try:
                left = left[super().write(left) :]
            except OSError as fault:
                self.fault = fault
        return len(data)


class _Buffer(BufferedWriter):
    """What many small writes are gathered in."""

    def fileno(self) -> NoReturn:
        """Given the number of the file, pikepdf would pass it to qpdf, around the guard."""
        raise UnsupportedOperation("fileno")


def save(pdf: Pdf, path: Path, *, lasting: bool = True, **options: Any) -> None:
    """Write to a new file, and to the disk itself if it is to last.

    Raises OSError where there is no room.
    """
    with _Guarded(path, "xb") as file, _Buffer(file, BLOCK) as buffer:
        pdf.save(buffer, **options)
        buffer.flush()
        if file.fault is not None:
            raise file.fault
        if lasting:
            os.fsync(file.fileno())
