"""The place of the results: a column, what follows a label, or the end of what is said of a control."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from compliance.vendors.rules.reading import marks
from compliance.vendors.rules.reading.heads import Column
from compliance.vendors.rules.reading.layout import Piece
from compliance.vendors.rules.reading.lines import joined
from compliance.vendors.rules.reading.results import MARKED, RESPONSE, RESPONSE_ALONE
from compliance.vendors.rules.reading.wording import differs, says_clean, says_idle, says_odd

_SHARE = 0.6
"""Of the controls: how many must have their result in one kind of place."""
_CLEAR = 0.5
"""Of the results: how many must be clean, before whatever differs is taken for an exception."""
_HANDICAPS = (0.0, 0.1, 0.15, 0.25)
"""What a place that is told less surely must serve better by."""
_LONGEST = 8
_LABEL = re.compile(
    r"(?:(?:the|our|test|testing|overall|auditor['’]?s?|service) ){0,3}(?:results?|conclusions?"
    r"|outcomes?|findings?|observations?|opinion|verdict)(?: of .{3,40})?"
    r"|what (?:we|was|came|the auditor|our|testing)\b.{0,25}"
    r"\b(?:found|observed|noted|concluded|saw|showed|came of.*|result(?:ed)?)|what came of.{0,20}",
    re.IGNORECASE,
)
_INLINE = re.compile(r"([A-Z][^.:–—]{2,40}?)\s*(?:[:–—]|\.(?=\s))\s*(?=\S)")


@dataclass(slots=True)
class Result:
    """The result of one test: the pieces from `start` up to `end`."""

    start: int
    end: int
    text: str
    odd: bool = False


@dataclass(frozen=True)
class Slots:
    """Reads the results of a part with tests; `starts` are the places where controls begin."""

    pieces: Sequence[Piece]
    texts: Sequence[str]
    starts: Sequence[int]
    house_clean: Callable[[str], bool]
    heads: Sequence[Column] = ()

    @cached_property
    def results(self) -> list[Result]:
        """Every result in its place, in order, if most controls have theirs in such a place."""
        if len(self.starts) < 4:
            return self._without_controls()
        ways = [self._in_columns(named=True), self._in_columns(named=False)]
        ways += [self._under_labels(), self._at_ends()]
        best = max(range(len(ways)), key=lambda at: self._weight(ways[at]) - _HANDICAPS[at])
        return self._judged(ways[best]) if self._weight(ways[best]) > 0 else []

    def _weight(self, found: Sequence[Result]) -> float:
        """How well a place serves: most controls have something there, and most of it is clean."""
        share = len(self._answered(found)) / len(self.starts)
        return share + 0.5 * self._fine(found) if share >= _SHARE else 0.0

    def _fine(self, found: Sequence[Result]) -> float:
        """The share of results that say that all was well, or that nothing occurred."""
        return sum(self.clean(r.text) or says_idle(r.text) for r in found) / max(1, len(found))

    def _without_controls(self) -> list[Result]:
        """What a named column holds although nothing tells where controls begin."""
        found = self._in_columns(named=True)
        return self._judged(found) if len(found) >= 4 and self._fine(found) >= _SHARE else []

    def is_answered(self, i: int) -> bool:
        """Whether the control under which a piece stands has its result in the usual place."""
        record = self._record(i)
        if not self.starts:
            return bool(self.results)
        return bool(self.results) and (record < 0 or record in self._answered(self.results))

    def start_of(self, i: int) -> int | None:
        """Where the control begins under which a piece stands; None before the first."""
        record = self._record(i)
        return self.starts[record] if record >= 0 else None

    def clean(self, text: str) -> bool:
        return says_clean(text) or self.house_clean(text)

    def _judged(self, found: list[Result]) -> list[Result]:
        sure = len(found) >= 4 and self._fine(found) >= _CLEAR
        for result in found:
            telling = differs if sure else says_odd
            result.odd = not self.house_clean(result.text) and telling(result.text)
        return sorted([*found, *self._run_together(found)], key=lambda result: result.start)

    def _run_together(self, found: Sequence[Result]) -> Iterator[Result]:
        """Exceptions of controls without a result, printed so close that they end their test."""
        answered = self._answered(found)
        for number, (start, stop) in enumerate(self._records()):
            at = self._end_of(start, stop) if number not in answered else None
            if at and MARKED.match(at.text) and not self.clean(at.text):
                at.odd = True
                yield at

    def _record(self, i: int) -> int:
        return bisect_right(self.starts, i) - 1

    def _answered(self, found: Sequence[Result]) -> set[int]:
        return {self._record(result.start) for result in found} - {-1}

    # A column

    def _in_columns(self, *, named: bool) -> list[Result]:
        """The cells of the column that a head names, or in which clean results begin."""
        places = self._named if named else self._unnamed
        found: list[Result] = []
        last = 0
        for i in sorted(places):
            if i < last:
                continue
            result = self._cell(i, places)
            if found and self._carries_on(found[-1], result):
                found[-1].text = joined(found[-1].text, result.text)
                found[-1].end = result.end
            elif self._has_left_neighbour(i):
                found.append(result)
            last = result.end
        return found

    def _cell(self, i: int, places: frozenset[int]) -> Result:
        text, j = self.texts[i], i + 1
        while j in places and self._close(j):
            text, j = joined(text, self.texts[j]), j + 1
        return Result(i, j, text)

    def _close(self, j: int) -> bool:
        before, after = self.pieces[j - 1], self.pieces[j]
        return after.page == before.page and 0 < after.top - before.bottom < 3.2 * before.size

    def _carries_on(self, last: Result, result: Result) -> bool:
        """Whether a cell is the rest of one that was cut at the foot of the page before."""
        before, after = self.pieces[last.end - 1], self.pieces[result.start]
        if after.page != before.page + 1 or self._record(last.start) != self._record(result.start):
            return False
        return result.text[:1].islower() or not re.search(r"[.!?]$", last.text)

    @cached_property
    def _rows(self) -> list[int]:
        """What may be a cell: from the first control on, without heads and responses."""
        first = self.starts[0] if self.starts else 0
        here = range(first, len(self.pieces))
        return [
            i
            for i in here
            if i not in self._head_cells
            and not self._is_response(i)
            and not (marks.is_list(self.texts[i]) and not self.texts[i].isdigit())
        ]

    @cached_property
    def _named(self) -> frozenset[int]:
        firsts = [column.first for column in self.heads]
        named = {column.head for column in self.heads}
        found = []
        for i in self._rows if firsts else []:
            column = self.heads[max(0, bisect_right(firsts, i) - 1)]
            inside = column.left <= self.pieces[i].left < column.until
            if column.alone and inside and self.texts[i] not in named:
                found.append(i)
        return frozenset(found)

    @cached_property
    def _unnamed(self) -> frozenset[int]:
        near = {at + d for at in self._learnt for d in (-1, 0, 1)}
        return frozenset(i for i in self._rows if round(self.pieces[i].left / 4) in near)

    def _has_left_neighbour(self, i: int) -> bool:
        piece = self.pieces[i]
        near = range(max(0, i - 14), min(len(self.pieces), i + 4))
        return any(
            self.pieces[j].page == piece.page
            and self.pieces[j].right <= piece.left
            and min(self.pieces[j].bottom, piece.bottom) > max(self.pieces[j].top, piece.top) - 2
            for j in near
        )

    @cached_property
    def _head_cells(self) -> frozenset[int]:
        return frozenset(j for c in self.heads for j in range(c.first, c.since))

    @cached_property
    def _learnt(self) -> frozenset[int]:
        """Where mostly clean results begin, in steps of four points."""
        clean: Counter[int] = Counter()
        every: Counter[int] = Counter()
        for piece, text in zip(self.pieces, self.texts, strict=True):
            left = round(piece.left / 4)
            every[left] += len(text.split()) >= 3
            clean[left] += len(text.split()) <= 12 and self.clean(text)
        least = max(3.0, 0.3 * len(self.starts))
        near = {
            at: sum(clean[at + d] for d in (-1, 0, 1)) / max(1, _around(every, at)) for at in clean
        }
        return frozenset(at for at in clean if clean[at] >= least and near[at] > 0.6)

    # A label

    def _under_labels(self) -> list[Result]:
        label = self._label
        if not label:
            return []
        found = []
        for i in range(self.starts[0], len(self.texts)):
            at = self._after_label(i, label)
            if at is not None:
                found.append(at)
        return found

    def _after_label(self, i: int, label: str) -> Result | None:
        said, rest = self._head_of(i)
        if said != label:
            return None
        if rest:
            j = i + 1
            text = rest
        elif i + 1 < len(self.texts) and not self._stops(i + 1):
            text, j = self.texts[i + 1], i + 2
        else:
            return None
        while j < len(self.texts) and j < i + 8 and not self._stops(j) and not self.clean(text):
            if not self._follows(j - 1, j):
                break
            text, j = joined(text, self.texts[j]), j + 1
        return Result(i if rest else i + 1, j, text)

    def _follows(self, i: int, j: int) -> bool:
        one, after = self.pieces[i], self.pieces[j]
        return after.page > one.page or abs(after.left - one.left) < 30

    def _stops(self, j: int) -> bool:
        text = self.texts[j]
        if j in self._start_set or marks.criterion_heading(text) or self._is_response(j):
            return True
        return self._head_of(j)[0] in self._labels

    def _head_of(self, i: int) -> tuple[str, str]:
        """The short head of a piece and what follows it; the whole if it is nothing else."""
        text = self.texts[i]
        if i in self._start_set or i in self._head_cells:
            return "", ""
        match = _INLINE.match(text)
        if match and len(match[1].split()) <= 6:
            return _plain(match[1]), text[match.end() :]
        words = _plain(text)
        short = 0 < len(words.split()) <= 6 and not re.search(r"[.!?]$", text)
        return (words, "") if short else ("", "")

    @cached_property
    def _start_set(self) -> frozenset[int]:
        return frozenset(self.starts)

    @cached_property
    def _labels(self) -> dict[str, float]:
        """Heads that recur once with most controls, and where among them they come."""
        seen: dict[str, list[int]] = {}
        for i in range(self.starts[0], len(self.texts)):
            head, rest = self._head_of(i)
            if head and not head.isdigit() and (rest or not self.clean(self.texts[i])):
                seen.setdefault(head, []).append(i)
        kept: dict[str, float] = {}
        for head, places in seen.items():
            records = {self._record(i) for i in places}
            if len(records) >= _SHARE * len(self.starts) and len(places) <= 1.3 * len(records):
                offsets = [i - self.starts[self._record(i)] for i in places]
                kept[head] = sum(offsets) / len(offsets)
        return kept

    @cached_property
    def _label(self) -> str:
        """The one of the labels that results stand under: by its words, or the last with clean ones."""
        named = [head for head in self._labels if _LABEL.fullmatch(head)]
        if named:
            return max(named, key=lambda head: self._labels[head])
        for head in sorted(self._labels, key=lambda head: -self._labels[head]):
            if self._is_mostly_clean(head):
                return head
        return ""

    def _is_mostly_clean(self, label: str) -> bool:
        said = [self._after_label(i, label) for i in range(self.starts[0], len(self.texts))]
        texts = [result.text for result in said if result]
        same = Counter(map(_plain, texts)).most_common(1)
        often = bool(same) and same[0][1] >= max(5, _SHARE * len(texts))
        return often or sum(map(self.clean, texts)) >= 0.5 * len(texts) > 0

    # The end of what is said of a control

    def _at_ends(self) -> list[Result]:
        found: list[Result] = []
        for start, stop in self._records():
            at = self._end_of(start, stop)
            if at:
                found.append(at)
        fine = sum(self.clean(result.text) for result in found)
        return found if fine >= 0.5 * len(self.starts) else []

    def _records(self) -> Iterator[tuple[int, int]]:
        edges = [*self.starts, len(self.texts)]
        for start, after in zip(edges, edges[1:], strict=False):
            cut = (j for j in range(start + 1, after) if marks.criterion_heading(self.texts[j]))
            yield start, next(cut, after)

    def _end_of(self, start: int, stop: int) -> Result | None:
        end = stop
        for j in range(start + 1, stop):
            if self._is_response(j):
                end = j
                break
        for j in range(end - 1, start - 1, -1):
            told = _last_told(self.texts[j], self.clean)
            if told:
                return Result(j, j + 1, told)
        return None

    def _is_response(self, i: int) -> bool:
        text, before = self.texts[i], self.texts[i - 1] if i else ""
        answers = RESPONSE.match(text) or RESPONSE_ALONE.fullmatch(text)
        return bool(answers or RESPONSE_ALONE.fullmatch(before))


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


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _around(counted: Counter[int], at: int) -> int:
    return sum(counted[at + d] for d in (-1, 0, 1))
