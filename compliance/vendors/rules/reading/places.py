"""The places that a proposal stands on."""

from collections.abc import Iterable

from compliance.vendors.rules.reading.layout import Piece
from compliance.vendors.rules.reading.outline import Outline
from compliance.vendors.rules.reading.proposals import Place

_FRONT_PAGES = 5


def front(outline: Outline) -> list[Piece]:
    """The cover and what follows it, without the table of contents."""
    return [piece for piece in outline.body if piece.page <= _FRONT_PAGES]


def first_place(outline: Outline) -> tuple[Place, ...]:
    text = outline.sheets.texts[0] if outline.sheets.texts else ""
    return (Place(1, text[:160]),)


def place_of(outline: Outline, piece: Piece) -> Place:
    return Place(piece.page, outline.text(piece)[:400])


def by_page(places: Iterable[Place]) -> tuple[Place, ...]:
    first: dict[int, Place] = {}
    for place in places:
        first.setdefault(place.page, place)
    return tuple(first.values())


def around(text: str, start: int, end: int, reach: int = 60) -> str:
    """The words from `start` to `end` with a few before and after."""
    left = max(0, text.rfind(" ", 0, max(0, start - reach)) + 1)
    right = text.find(" ", min(len(text), end + reach))
    return text[left : right if right >= 0 else len(text)]
