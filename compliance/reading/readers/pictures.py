"""Draws pages of a PDF in the child, for people to compare with what was read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pypdfium2

from compliance.reading.readers.terms import Unreadable

_WIDTH = 1000  # pixels
_LARGEST_SIDE = 4000


def answer(job: Mapping[str, Any]) -> dict[str, Any]:
    """Write the pages numbered in `pages` of the PDF at `path` to `into` as NUMBER.png."""
    try:
        document = pypdfium2.PdfDocument(Path(job["path"]))
    except pypdfium2.PdfiumError:
        return {"refused": str(Unreadable("The PDF cannot be opened: it is damaged or locked."))}
    with document:
        wanted = [number for number in job["pages"] if 1 <= number <= len(document)]
        for number in wanted:
            _draw(document[number - 1], Path(job["into"]) / f"{number}.png")
        return {"drawn": wanted, "sizes": [document[number - 1].get_size() for number in wanted]}


def _draw(page: pypdfium2.PdfPage, target: Path) -> None:
    width, height = page.get_size()
    scale = min(_WIDTH / max(width, 1.0), _LARGEST_SIDE / max(height, 1.0))
    page.render(scale=scale).to_pil().convert("RGB").save(target, format="PNG", optimize=False)
