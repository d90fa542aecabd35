"""Saving a PDF to a disk that may be full.

qpdf ends the whole process when a write fails while it closes its output. So a failed write is kept
from it, what follows is dropped, and the fault is raised once it is done.
"""

import os
from io import FileIO
from pathlib import Path
from typing import Any

from pikepdf import Pdf


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


def save(pdf: Pdf, path: Path, **options: Any) -> None:
    """Write to a new file and to the disk itself; raises OSError where there is no room."""
    with _Guarded(path, "xb") as file:
        pdf.save(file, **options)
        if file.fault is not None:
            raise file.fault
        os.fsync(file.fileno())
