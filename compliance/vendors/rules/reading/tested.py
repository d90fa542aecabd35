"""The part of a report with tests and results: where controls stand, and which results are odd."""

import re
from collections import Counter
from functools import cached_property

from compliance.vendors.rules.reading import marks
from compliance.vendors.rules.reading.controls import Controls
from compliance.vendors.rules.reading.habits import Habits, habits_of
from compliance.vendors.rules.reading.heads import Column, heads_of
from compliance.vendors.rules.reading.layout import Piece
from compliance.vendors.rules.reading.outline import Outline, Section
from compliance.vendors.rules.reading.part import Part, Result
from compliance.vendors.rules.reading.results import (
    HEADS,
    MARKED,
    RESPONSE,
    RESPONSE_ALONE,
    RESULT_ALONE,
    RESULT_LABEL,
    is_clean,
)
from compliance.vendors.rules.reading.slots import Slots
from compliance.vendors.rules.reading.splitting import parted
from compliance.vendors.rules.reading.wording import says_idle

_BACK = 14
"""How many pieces before a result its control may stand."""


class Tested:
    """The pieces of that part, and of what management says after it."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self.pieces = parted(self._tested())
        self.texts = [piece.text for piece in self.pieces]

    @cached_property
    def _controls(self) -> Controls:
        return Controls(self.pieces, self.texts)

    def is_other(self, i: int) -> bool:
        """Whether a piece stands in other information, which the auditor did not examine."""
        return self._outline.section_of(self.pieces[i].index) == Section.OTHER

    @cached_property
    def names_controls(self) -> bool:
        """Whether controls have numbers here; what stands under none is then no result."""
        return any(self.control_at(i) for i in range(len(self.texts)))

    def is_exception(self, i: int) -> bool:
        """Whether a piece is a result other than the usual clean one."""
        text = self.texts[i]
        if self.is_clean(text) or self.is_head(i) or len(text) < 6:
            return False
        marked = bool(MARKED.match(text))
        if self.is_other(i):
            return marked and not HEADS.fullmatch(text) and not self._responds(i)
        return self._is_odd(i) if self.slots.results else self._looks_odd(i, marked=marked)

    def _looks_odd(self, i: int, *, marked: bool) -> bool:
        """Whether a piece is an odd result where results have no usual place."""
        text = self.texts[i]
        if marked and len(text.split()) == 1:  # a cell, or the head of a column
            return self.in_result_column(i) and self._starts_where_rows_do(i)
        if marked:
            return True
        told = self._is_labelled(i) or self._opens_result_cell(i)
        return told and not says_idle(text)

    def _is_odd(self, i: int) -> bool:
        """Whether the usual place of a result says something else, or a control without it does."""
        result = self.result_at(i)
        if result:
            return result.odd
        return not self.slots.is_answered(i) and bool(MARKED.match(self.texts[i]))

    def result_at(self, i: int) -> Result | None:
        """The result that begins with a piece, in the place where results stand here."""
        return self._results.get(i)

    @cached_property
    def _results(self) -> dict[int, Result]:
        return {result.start: result for result in self.slots.results}

    @cached_property
    def slots(self) -> Slots:
        """Where the results of this report stand."""
        own = [i for i in range(len(self.texts)) if not self.is_other(i)]
        end = own[-1] + 1 if own else 0
        clean, starts = self.habits.is_clean, self._controls.starts(end)
        return Slots(Part(self.pieces[:end], self.texts[:end], starts, clean, self._heads))

    def is_clean(self, text: str) -> bool:
        """Whether a result is clean in the usual words, or in those of this house."""
        return is_clean(text) or self.habits.is_clean(text)

    @cached_property
    def habits(self) -> Habits:
        """How this house words and labels its results, where the usual words do not tell."""
        if Section.TESTS not in self._outline.starts:
            return Habits()
        own = [i for i in range(len(self.texts)) if not self.is_other(i)]
        end = own[-1] + 1 if own else 0
        starts = [i for i in own if self.control_at(i)]
        heads = {j for column in self._heads for j in range(column.first, column.since)}
        texts = ["" if i in heads else text for i, text in enumerate(self.texts[:end])]
        return habits_of(self.pieces[:end], texts, starts)

    @cached_property
    def _heads(self) -> list[Column]:
        own = sum(not self.is_other(i) for i in range(len(self.texts)))
        return heads_of(self.pieces[:own], self.texts[:own])

    def _is_labelled(self, i: int) -> bool:
        """Whether "Result:" or the house's own label stands before it, and it is not clean."""
        after = self.habits.after_label(self.texts[i])
        if after:
            return len(after.split()) >= 5 and not self.is_clean(after)
        if i and self.habits.ends_with_label(self.texts[i - 1]) and len(self.texts[i].split()) >= 5:
            return self._stands_under_label(i)
        if not self._labelled:
            return False
        text = self.texts[i]
        label = RESULT_LABEL.match(text)
        if label:
            return label.end() < len(text) and not is_clean(text[label.end() :])
        return i > 0 and self._stands_under_label(i)

    def control_at(self, j: int) -> str:
        """The control that a piece names or opens with; "" if none."""
        return self._controls.named[j]

    def control_before(self, i: int) -> tuple[str, int]:
        """The nearest control above, and where it stands; the criterion where there is none."""
        if i in self._results:
            return self._control_of_record(i)
        own = self._own_control(self.texts[i])
        if own:
            return own, i
        back = range(i - 1, max(-1, i - 1 - 3 * _BACK), -1)
        above = next(((self.control_at(j), j) for j in back if self._stops(j, i)), ("", i))
        if above[0]:
            return above
        after = self.control_at(i + 1) if i + 1 < len(self.pieces) else ""
        if after and abs(self.pieces[i + 1].top - self.pieces[i].top) < 3:
            return after, i
        under = ((marks.criterion_heading(self.texts[j]), j) for j in back[:_BACK])
        return next((found for found in under if found[0]), ("", i))

    def _control_of_record(self, i: int) -> tuple[str, int]:
        start = self.slots.start_of(i)
        if start is None:
            return "", i
        return self.control_at(start) or marks.criterion_heading(self.texts[start]), start

    def _stops(self, j: int, i: int) -> bool:
        """Whether a search upwards ends here: at a control, or at the result of another one."""
        result = self.is_clean(self.texts[j]) or MARKED.match(self.texts[j])
        return bool(self.control_at(j)) or (i - j > 2 and bool(result))

    def in_result_column(self, i: int) -> bool:
        """Whether a piece begins where the usual results do."""
        left = round(self.pieces[i].left / 4)
        return any(self._columns[left + d] for d in (-1, 0, 1))

    def opens_below(self, i: int, j: int) -> bool:
        """Whether a piece is a heading under the row of another: what follows is not of that."""
        under = self.pieces[j].left <= self.pieces[i].left + 6
        heading = self._outline.is_heading(self.pieces[j])
        return under and heading and not RESPONSE_ALONE.fullmatch(self.texts[j])

    def _is_column_of_results(self, i: int) -> bool:
        """Whether mostly results begin there, not also the controls and tests they stand under."""
        left = round(self.pieces[i].left / 4)
        near = range(left - 1, left + 2)
        clean = sum(self._columns[at] for at in near)
        return clean > 0 and 3 * clean > sum(self._lefts[at] for at in near)

    @cached_property
    def _lefts(self) -> Counter[int]:
        return Counter(
            round(piece.left / 4)
            for piece, text in zip(self.pieces, self.texts, strict=True)
            if len(text.split()) >= 3
        )

    def _tested(self) -> list[Piece]:
        outline = self._outline
        if Section.TESTS in outline.starts:
            return outline.within(Section.TESTS, Section.OTHER)
        heads = heads_of(outline.body, [outline.text(piece) for piece in outline.body])
        if len(heads) >= 3:
            return outline.body[heads[0].first :]
        never = {Section.AUDITOR, Section.ASSERTION}
        return [p for p in outline.body if outline.section_of(p.index) not in never]

    @cached_property
    def _columns(self) -> Counter[int]:
        """Where cells with the usual clean result begin, in steps of four points."""
        columns: Counter[int] = Counter()
        for piece, text in zip(self.pieces, self.texts, strict=True):
            if len(text.split()) <= 12 and self.is_clean(text):
                columns[round(piece.left / 4)] += 1
        least = max(3.0, 0.2 * max(columns.values(), default=0))
        return Counter({left: n for left, n in columns.items() if n >= least})

    def _stands_under_label(self, i: int) -> bool:
        label, piece = self.pieces[i - 1], self.pieces[i]
        said = self.texts[i - 1]
        named = RESULT_ALONE.fullmatch(said) or self.habits.ends_with_label(said)
        if not named or self.control_at(i):
            return False
        under = abs(label.left - piece.left) < 20 and (
            label.top < piece.top or label.page < piece.page
        )
        return under or (abs(label.top - piece.top) < 4 and label.right < piece.left)

    @cached_property
    def _labelled(self) -> bool:
        labels = [t for t in self.texts if RESULT_LABEL.match(t) or RESULT_ALONE.fullmatch(t)]
        return len(labels) >= 3

    def _opens_result_cell(self, i: int) -> bool:
        """Whether an unmarked cell of the column of results says something else than all others."""
        piece, text = self.pieces[i], self.texts[i]
        if not self._is_column_of_results(i) or len(text.split()) < 5 or text[:1].islower():
            return False
        if RESPONSE.match(text) or marks.criterion_heading(text) or sum(self._columns.values()) < 8:
            return False
        before = self.pieces[i - 1] if i else None
        if before is None or before.page != piece.page or abs(before.left - piece.left) < 12:
            return False
        return before.right < piece.left and self._starts_where_rows_do(i)

    def _starts_where_rows_do(self, i: int) -> bool:
        piece = self.pieces[i]
        return any(
            self.control_at(j) and _in_a_row(self.pieces[j], piece)
            for j in range(max(0, i - _BACK), i)
        )

    def is_title(self, i: int) -> bool:
        """Whether a piece is a heading and no head of a column."""
        words = len(self.texts[i].split())
        if self.result_at(i) or self.is_clean(self.texts[i]):
            return False
        return words >= 2 and self._outline.is_heading(self.pieces[i]) and not self.control_at(i)

    def is_head(self, i: int) -> bool:
        """Whether a piece is the head of a column, or a heading, and says no result."""
        text = self.texts[i]
        short = len(text.split()) <= 6
        return (
            short
            and bool(HEADS.fullmatch(text))
            and (
                (self.texts.count(text) >= 3 and not self.in_result_column(i))
                or (self._outline.is_heading(self.pieces[i]) and not self.in_result_column(i))
                or bool(re.match(r"(?:test )?results?\b", text, re.IGNORECASE))
            )
        )

    def _responds(self, i: int) -> bool:
        return any(RESPONSE.match(self.texts[j]) for j in range(max(0, i - 1), i + 1))

    def _own_control(self, text: str) -> str:
        match = re.match(rf".{{0,40}}?\bcontrol ({marks.CONTROL.pattern})", text, re.IGNORECASE)
        return self._controls.known(match[1]) if match else ""


def _in_a_row(one: Piece, other: Piece) -> bool:
    """Whether two cells begin at one height, or are centred at one."""
    middles = abs(one.top + one.bottom - other.top - other.bottom) / 2
    return one.page == other.page and (abs(one.top - other.top) < 4 or middles < 5)
