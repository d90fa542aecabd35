"""Puts the words of a page together to lines and pieces: a paragraph, a heading, a cell of a table.

Words come in the order of the file, which in all common programs is the order of reading, cell by
cell. Where one piece ends is told by the boxes alone.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from compliance.reading.rules import Page
from compliance.vendors.rules.reading.columns import Margins, usual_margins
from compliance.vendors.rules.reading.lines import BULLET, Line, joined, lines_of, plain_lines
from compliance.vendors.rules.reading.margins import edge_lines, is_running, repeated_places

_PITCH = 2.4  # of the height of a line: more leads to a new paragraph
_LOOSE = 1.22  # of the pitch of the piece so far
_ENTRY = re.compile(r"(?:[.·…_]\s?){4,}\W*\d{0,3}$")


@dataclass(slots=True)
class Piece:
    """Lines that belong together; `index` is its place in the document."""

    index: int
    page: int
    lines: list[Line] = field(default_factory=list)

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        return self.lines[-1].bottom

    @property
    def size(self) -> float:
        """Height of the print."""
        heights = sorted(line.height for line in self.lines)
        return heights[len(heights) // 2]

    @property
    def text(self) -> str:
        words = ""
        for line in self.lines:
            words = joined(words, line.text)
        return words


@dataclass(frozen=True)
class Sheets:
    """A document as its pieces, without running heads and feet."""

    pieces: tuple[Piece, ...]
    pages: int
    edges: tuple[str, ...] = ()
    """What stood in running heads and feet, each once."""

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The text of every piece."""
        return tuple(piece.text for piece in self.pieces)

    @cached_property
    def body_size(self) -> float:
        """Height of the print of most paragraphs; cells of tables are often smaller."""
        wide = 0.5 * max((piece.right - piece.left for piece in self.pieces), default=0.0)
        prose: Counter[float] = Counter()
        all_: Counter[float] = Counter()
        for piece, text in zip(self.pieces, self.texts, strict=True):
            size = round(piece.size * 4) / 4
            all_[size] += len(text)
            if piece.right - piece.left >= wide and len(text.split()) >= _PARAGRAPH:
                prose[size] += len(text)
        sizes = prose or all_
        return sizes.most_common(1)[0][0] if sizes else 8.0

    def on(self, page: int) -> tuple[Piece, ...]:
        """The pieces of a page."""
        return tuple(piece for piece in self.pieces if piece.page == page)


_PARAGRAPH = 15  # words


def sheets_of(pages: Sequence[Page]) -> Sheets:
    """Put the words of all pages together. Pages whose words have no boxes go by their lines."""
    lined = [lines_of(page) if page.words else plain_lines(page) for page in pages]
    repeated = repeated_places(lined)
    usual = usual_margins(lined)
    pieces: list[Piece] = []
    edges: dict[str, None] = {}
    for lines in lined:
        running = {id(line) for line in edge_lines(lines) if is_running(line, repeated, lines)}
        edges.update(dict.fromkeys(line.text for line in lines if id(line) in running))
        text = [line for line in lines if id(line) not in running]
        _gather(text, pieces, Margins(text, usual))
    return Sheets(tuple(pieces), len(pages), tuple(edges))


def _gather(lines: list[Line], pieces: list[Piece], margins: Margins) -> None:
    piece: Piece | None = None
    for line in lines:
        if piece is None or not _goes_on(piece, line) or _was_ended(piece, line, margins):
            piece = Piece(len(pieces), line.page)
            pieces.append(piece)
        piece.lines.append(line)


def _goes_on(piece: Piece, line: Line) -> bool:
    last = piece.lines[-1]
    if BULLET.match(last.text) and len(piece.lines) == 1 and abs(line.bottom - last.bottom) < 4:
        return True
    pitch = line.bottom - last.bottom
    height = max(last.height, line.height)
    if not 0.3 * height < pitch <= _PITCH * height or _ENTRY.search(last.text):
        return False
    if starts_item(line.text, piece.text):
        return False
    loose = len(piece.lines) > 1 and pitch > _LOOSE * _pitch(piece)
    long = min(len(last.text), len(line.text)) > 6 and _is_tall(last) and _is_tall(line)
    other_print = long and abs(last.height - line.height) > 0.2 * height
    return not loose and not other_print and line.left < last.right and last.left < line.right


def _is_tall(line: Line) -> bool:
    """Whether a letter reaches the full height of its print, so that it tells the print."""
    return bool(re.search(r"[A-Z0-9bdfhklt]", line.text))


def _pitch(piece: Piece) -> float:
    pitches = [b.bottom - a.bottom for a, b in pairwise(piece.lines)]
    level = [pitch for pitch in pitches if pitch > 4]
    return min(level) if level else 1000.0


def _was_ended(piece: Piece, line: Line, margins: Margins) -> bool:
    """Whether the last line was ended on purpose: the word after it would have had room in it."""
    last = piece.lines[-1]
    first = line.words[0]
    if first.text[:1].islower() or last.text.endswith((",", "-", "–", "&", "/", "_")):
        return False
    if first.text[:1].isdigit() and re.fullmatch(r"[A-Z]{1,6}\.", last.text):
        return False  # a number of a control, in a narrow cell
    room = margins.of(last) - last.right
    needed = first.right - first.left + 0.6 * last.height
    return room > needed + 0.06 * (last.right - last.left + room)


_ITEM = re.compile(
    r"(?:[•●▪■◦○‣∙·➢✓\uf0b7\uf0a7]|[-–*] (?=[A-Z])|\(?[a-z]\)|\(?[ivx]{1,4}\)|\d{1,2}[.)]\s"
    r"|\(\d{1,2}\)|C?UECC?[ -]?\d+|UE[CR]-?\d+|U-?\d{1,2}[.:)]\s)"
)


def starts_item(text: str, before: str = "") -> bool:
    """Whether a line begins an item of a list, by its mark."""
    if not _ITEM.match(text):
        return False
    cites = re.search(r"\b(section|paragraph|and|or|to|the|of|in)$", before.casefold())
    return not cites or not text[:1].isdigit()
