"""Reads the text layer of a PDF in the child: lines as they are printed, words with their boxes."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median

import pypdfium2
from pypdfium2 import raw

from compliance.reading.readers.order import arranged
from compliance.reading.readers.shown import Shown
from compliance.reading.readers.terms import Line, Read, Spot, Unreadable

_WIDE_GAP = 1.45
"""A gap of this many usual line pitches ends a paragraph."""

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | {"\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u200b": None, "\ufffe": "-"}
    | {"\u0002": "-", "\0": None, "\ufeff": None}
)
_PARTED = 2
"""The library's mark for a hyphen at the end of a line; what follows stands on the next line."""


def read(path: Path, *, words: bool, most_pages: int) -> Read:
    """Give the pages of the file, each as its lines and, if `words`, the boxes of its words."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("The PDF cannot be opened: it is damaged or locked.") from error
    with document:
        if len(document) > most_pages:
            raise Unreadable(f"The PDF has more than {most_pages} pages.")
        pages = [arranged(list(_lines(document[i]))) for i in range(len(document))]
    return Read(
        texts=[_text(lines) for lines in pages],
        words=[[spot for line in lines for spot in line.spots] for lines in pages] if words else [],
    )


def _lines(page: pypdfium2.PdfPage) -> Iterator[Line]:
    """The lines in the order of the file; a line ends where the library says that one ends."""
    text_page = page.get_textpage()
    shown = Shown.of(page)
    spots: list[Spot] = []
    for parts in _words(text_page):
        if parts is None:
            if spots:
                yield Line(spots)
            spots = []
        else:
            spot = _spot(text_page, parts, shown)
            if spot:
                spots.append(spot)
    if spots:
        yield Line(spots)


def _words(text_page: pypdfium2.PdfTextPage) -> Iterator[list[tuple[int, str]] | None]:
    """The characters of each word, with their numbers; None where a line ends."""
    word: list[tuple[int, str]] = []
    for i in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, i)
        char = chr(code).translate(_LIGATURES) if 0 < code < 0x110000 else ""
        if char and not char.isspace():
            word.append((i, char))
        if word and (not char or char.isspace() or code == _PARTED):
            yield word
            word = []
        if char in {"\r", "\n"} or code == _PARTED:
            yield None
    if word:
        yield word


def _spot(
    text_page: pypdfium2.PdfTextPage, parts: list[tuple[int, str]], shown: Shown
) -> Spot | None:
    text = "".join(char for _, char in parts if not 0xD800 <= ord(char[0]) < 0xE000)
    boxes = [shown.box(*_box(text_page, i)) for i, _ in parts]
    left = min(box[0] for box in boxes)
    top = min(box[1] for box in boxes)
    right = max(box[2] for box in boxes)
    bottom = max(box[3] for box in boxes)
    return Spot(text, left, top, right, bottom) if text else None


def _box(text_page: pypdfium2.PdfTextPage, i: int) -> tuple[float, float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text_page, i, left, right, bottom, top)
    return left.value, right.value, bottom.value, top.value


def _text(lines: list[Line]) -> str:
    """Lines one below another, with a blank one where the gap is wide or the page begins anew."""
    pitches = [
        below.bottom - above.bottom
        for above, below in pairwise(lines)
        if below.bottom > above.bottom
    ]
    usual = median(pitches) if pitches else 0.0
    texts: list[str] = []
    above: Line | None = None
    for line in lines:
        if above and not -0.5 * usual <= line.bottom - above.bottom <= _WIDE_GAP * usual:
            texts.append("")
        texts.append(" ".join(spot.text for spot in line.spots))
        above = line
    return "\n".join(texts)
