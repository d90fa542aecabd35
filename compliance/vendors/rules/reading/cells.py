"""Items of a table: the cells of its widest column, with number and criteria beside them."""

import re
from collections import Counter
from collections.abc import Sequence

from compliance.vendors.rules.reading import marks
from compliance.vendors.rules.reading.items import MARK, WHO, Item, bare, marked_items
from compliance.vendors.rules.reading.layout import Piece, starts_item
from compliance.vendors.rules.reading.lines import joined
from compliance.vendors.rules.reading.outline import Outline

HEAD_CELLS = re.compile(
    rf"(?:(?:ref(?:erence)?|no|id|#|number|item)\.?|(?:related |applicable "
    rf"|trust services? )*criteri(?:on|a)(?: reference)?"
    rf"|(?:complementary )?{WHO}(?: entity)?(?: control)?(?: controls?| considerations?"
    rf"| responsibilit(?:y|ies))?s?(?: \(cuecs?\))?"
    r"|cuecs?(?: (?:no|id|#|number|description)\.?)?|controls?(?: (?:no|id|description"
    r"|number|expected)\.?)?|(?:control )?description|tsc|category|topic|area)",
    re.IGNORECASE,
)
_LEAST_CELLS = 4


def table_items(outline: Outline, region: Sequence[Piece]) -> list[Item]:
    """The cells of the widest column of text, where the region has rows of cells."""
    rows = [piece for piece in region if _has_neighbour(piece, region)]
    if len(rows) < _LEAST_CELLS:
        return []
    texts = _widest_column(outline, rows, region)
    bulleted = _bulleted_cells(outline, texts)
    if bulleted:
        return bulleted
    items: list[Item] = []
    for piece in texts:
        text = outline.text(piece)
        beside = [p for p in rows if p is not piece and _level(p, piece)]
        if HEAD_CELLS.fullmatch(text) or _heads(outline, text, beside):
            continue
        if beside and not text[:1].islower():
            number, criteria = _number(outline, beside), _criteria(outline, beside)
            items.append(Item(piece.page, bare(text), number, criteria))
        elif items and (beside or _carries_on(items, piece, rows, outline)):
            items[-1].text = joined(items[-1].text, text)
        elif items and _shares_row(items, piece, rows, outline):
            items.append(Item(piece.page, bare(text), "", items[-1].criteria))
    return items


def _is_mark(text: str) -> bool:
    return bool(MARK.fullmatch(text)) and not marks.criteria_in(text)


def _heads(outline: Outline, text: str, beside: Sequence[Piece]) -> bool:
    """Whether a cell is the head of its column, as those beside it are."""
    heads = any(HEAD_CELLS.fullmatch(outline.text(piece)) for piece in beside)
    return heads and len(text.split()) <= 8 and not text.endswith(".")


def _widest_column(outline: Outline, rows: Sequence[Piece], region: Sequence[Piece]) -> list[Piece]:
    words: Counter[int] = Counter()
    for piece in rows:
        text = outline.text(piece)
        if not marks.is_criteria_list(text):
            words[round(piece.left / 8)] += len(text.split())
    if not words:
        return []
    column = words.most_common(1)[0][0]
    texts = [piece for piece in region if abs(round(piece.left / 8) - column) <= 1]
    if all(_is_mark(outline.text(piece)) for piece in rows if piece not in texts):
        return []  # a list whose numbers stand apart
    return texts


def _has_neighbour(piece: Piece, region: Sequence[Piece]) -> bool:
    return any(other is not piece and _level(other, piece) for other in region)


def _level(one: Piece, other: Piece) -> bool:
    """Whether two pieces stand beside each other in a row."""
    if one.page != other.page or not (one.right <= other.left + 2 or other.right <= one.left + 2):
        return False
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _carries_on(
    items: Sequence[Item], piece: Piece, rows: Sequence[Piece], outline: Outline
) -> bool:
    """Whether a piece without neighbours is the rest of a cell, after a break of page or line."""
    first, last = min(row.index for row in rows), max(row.index for row in rows)
    cut = not re.search(r"[.;]$", items[-1].text)
    return first < piece.index <= last + 1 and cut and not outline.is_heading(piece)


def _shares_row(
    items: Sequence[Item], piece: Piece, rows: Sequence[Piece], outline: Outline
) -> bool:
    """Whether a sentence stands under another one beside the same criterion, inside the table."""
    inside = min(row.index for row in rows) < piece.index < max(row.index for row in rows)
    text = outline.text(piece)
    sentence = text[:1].isupper() and text.endswith((".", ";")) and len(text.split()) >= 4
    ended = items[-1].text.endswith((".", ";")) and items[-1].page == piece.page
    return inside and sentence and ended and bool(items[-1].criteria)


def _bulleted_cells(outline: Outline, texts: Sequence[Piece]) -> list[Item]:
    listed = [p for p in texts if MARK.match(outline.text(p)) and starts_item(outline.text(p))]
    return marked_items(outline, texts) if len(listed) >= max(3, 0.5 * len(texts)) else []


def _number(outline: Outline, beside: Sequence[Piece]) -> str:
    texts = [outline.text(piece) for piece in beside]
    return next(
        (t for t in texts if len(t) < 14 and re.search(r"\d", t) and not marks.criteria_in(t)), ""
    )


def _criteria(outline: Outline, beside: Sequence[Piece]) -> tuple[str, ...]:
    found = [name for piece in beside for name in marks.criteria_in(outline.text(piece))]
    return tuple(dict.fromkeys(found))
