"""Pictures of pages, drawn in a child with limits, to stand beside what was read."""

import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.reading.readers.terms import Unreadable
from portal.files.sandbox import NoAnswer, ProcessLimits, run

LIMITS = ProcessLimits(
    cpu_seconds=120, wall_seconds=180, memory_bytes=1 << 30, written_bytes=64 << 20
)
MOST_PAGES = 60
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LARGEST = 16 << 20


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a PNG, and its size in points: zeros where boxes cannot be drawn over it."""

    png: bytes
    width: float
    height: float


def draw_pages(
    path: Path, pages: Collection[int], *, limits: ProcessLimits = LIMITS
) -> dict[int, bytes]:
    """PNGs of these pages of a PDF, at most `MOST_PAGES`, by number.

    Raises `Unreadable` with a sentence. Pages that the document does not have are left out.
    """
    return {number: one.png for number, one in picture_pages(path, pages, limits=limits).items()}


def picture_pages(
    path: Path, pages: Collection[int], *, limits: ProcessLimits = LIMITS
) -> dict[int, Picture]:
    """The same with the sizes of the pages.

    Raises `Unreadable` with a sentence. Pages that the document does not have are left out.
    """
    wanted = sorted(pages)[:MOST_PAGES]
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        job = {"path": str(path.resolve()), "pages": wanted, "into": folder}
        try:
            answer = run(
                "compliance.reading.readers.pictures", job, limits=limits, folder=Path(folder)
            )
        except NoAnswer as failure:
            raise Unreadable("The pages of the document could not be drawn.") from failure
        if "refused" in answer:
            raise Unreadable(str(answer["refused"])[:300])
        sizes = _sizes(answer)
        drawn = {number: Path(folder) / f"{number}.png" for number in wanted}
        return {
            number: Picture(_png(file), *sizes.get(number, (0.0, 0.0)))
            for number, file in drawn.items()
            if file.is_file()
        }


def _sizes(answer: dict[str, Any]) -> dict[int, tuple[float, float]]:
    try:
        pairs = zip(answer["drawn"], answer["sizes"], strict=True)
        return {int(number): (float(width), float(height)) for number, (width, height) in pairs}
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable("The pages of the document could not be drawn.") from error


def _png(file: Path) -> bytes:
    if file.is_symlink() or file.stat().st_size > _LARGEST:
        raise Unreadable("The pages of the document could not be drawn.")
    data = file.read_bytes()
    if not data.startswith(_SIGNATURE):
        raise Unreadable("The pages of the document could not be drawn.")
    return data
