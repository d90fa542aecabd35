"""Finds the complementary user entity controls, one by one, in whatever form they are listed."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from compliance.vendors.rules.reading import marks
from compliance.vendors.rules.reading.cells import HEAD_CELLS, table_items
from compliance.vendors.rules.reading.items import (
    MARK,
    WHO,
    Item,
    bare,
    demands,
    introduces,
    is_indented,
    marked_items,
    opening_of,
    prose_items,
)
from compliance.vendors.rules.reading.layout import Piece
from compliance.vendors.rules.reading.outline import Outline, Section
from compliance.vendors.rules.reading.proposals import Confidence, Place, Proposed, ProposedCuec

_WHO_S = rf"{WHO}(?:['’]s?)?"
_NAMED = re.compile(
    rf"\bcomplement[ae]ry {WHO}[- ]controls?|\bcomplement[ae]ry {WHO}\b|\bc?uecs?\b"
    rf"|\b{_WHO_S} (?:entity )?(?:control )?(?:controls?|considerations?"
    rf"|responsibilit(?:y|ies)|obligations?|duties|requirements)\b"
    rf"|\b(?:responsibilities|duties|obligations|controls) (?:of|for|expected of"
    rf"|expected from|at) (?:the |our )?{WHO}\b"
    rf"|\bwhat (?:our )?{WHO} (?:have to|must|should|need to|are expected to) do\b"
    rf"|\bshared responsibilit",
    re.IGNORECASE,
)
_STRONG = re.compile(
    rf"\bcomplement[ae]ry {WHO}|\bc?uecs?\b|\buser (?:entity )?control", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\bsub-?service|\bcsocs?\b|\bvendors?\b|\bsuppliers?\b|\bthird[- ]part", re.IGNORECASE
)
_DUTIES = r"(?:responsibilities|considerations|obligations|duties)"
_PARTY = re.compile(
    rf"(?:[\dA-Z.]+\.?\s+)?(?:(?P<before>[a-z-]+)(?:['’]s?)? (?:control )?{_DUTIES}"
    rf"|(?:control )?{_DUTIES} (?:of|for) (?:the |our )?(?P<after>[a-z-]+))",
    re.IGNORECASE,
)
_WITHIN = frozenset(
    ["auditor", "board", "director", "employee", "manager", "officer", "owner", "control"]
)
"""People of the service organisation, and others whose duties are no controls of user entities."""
_NEAR = 16  # pieces after a heading
_LEAST_DUTIES = 2
_LONGEST_GROUP = 8  # words of the head of a group
_SAME_EDGE = 3.0


@dataclass(frozen=True, slots=True)
class _List:
    """The items that stand under one heading."""

    heading: Piece
    items: tuple[Item, ...]
    marked: bool
    strong: bool


def cuecs_of(outline: Outline) -> tuple[Proposed[ProposedCuec], ...]:
    """Every control that is left to user entities, in order."""
    lists = [found for found in (_list_under(outline, h) for h in _headings(outline)) if found]
    if not lists:
        return ()
    strong = [one for one in lists if one.strong] or lists
    best = max(strong, key=lambda one: (len(one.items), one.heading.index))
    chosen = [one for one in lists if one is best or (one.strong and one.marked)]
    confidence = Confidence.HIGH if best.marked and best.strong else Confidence.MEDIUM
    seen: dict[str, Proposed[ProposedCuec]] = {}
    for item in (item for one in chosen for item in one.items):
        key = re.sub(r"\W+", "", item.text).casefold()[:80]
        cuec = ProposedCuec(item.text, item.number, item.criteria)
        seen.setdefault(key, Proposed(cuec, (Place(item.page, item.text),), confidence))
    return tuple(seen.values())


def _headings(outline: Outline) -> list[Piece]:
    """Headings and lead-ins that name such controls, outside of opinion and assertion."""
    found = []
    for piece in outline.body:
        text = outline.text(piece)
        if (
            outline.section_of(piece.index) in {Section.AUDITOR, Section.ASSERTION}
            or piece.page == 1
        ):
            continue
        named = _NAMED.search(text) or _names_who_must(outline, piece)
        if not named or (_OTHERS.search(text) and not _STRONG.search(text)):
            continue
        if outline.is_heading(piece) or (len(text.split()) < 14 and not text.endswith(".")):
            found.append(piece)
    return found


def _names_who_must(outline: Outline, piece: Piece) -> bool:
    """Whether it names people of any sort, and what follows says again and again that they must.

    "Clinic responsibilities" does, where paragraphs or points under it begin with "Clinics must".
    """
    match = _PARTY.fullmatch(outline.text(piece))
    if not match or not outline.is_heading(piece):
        return False
    who = (match["before"] or match["after"]).casefold().rstrip("s’'")
    after = outline.sheets.texts[piece.index + 1 : piece.index + _NEAR]
    opens = (bare(text).casefold().removeprefix("the ").startswith(f"{who}s ") for text in after)
    return who not in _WITHIN and sum(opens) >= _LEAST_DUTIES


def _list_under(outline: Outline, heading: Piece) -> _List | None:
    region = _region(outline, heading)
    texts = [outline.text(piece) for piece in region]
    strong = bool(_STRONG.search(" ".join([outline.text(heading), *texts[:4]])))
    items, marked = _items(outline, heading, region)
    items = [item for item in items if 3 <= len(item.text.split()) <= 160]
    return _List(heading, tuple(items), marked, strong) if items else None


def _region(outline: Outline, heading: Piece) -> list[Piece]:
    """What stands under a heading, to the next of its rank."""
    region: list[Piece] = []
    body = outline.body
    start = next(i for i, piece in enumerate(body) if piece.index == heading.index)
    section = outline.section_of(heading.index)
    for piece in body[start + 1 : start + 400]:
        text = outline.text(piece)
        if outline.section_of(piece.index) != section:
            break
        if (
            region
            and outline.is_heading(piece)
            and not _is_inside(outline, heading, piece, region)
            and not _heads_more(outline, heading, piece, region)
        ):
            break
        if _OTHERS.search(text) and _NAMED.search(text) and len(text.split()) < 14 and region:
            break
        region.append(piece)
    return region


def _is_inside(outline: Outline, heading: Piece, piece: Piece, region: Sequence[Piece]) -> bool:
    """Whether a heading is one of a group inside the list, or the head of its table, or an item."""
    text = outline.text(piece)
    if (MARK.match(text) and not _numbered_title(text)) or HEAD_CELLS.fullmatch(text):
        return True
    if marks.criterion_heading(text) and len(text.split()) <= _LONGEST_GROUP:
        return True
    if marks.is_criteria_list(text) or _in_table(piece, region):
        return True
    smaller = piece.size < 0.94 * heading.size
    if smaller and piece.size <= 1.3 * outline.sheets.body_size:
        return True
    same_print = piece.size <= 1.05 * outline.sheets.body_size
    return same_print and is_indented(piece, heading) and not outline.is_title_listed(piece)


def _heads_more(outline: Outline, heading: Piece, piece: Piece, region: Sequence[Piece]) -> bool:
    """Whether it heads a group of the list: the first one, or one whose items open as others do."""
    after = outline.sheets.texts[piece.index + 1 : piece.index + 2]
    if not after or outline.is_title_listed(piece):
        return False
    if len(outline.text(piece).split()) > _LONGEST_GROUP or not demands(after[0]):
        return False
    groups = [p for p in region if outline.is_heading(p)]
    texts = [outline.text(p) for p in region if p not in groups]
    openings = Counter(map(opening_of, texts))
    alike = openings[opening_of(after[0])]
    if alike and 2 * alike >= max(openings.values()):
        return True
    if all(introduces(text) for text in texts):
        return True
    return any(_same_print(p, piece) for p in groups) and not _same_print(heading, piece)


def _same_print(one: Piece, other: Piece) -> bool:
    return abs(one.left - other.left) < _SAME_EDGE and 0.9 < one.size / other.size < 1.1


def _numbered_title(text: str) -> bool:
    return bool(re.match(r"\d+\.\d+|(?:section|part)\b", text, re.IGNORECASE))


def _in_table(piece: Piece, region: Sequence[Piece]) -> bool:
    """Whether it is a cell: something of the region stands beside it."""
    near = [x for x in region[-3:] if x.page == piece.page]
    return any(
        abs(x.top - piece.top) < 5 and (x.right < piece.left or piece.right < x.left) for x in near
    )


def _items(outline: Outline, heading: Piece, region: Sequence[Piece]) -> tuple[list[Item], bool]:
    cells = table_items(outline, region)
    if cells:
        return cells, True
    listed = marked_items(outline, region)
    if len(listed) >= 2:
        return listed, True
    return prose_items(outline, heading, region)
