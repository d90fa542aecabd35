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
    """A box over the picture, in points."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Marked:
    """The words of one element on a page, line by line; a link to it leads where they begin."""

    element: str
    begins_here: bool
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Sheet:
    """One page: its size in points, what is marked on it, and the names of that."""

    number: int
    width: float
    height: float
    marked: tuple[Marked, ...]
    labels: tuple[str, ...]


def sheets_of(paper: TheirPaper) -> list[Sheet]:
    """The pages that were drawn, in order."""
    names = {one.id: one.label for one in required_elements(AgreementKind.BAA)}
    names[NOTICE] = NOTICE_LABEL
    found = []
    for number, drawn in sorted((int(key), one) for key, one in paper.pictures.items()):
        # A page whose size is not known is shown as it is, without marks.
        marked = tuple(_marked(paper, number)) if drawn["width"] else ()
        labels = tuple(names[one.element] for one in marked if one.element in names)
        width, height = drawn["width"] or 612.0, drawn["height"] or 792.0
        found.append(Sheet(number, width, height, marked, labels))
    return found


def _marked(paper: TheirPaper, page: int) -> Iterator[Marked]:
    for element, boxes in paper.marks.items():
        spots = tuple(_spot(box) for number, *box in boxes if number == page)
        if spots:
            yield Marked(element, boxes[0][0] == page, spots)


def _spot(box: list[float]) -> Spot:
    left, top, right, bottom = box
    return Spot(left - AIR, top - AIR, right - left + 2 * AIR, bottom - top + 2 * AIR)
