"""The client's paper as pictures of its pages, with the proposed words marked on them."""

from collections.abc import Iterator
from dataclasses import dataclass

from compliance.agreements.models import TheirPaper
from compliance.agreements.rules import NOTICE, AgreementKind, required_elements

NOTICE_LABEL = "Time for the notice of a breach"
# Points that a box is wider than its words on every side.
AIR = 1.5


@dataclass(frozen=True)
class Spot:
    """A box over the picture, in points; `is_first` is where a link to it leads."""

    element: str
    is_first: bool
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Sheet:
    """One page: its size in points, what is marked on it, and the names of that."""

    number: int
    width: float
    height: float
    spots: tuple[Spot, ...]
    labels: tuple[str, ...]


def sheets_of(paper: TheirPaper) -> list[Sheet]:
    """The pages that were drawn, in order."""
    names = {one.id: one.label for one in required_elements(AgreementKind.BAA)}
    names[NOTICE] = NOTICE_LABEL
    found = []
    for number, drawn in sorted((int(key), one) for key, one in paper.pictures.items()):
        # A page whose size is not known is shown as it is, without marks.
        spots = tuple(_spots(paper, number)) if drawn["width"] else ()
        labels = dict.fromkeys(names[spot.element] for spot in spots if spot.element in names)
        width, height = drawn["width"] or 612.0, drawn["height"] or 792.0
        found.append(Sheet(number, width, height, spots, tuple(labels)))
    return found


def _spots(paper: TheirPaper, page: int) -> Iterator[Spot]:
    for element, boxes in paper.marks.items():
        for place, (number, left, top, right, bottom) in enumerate(boxes):
            if number == page:
                size = (right - left + 2 * AIR, bottom - top + 2 * AIR)
                yield Spot(element, place == 0, left - AIR, top - AIR, *size)
