"""Gets the text out of a file, in a child with limits; believes nothing of it but its shape."""

import json
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Any

from compliance.reading.readers.terms import Unreadable
from compliance.reading.rules import Page, Paper, Word
from portal.files.sandbox import NoAnswer, ProcessLimits, run

__all__ = ["LIMITS", "PaperKind", "Unreadable", "extract", "kind_of"]

LIMITS = ProcessLimits(cpu_seconds=120, wall_seconds=180, memory_bytes=1 << 30)
_MOST_PAGES = 2_000
_LARGEST_ANSWER = 192 << 20
_NO_ANSWER = "The document could not be read to its end."


class PaperKind(StrEnum):
    """What can be read."""

    PDF = "pdf"
    DOCX = "docx"
    MARKDOWN = "markdown"
    TEXT = "text"


_ENDINGS = {
    ".pdf": PaperKind.PDF,
    ".docx": PaperKind.DOCX,
    ".md": PaperKind.MARKDOWN,
    ".markdown": PaperKind.MARKDOWN,
    ".txt": PaperKind.TEXT,
    ".text": PaperKind.TEXT,
}


def kind_of(name: str) -> PaperKind:
    """The kind that the ending of a name says. Refuses with `Unreadable` what is none of ours."""
    kind = _ENDINGS.get(Path(name).suffix.lower())
    if kind is None:
        raise Unreadable("Only PDF, DOCX, Markdown and plain text can be read.")
    return kind


def extract(
    path: Path,
    *,
    kind: PaperKind | None = None,
    words: bool = False,
    limits: ProcessLimits = LIMITS,
) -> Paper:
    """Read the file at `path`; its kind is told by its ending unless given.

    With `words`, the pages of a PDF carry the boxes of their words. Raises `Unreadable` with a
    sentence. A paper of pictures is no refusal: see `Paper.is_scan`.
    """
    kind = kind or kind_of(path.name)
    if not path.is_file():
        raise Unreadable("There is no such file.")
    with tempfile.TemporaryDirectory(prefix="reading-") as folder:
        into = Path(folder) / "pages.json"
        job = {
            "path": str(path.resolve()),
            "kind": kind.value,
            "words": words,
            "into": str(into),
            "most_pages": _MOST_PAGES,
        }
        try:
            answer = run(
                "compliance.reading.readers.child", job, limits=limits, folder=Path(folder)
            )
        except NoAnswer as failure:
            raise Unreadable(_NO_ANSWER) from failure
        if "refused" in answer:
            raise Unreadable(_clean(answer["refused"])[:300])
        return Paper(_pages(into), marked=kind is PaperKind.MARKDOWN)


def _pages(into: Path) -> tuple[Page, ...]:
    if into.is_symlink() or not into.is_file() or into.stat().st_size > _LARGEST_ANSWER:
        raise Unreadable(_NO_ANSWER)
    try:
        said = json.loads(into.read_text("ascii"))
        texts, words = said["texts"], said["words"] or [()] * len(said["texts"])
        return tuple(
            Page(number, _clean(text), tuple(map(_word, spots)))
            for number, (text, spots) in enumerate(zip(texts, words, strict=True), 1)
        )
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable(_NO_ANSWER) from error


def _word(spot: list[Any]) -> Word:
    text, *box = spot
    left, top, right, bottom = map(float, box)
    return Word(_clean(text), left, top, right, bottom)


def _clean(text: object) -> str:
    """Text as it may be shown and stored: no control characters, no halves of characters."""
    if not isinstance(text, str):
        raise TypeError
    kept = (char for char in text if char in "\n\t" or (char >= " " and char != "\x7f"))
    return "".join(kept).encode("utf-8", "ignore").decode()
