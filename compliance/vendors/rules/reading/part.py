"""The part of a report with tests, cut where its controls begin."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from compliance.vendors.rules.reading import marks
from compliance.vendors.rules.reading.heads import Column
from compliance.vendors.rules.reading.layout import Piece
from compliance.vendors.rules.reading.results import RESPONSE, RESPONSE_ALONE
from compliance.vendors.rules.reading.wording import says_clean

SHARE = 0.6
"""Of the controls: how many must have their result in one kind of place."""


@dataclass(slots=True)
class Result:
    """The result of one test: the pieces from `start` up to `end`."""

    start: int
    end: int
    text: str
    odd: bool = False


@dataclass(frozen=True)
class Part:
    """Its pieces and texts; `starts` are the places where controls begin, `heads` of tables."""

    pieces: Sequence[Piece]
    texts: Sequence[str]
    starts: Sequence[int]
    house_clean: Callable[[str], bool]
    heads: Sequence[Column] = ()

    def record(self, i: int) -> int:
        """Which control a piece stands under; -1 before the first."""
        return bisect_right(self.starts, i) - 1

    def answered(self, found: Sequence[Result]) -> set[int]:
        """The controls that these are results of."""
        return {self.record(result.start) for result in found} - {-1}

    def records(self) -> Iterator[tuple[int, int]]:
        """What stands under each control, up to the next control or criterion."""
        for start, after in pairwise([*self.starts, len(self.texts)]):
            cut = (j for j in range(start + 1, after) if marks.criterion_heading(self.texts[j]))
            yield start, next(cut, after)

    def clean(self, text: str) -> bool:
        """Whether a result says that all was well, in usual words or in those of the house."""
        return says_clean(text) or self.house_clean(text)

    def is_response(self, i: int) -> bool:
        """Whether a piece is what management answered, or the label of that."""
        text, before = self.texts[i], self.texts[i - 1] if i else ""
        answers = RESPONSE.match(text) or RESPONSE_ALONE.fullmatch(text)
        return bool(answers or RESPONSE_ALONE.fullmatch(before))

    @cached_property
    def start_set(self) -> frozenset[int]:
        """The same places, to look one up."""
        return frozenset(self.starts)

    @cached_property
    def head_cells(self) -> frozenset[int]:
        """The pieces that are heads of tables."""
        return frozenset(j for c in self.heads for j in range(c.first, c.since))
