"""The results of all tests, from the kind of place where most controls have theirs."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from compliance.vendors.rules.reading.grids import Grid
from compliance.vendors.rules.reading.labels import Labels
from compliance.vendors.rules.reading.part import SHARE, Part, Result
from compliance.vendors.rules.reading.results import MARKED
from compliance.vendors.rules.reading.wording import differs, says_clean, says_idle, says_odd

_CLEAR = 0.5
"""Of the results: how many must be clean, before whatever differs is taken for an exception."""
_HANDICAPS = (0.0, 0.1, 0.15, 0.25)
"""What a place that is told less surely must serve better by: columns, labels, ends."""
_LONGEST = 8
_SENTENCE = 5
"""Words that an exception has at least where the clean result is one of the house alone."""


@dataclass(frozen=True)
class Slots:
    """Weighs the kinds of places: a column with a head or without, a label, the end."""

    part: Part

    @cached_property
    def results(self) -> list[Result]:
        """Every result in its place, in order, if most controls have theirs in such a place."""
        if len(self.part.starts) < 4:
            return self._without_controls()
        ways = [self._grid.results(named=True), self._grid.results(named=False)]
        ways += [Labels(self.part).results(), self._at_ends()]
        best = max(range(len(ways)), key=lambda at: self._weight(ways[at]) - _HANDICAPS[at])
        return self._judged(ways[best]) if self._weight(ways[best]) > 0 else []

    def _weight(self, found: Sequence[Result]) -> float:
        """How well a place serves: most controls have something there, and most of it is clean."""
        share = len(self.part.answered(found)) / len(self.part.starts)
        return share + 0.5 * self._fine(found) if share >= SHARE else 0.0

    def _fine(self, found: Sequence[Result]) -> float:
        """The share of results that say that all was well, or that nothing occurred."""
        return sum(self.part.clean(r.text) or says_idle(r.text) for r in found) / max(1, len(found))

    def _without_controls(self) -> list[Result]:
        """What a named column holds although nothing tells where controls begin."""
        found = self._grid.results(named=True)
        return self._judged(found) if len(found) >= 4 and self._fine(found) >= SHARE else []

    def is_answered(self, i: int) -> bool:
        """Whether the control under which a piece stands has its result in the usual place."""
        record = self.part.record(i)
        if not self.part.starts:
            return bool(self.results)
        return bool(self.results) and (record < 0 or record in self._with_result)

    @cached_property
    def _with_result(self) -> set[int]:
        return self.part.answered(self.results)

    @cached_property
    def _grid(self) -> Grid:
        return Grid(self.part)

    def start_of(self, i: int) -> int | None:
        """Where the control begins under which a piece stands; None before the first."""
        record = self.part.record(i)
        return self.part.starts[record] if record >= 0 else None

    def _judged(self, found: list[Result]) -> list[Result]:
        sure = len(found) >= 4 and self._fine(found) >= _CLEAR
        usual = sum(says_clean(result.text) for result in found) >= 0.3 * len(found)
        for result in found:
            telling = says_odd(result.text) or (sure and differs(result.text))
            long = usual or len(result.text.split()) >= _SENTENCE
            result.odd = telling and long and not self.part.house_clean(result.text)
            if result.odd and _IS_TEST.match(result.text):
                result.text = _last_told(result.text, self.part.clean) or result.text
        return sorted([*found, *self._run_together(found)], key=lambda result: result.start)

    def _run_together(self, found: Sequence[Result]) -> Iterator[Result]:
        """Exceptions of controls without a result, printed so close that they end their test."""
        answered = self.part.answered(found)
        for number, (start, stop) in enumerate(self.part.records()):
            at = self._end_of(start, stop) if number not in answered else None
            if at and MARKED.match(at.text) and not self.part.clean(at.text):
                at.odd = True
                yield at

    def _at_ends(self) -> list[Result]:
        found: list[Result] = []
        for start, stop in self.part.records():
            at = self._end_of(start, stop)
            if at:
                found.append(at)
        fine = sum(self.part.clean(result.text) for result in found)
        return found if fine >= 0.5 * len(self.part.starts) else []

    def _end_of(self, start: int, stop: int) -> Result | None:
        end = stop
        for j in range(start + 1, stop):
            if self.part.is_response(j):
                end = j
                break
        for j in range(end - 1, start - 1, -1):
            if j in self.part.head_cells:
                continue
            told = _last_told(self.part.texts[j], self.part.clean)
            if told:
                return Result(j, j + 1, told)
        return None


def _last_told(text: str, clean: Callable[[str], bool]) -> str:
    """The sentences at the end of a paragraph that are the result; "" if there are none."""
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z\d])", text)
    if len(text.split()) <= _LONGEST + 4 and clean(text):
        return text
    if len(sentences) > 1 and len(sentences[-1].split()) <= 12 and clean(sentences[-1]):
        return sentences[-1]
    for i, sentence in enumerate(sentences):
        if MARKED.match(sentence) or (says_odd(sentence) and not _IS_TEST.match(sentence)):
            return " ".join(sentences[i:])
    if says_idle(text) and not _IS_TEST.match(text):
        return text
    return ""


_IS_TEST = re.compile(
    r"\W*(?:\w+ly )?(?:inspected|inquired|observed|reviewed|examined|interviewed|compared|selected"
    r"|obtained|re-?performed|for (?:a sample|each|all|every)\b.{0,60}\b(?:inspected|compared"
    r"|obtained|checked)|determined|asked|read|drew|took|watched|noted that (?!for))\b",
    re.IGNORECASE,
)
