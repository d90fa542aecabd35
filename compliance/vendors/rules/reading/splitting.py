"""Cuts a paragraph where a label was printed so close to it that they were taken for one."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from compliance.vendors.rules.reading.layout import Piece

_LEAST = 4
"""How often a label stands by itself before others like it are told inside a paragraph."""
_LONGEST = 6


def parted(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces, with lines that are labels elsewhere taken out of paragraphs."""
    alone = Counter(_label(piece.lines[0].text) for piece in pieces if len(piece.lines) == 1)
    labels = {label for label, times in alone.items() if label and times >= _LEAST}
    return [part for piece in pieces for part in _parts(piece, labels)]


def _parts(piece: Piece, labels: set[str]) -> Iterator[Piece]:
    part = Piece(piece.index, piece.page)
    for line in piece.lines:
        if _label(line.text) in labels and len(piece.lines) > 1:
            if part.lines:
                yield part
            yield Piece(piece.index, piece.page, [line])
            part = Piece(piece.index, piece.page)
        else:
            part.lines.append(line)
    if part.lines:
        yield part


def _label(text: str) -> str:
    """A line that could be a label, as it can be compared; "" if it could not."""
    words = text.split()
    if len(words) > _LONGEST or not re.match(r"[A-Z]", text) or re.search(r"[.,;!?)]$|\d", text):
        return ""
    return text.casefold().rstrip(": ")
