"""Sections printed without fonts: a note in the place of each says which glyphs are wanted of it.

A packet has dozens of sections set in the same few faces. Each face is cut once for all of them,
when they are put together (see typecase.py), and not once for each.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from typing import Any, Self

from compliance.pdf.fonts import FACES, Face

MARK = b"countersign wants "
NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Note:
    """What a section wants of a face: glyphs, by number, with their widths and what they say."""

    face: Face
    widths: Mapping[int, int]
    text: Mapping[int, str]

    def written(self) -> bytes:
        told = [self.face.address, list(self.widths.items()), list(self.text.items())]
        return MARK + json.dumps(told).encode()

    @classmethod
    def read(cls, written: bytes) -> Self | None:
        """The note, or None where a font stands."""
        if not written.startswith(MARK):
            return None
        address, widths, text = json.loads(written.removeprefix(MARK))
        [face] = [face for face in FACES if face.address == address]
        return cls(face, dict(widths), dict(text))


class Borrowed(dict[int, Any]):
    """The fonts of a document that is being written: ours are noted, others go in as usual.

    Stands in for `Document.fonts`, whose values WeasyPrint asks to cut themselves before it writes
    what `file_content` they have.
    """

    def __setitem__(self, key: int, font: Any) -> None:
        face = _ours().get(sha256(font.file_content).digest())
        if face is not None:
            font.clean = partial(self._clean, face, font)
        super().__setitem__(key, font)

    def _clean(self, face: Face, font: Any, text: Mapping[int, str], *options: Any) -> None:
        if font.missing:
            # Letters that no face has: their codes are beyond the glyphs of this one.
            type(font).clean(font, text, *options)
            return
        same = [one for one in self.values() if one.hash == font.hash]
        widths = {glyph: width for one in same for glyph, width in one.widths.items()}
        # One glyph serves both spaces; searching is for the usual one.
        said = {glyph: words.replace(NO_BREAK, " ") for glyph, words in text.items()}
        font.file_content = Note(face, widths, said).written()


@cache
def _ours() -> dict[bytes, Face]:
    return {sha256(face.path.read_bytes()).digest(): face for face in FACES}
