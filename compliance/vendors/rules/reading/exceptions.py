"""Finds the exceptions: odd results of tests, each with its control and what was said of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from compliance.vendors.rules.criteria import CRITERION
from compliance.vendors.rules.reading import marks
from compliance.vendors.rules.reading.layout import Piece
from compliance.vendors.rules.reading.lines import joined
from compliance.vendors.rules.reading.outline import Outline
from compliance.vendors.rules.reading.pointers import Pointers, level_with
from compliance.vendors.rules.reading.proposals import (
    Confidence,
    Place,
    Proposed,
    ProposedException,
)
from compliance.vendors.rules.reading.results import (
    BARE,
    MARKED,
    RESPONSE,
    RESPONSE_ALONE,
    RESULT_LABEL,
    split_response,
)
from compliance.vendors.rules.reading.tested import Tested

_SUMMARY = re.compile(
    r"\b(?:exceptions?|deviations?|findings?|responses?|summary|notes?|appendix|annex)\b", re.I
)
_TITLE = 20  # letters
_MAPPING = re.compile(r"\b(?:mapp?ings?|cross|requirements?|rule|addressable|framework)\b", re.I)


@dataclass(slots=True)
class _Found:
    """One exception while it is put together from the places where it stands."""

    control: str
    texts: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    criteria: dict[str, None] = field(default_factory=dict)
    test: str = ""
    response: str = ""
    marked: bool = False
    title: str = ""  # what stands right after its number, where that is the whole cell
    in_row: bool = False  # the row names the criteria of its control


def exceptions_of(outline: Outline) -> tuple[Proposed[ProposedException], ...]:
    """Every exception once, with each page on which it is shown."""
    return _Reader(outline).read()


class _Reader:
    """Goes through the tests and their results."""

    def __init__(self, outline: Outline) -> None:
        self._tests = Tested(outline)
        self._pieces, self._texts = self._tests.pieces, self._tests.texts
        self._pointers = Pointers(self._tests)
        self._found: dict[str, _Found] = {}

    def read(self) -> tuple[Proposed[ProposedException], ...]:
        for i in range(len(self._pieces)):
            if self._tests.is_exception(i) or self._pointers.leads_to_one(i):
                self._take(i)
        self._answer()
        self._add_criteria()
        named = self._tests.names_controls
        kept = [f for f in self._found.values() if f.control or (f.marked and not named)]
        return tuple(map(_proposed, kept))

    # One exception

    def _take(self, i: int) -> None:
        control, at = self._tests.control_before(i)
        other = self._tests.is_other(i)
        if other and (not control or (control in CRITERION and self._tests.names_controls)):
            return
        text, end = self._whole(i)
        text = self._tests.habits.after_label(text) or text
        text, response = split_response(RESULT_LABEL.sub("", text, count=1))
        unnumbered = not control or control in CRITERION
        key = re.sub(r"\W+", "", text)[:60].casefold() if unnumbered else control
        found = self._found.setdefault(key, _Found(control))
        placed = self._tests.result_at(i) is not None
        found.marked = found.marked or placed or bool(MARKED.match(self._texts[i]))
        note, page = self._pointers.told(i, text, control)
        found.texts.append(note or text)
        found.places.append(Place(self._pieces[i].page, text))
        if note and page != self._pieces[i].page:
            found.places.append(Place(page, note))
        found.response = found.response or response or self._response_after(end)
        found.test = found.test or self._test_between(at, i)
        if not other:
            found.title = found.title or self._title_at(at)
            own = tuple(self._criteria_around(at, i))
            found.criteria.update(dict.fromkeys((control,) if control in CRITERION else own))
            found.criteria.update(dict.fromkeys(self._criteria_left_of(at)))
            found.in_row = found.in_row or bool(own)

    def _whole(self, i: int) -> tuple[str, int]:
        """The result with what follows it in the same cell, also on the next page."""
        result = self._tests.result_at(i)
        if result and not BARE.fullmatch(result.text):
            return result.text, result.end
        text, piece = self._texts[i], self._pieces[i]
        cell = self._tests.in_result_column(i)
        end = min(i + 6, len(self._pieces))
        for j in range(i + 1, end):
            more = self._texts[j]
            if self._ends_result(j):
                return text, j
            if not cell and BARE.fullmatch(text) and _beside(piece, self._pieces[j]):
                return more, j + 1
            if self._carries_on(piece, j, text, cell=cell):
                text, piece = joined(text, more), self._pieces[j]
            elif not cell:
                return text, j
        return text, end

    def _ends_result(self, j: int) -> bool:
        text = self._texts[j]
        if self._tests.habits.ends_with_label(text):
            return True
        opens = self._tests.control_at(j) or marks.criterion_heading(text)
        ends = (
            self._tests.is_clean(text) or RESPONSE_ALONE.fullmatch(text) or self._tests.is_head(j)
        )
        return bool(opens or ends)

    def _carries_on(self, piece: Piece, j: int, text: str, *, cell: bool) -> bool:
        after, more = self._pieces[j], self._texts[j]
        if abs(after.left - piece.left) >= 6:
            return False
        if after.page == piece.page + 1:
            return more[:1].islower() and not re.search(r"[.!?]$", text)
        close = after.top - self._pieces[j - 1].bottom < 3.2 * piece.size
        wanted = cell or more[:1].islower() or bool(BARE.fullmatch(text))
        return after.page == piece.page and close and wanted

    def _response_after(self, end: int) -> str:
        for j in range(end, min(end + 3, len(self._pieces))):
            if RESPONSE_ALONE.fullmatch(self._texts[j]) and self._is_labelled(j):
                return self._texts[j + 1]
            if RESPONSE.match(self._texts[j]):
                return RESPONSE.sub("", self._texts[j], count=1).strip()
            if self._tests.control_at(j):
                break
        return ""

    def _is_labelled(self, label: int) -> bool:
        """Whether what follows a label stands beside or under it, and is no row of a table."""
        if label + 1 >= len(self._pieces) or self._tests.control_at(label + 1):
            return False
        one, after = self._pieces[label], self._pieces[label + 1]
        return _beside(one, after) or abs(one.left - after.left) < 6

    def _test_between(self, at: int, i: int) -> str:
        texts = [t for t in self._texts[at + 1 : i] if len(t.split()) > 4]
        return " ".join(texts[1:])[:2000]

    def _criteria_around(self, at: int, i: int) -> Iterator[str]:
        for j in range(at, min(i + 3, len(self._texts))):
            level = j <= i or abs(self._pieces[j].top - self._pieces[i].top) < 4
            if level:
                yield from marks.criteria_beside(self._texts[j])

    def _criteria_left_of(self, at: int) -> tuple[str, ...]:
        """Those in the cell before the number of a control, which may stand under others too."""
        before, own = self._pieces[max(0, at - 1)], self._pieces[at]
        beside = level_with(before, own) and before.right < own.left
        return marks.criteria_beside(self._texts[at - 1]) if beside else ()

    # What is said elsewhere of the same control

    def _answer(self) -> None:
        """Take what stands by itself in other information: findings in full, and the responses."""
        for i, text in enumerate(self._texts):
            if not self._tests.is_other(i):
                continue
            for found in self._found.values():
                if found.control and _names(text, found.control):
                    self._take_answer(i, found)

    def _take_answer(self, i: int, found: _Found) -> None:
        named = rf"^\W*(?:control )?{re.escape(found.control)}\s*(?:\([^)]*\))?\W*"
        rest = re.sub(named, "", self._texts[i], flags=re.IGNORECASE)
        if len(rest.split()) > 3 and self._tests.control_at(i) != rest:
            found.response = found.response or rest
            return
        told = self._cells_after(i)
        if all(BARE.fullmatch(known) for known in found.texts) and told:
            page, finding = told.pop(0)
            found.texts.append(finding)
            found.places.append(Place(page, finding))
        new = [text for _, text in told if not any(_same(text, known) for known in found.texts)]
        found.response = found.response or (RESPONSE.sub("", new[-1], count=1) if new else "")

    def _cells_after(self, i: int) -> list[tuple[int, str]]:
        cells: list[tuple[int, str]] = []
        for j in range(i + 1, min(i + 9, len(self._pieces))):
            text = self._texts[j]
            below = bool(cells) and self._tests.opens_below(i, j)
            if below or self._tests.control_at(j) or (MARKED.match(text) and len(text.split()) < 4):
                break
            if len(text.split()) > 3 and not marks.is_criteria_list(text):
                cells.append((self._pieces[j].page, text))
        return cells

    def _add_criteria(self) -> None:
        """The criteria under which the control is shown, and those that a table gives it."""
        open_ones = [f for f in self._found.values() if f.control and not f.in_row]
        current, size = "", 0.0
        for i, text in enumerate(self._texts):
            if self._tests.is_other(i):
                continue
            heading = marks.criterion_heading(text)
            if heading:
                current, size = heading, self._pieces[i].size
            elif self._tests.is_title(i) and self._ends_criterion(i, size):
                current = ""
            if current:
                for found in open_ones:
                    if _names(text, found.control) and self._is_same(i, found):
                        found.criteria.setdefault(current)

    def _is_same(self, i: int, found: _Found) -> bool:
        """Whether a number is followed by the same words: some reports use numbers twice."""
        other = self._tests.control_at(i) != found.control
        told = "" if other else self._title_at(i)
        return not told or not found.title or told == found.title

    def _title_at(self, i: int) -> str:
        """The first letters of what stands after a number of a control, or beside it."""
        alone = marks.control_alone(marks.without_criteria(self._texts[i]))
        beside = self._texts[i + 1] if i + 1 < len(self._texts) else ""
        words = beside if alone else self._texts[i].partition(" ")[2]
        letters = re.sub(r"\W+", "", words).casefold()
        return letters[:_TITLE] if len(letters) >= _TITLE and not marks.criteria_in(words) else ""

    def _ends_criterion(self, i: int, size: float) -> bool:
        """Whether a title begins something else than the controls of a criterion."""
        title, larger = self._texts[i], self._pieces[i].size > 1.15 * size
        return bool(_SUMMARY.search(title) or (larger and _MAPPING.search(title)))


def _beside(piece: Piece, after: Piece) -> bool:
    return level_with(piece, after) and after.left > piece.right


def _names(text: str, control: str) -> bool:
    if control.isdigit():
        return text == control
    return control in text and bool(
        re.search(rf"(?<![\w.-]){re.escape(control)}(?![\w]|[.-]\d)", text)
    )


def _same(one: str, other: str) -> bool:
    short = re.sub(r"\W+", "", one).casefold()[:40]
    return short in re.sub(r"\W+", "", other).casefold()


def _proposed(found: _Found) -> Proposed[ProposedException]:
    texts = sorted(found.texts, key=lambda text: bool(BARE.fullmatch(text)))
    best = texts[0]
    places = sorted(found.places, key=lambda p: (p.words != best, p.page))
    sure = found.marked and bool(found.control)
    return Proposed(
        ProposedException(
            control=found.control,
            criteria=tuple(found.criteria),
            result=best,
            test=found.test,
            response=found.response,
        ),
        tuple({p.page: p for p in reversed(places)}.values())[::-1],
        Confidence.HIGH if sure else Confidence.MEDIUM if found.control else Confidence.LOW,
    )
