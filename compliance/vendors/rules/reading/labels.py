"""Results that stand after a label, such as "Result:", which recurs with every control."""

import re
from dataclasses import dataclass
from functools import cached_property

from compliance.vendors.rules.reading import marks
from compliance.vendors.rules.reading.lines import joined
from compliance.vendors.rules.reading.part import SHARE, Part, Result

_LABEL = re.compile(
    r"(?:(?:the|our|test|testing|overall|auditor['’]?s?|service) ){0,3}(?:results?|conclusions?"
    r"|outcomes?|findings?|observations?|opinion|verdict)(?: of .{3,40})?"
    r"|what (?:we|was|came|the auditor|our|testing)\b.{0,25}"
    r"\b(?:found|observed|noted|concluded|saw|showed|came of.*|result(?:ed)?)|what came of.{0,20}",
    re.IGNORECASE,
)
_INLINE = re.compile(r"([A-Z][^.:–—]{2,40}?)\s*(?:[:–—]|\.(?=\s))\s*(?=\S)")


@dataclass(frozen=True)
class Labels:
    """The labels of a part with tests."""

    part: Part

    def results(self) -> list[Result]:
        label = self._label
        if not label:
            return []
        found = []
        for i in range(self.part.starts[0], len(self.part.texts)):
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
        elif i + 1 < len(self.part.texts) and not self._stops(i + 1):
            text, j = self.part.texts[i + 1], i + 2
        else:
            return None
        while (
            j < len(self.part.texts)
            and j < i + 8
            and not self._stops(j)
            and not self.part.clean(text)
        ):
            if not self._follows(j - 1, j):
                break
            text, j = joined(text, self.part.texts[j]), j + 1
        return Result(i if rest else i + 1, j, text)

    def _follows(self, i: int, j: int) -> bool:
        one, after = self.part.pieces[i], self.part.pieces[j]
        return after.page > one.page or abs(after.left - one.left) < 30

    def _stops(self, j: int) -> bool:
        text = self.part.texts[j]
        if j in self.part.start_set or marks.criterion_heading(text) or self.part.is_response(j):
            return True
        return self._head_of(j)[0] in self._labels

    def _head_of(self, i: int) -> tuple[str, str]:
        """The short head of a piece and what follows it; the whole if it is nothing else."""
        text = self.part.texts[i]
        if i in self.part.start_set or i in self.part.head_cells:
            return "", ""
        match = _INLINE.match(text)
        if match and len(match[1].split()) <= 6:
            return _plain(match[1]), text[match.end() :]
        words = _plain(text)
        short = 0 < len(words.split()) <= 6 and not re.search(r"[.!?]$", text)
        return (words, "") if short else ("", "")

    @cached_property
    def _labels(self) -> dict[str, float]:
        """Heads that recur once with most controls, and where among them they come."""
        seen: dict[str, list[int]] = {}
        for i in range(self.part.starts[0], len(self.part.texts)):
            head, rest = self._head_of(i)
            if head and not head.isdigit() and (rest or not self.part.clean(self.part.texts[i])):
                seen.setdefault(head, []).append(i)
        kept: dict[str, float] = {}
        for head, places in seen.items():
            records = {self.part.record(i) for i in places}
            if len(records) >= SHARE * len(self.part.starts) and len(places) <= 1.3 * len(records):
                offsets = [i - self.part.starts[self.part.record(i)] for i in places]
                kept[head] = sum(offsets) / len(offsets)
        return kept

    @cached_property
    def _label(self) -> str:
        """The label of results: by its words, or the last one under which most is clean."""
        named = [head for head in self._labels if _LABEL.fullmatch(head)]
        if named:
            return max(named, key=lambda head: self._labels[head])
        for head in sorted(self._labels, key=lambda head: -self._labels[head]):
            if self._is_mostly_clean(head):
                return head
        return ""

    def _is_mostly_clean(self, label: str) -> bool:
        said = [
            self._after_label(i, label) for i in range(self.part.starts[0], len(self.part.texts))
        ]
        texts = [result.text for result in said if result]
        return sum(map(self.part.clean, texts)) >= 0.5 * len(texts) > 0


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
