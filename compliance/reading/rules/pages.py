"""What a document is before it is understood: pages of lines, and words with their boxes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word and its box, in points of 1/72 inch from the top left of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page, counted from 1 whatever is printed on it; `text` keeps the lines.

    A blank line stands where a paragraph ends. `words` is empty unless asked for, and for texts
    that have no layout.
    """

    number: int
    text: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a paper: `start` and `end` count in `Paper.text`, `page` is where they begin."""

    page: int
    start: int
    end: int
    words: str

    def overlaps(self, other: "Passage") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end
