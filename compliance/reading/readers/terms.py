"""What the readers give back, and how they refuse."""

from dataclasses import dataclass, field


class Unreadable(Exception):
    """A document cannot be read. The message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A word and its box, from the top left of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one printed line."""

    spots: list[Spot]

    @property
    def top(self) -> float:
        """Where its highest word begins."""
        return min(spot.top for spot in self.spots)

    @property
    def bottom(self) -> float:
        """Where most of it stands; a raised mark does not count."""
        bottoms = sorted(spot.bottom for spot in self.spots)
        return bottoms[len(bottoms) // 2]


@dataclass(frozen=True, slots=True)
class Read:
    """The text of each page and, for those that were asked for it, the words with their boxes."""

    texts: list[str]
    words: list[list[Spot]] = field(default_factory=list)
