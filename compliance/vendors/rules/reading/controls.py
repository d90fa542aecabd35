"""Where controls are named, by numbers of any form."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from compliance.vendors.rules.reading import marks
from compliance.vendors.rules.reading.layout import Piece

_LEAST_COUNTED = 10
_TOLD = 5
"""Words of a text that tells something of a control."""
_MOSTLY = 0.8


@dataclass(frozen=True)
class Controls:
    """The controls of a part with tests."""

    pieces: Sequence[Piece]
    texts: Sequence[str]

    @cached_property
    def named(self) -> list[str]:
        """The control that each piece names or opens with; "" if none."""
        named = _without_parts([self._control_in(text) for text in self.texts])
        if sum(map(bool, named)) >= len(self._counted):
            return named
        return [name or self._counted.get(i, "") for i, name in enumerate(named)]

    def _control_in(self, text: str) -> str:
        rest = marks.without_criteria(text)
        known = (
            self.known(name, explicit=said.casefold().startswith("control"))
            for said in dict.fromkeys((text, rest))
            for name in (marks.control_alone(said), marks.control_opening(said))
        )
        return next(filter(None, known), "")

    def starts(self, end: int) -> list[int]:
        """Where controls begin; where none has a number, the criteria."""
        named, apart = {i: self.named[i] for i in range(end)}, 3
        if sum(map(bool, named.values())) < 4:
            named, apart = {i: marks.criterion_heading(self.texts[i]) for i in range(end)}, 9
        starts = [i for i in range(end) if named[i]]
        apart_ones = (
            i for h, i in pairwise([-99, *starts]) if i - h > apart or named[h] != named[i]
        )
        return self._told([*apart_ones], named, end)

    def _told(self, starts: list[int], named: dict[int, str], end: int) -> list[int]:
        """Without the places where a control that is told elsewhere is only listed again."""
        stops = [*starts[1:], end][: len(starts)]
        long = [
            any(len(text.split()) >= _TOLD for text in self.texts[a:b])
            for a, b in zip(starts, stops, strict=True)
        ]
        told = {named[i] for i, is_long in zip(starts, long, strict=True) if is_long}
        return [
            i for i, is_long in zip(starts, long, strict=True) if is_long or named[i] not in told
        ]

    @cached_property
    def _counted(self) -> dict[int, str]:
        """Controls that are counted 1, 2, 3 through the whole part, before their titles."""
        found: dict[int, str] = {}
        for i, text in enumerate(self.texts):
            match = re.match(r"(\d{1,3})[.)]?(?:\s+(?=[A-Z])|$)", text)
            if match and int(match[1]) == len(found) + 1:
                found[i] = match[1]
        return found if len(found) >= _LEAST_COUNTED else {}

    def known(self, name: str, *, explicit: bool = False) -> str:
        """A name that can be that of a control here; "" if it cannot."""
        if not name or (name.isdigit() and not explicit and not self._numbered):
            return ""
        return "" if marks.is_criteria_list(name) else name

    @cached_property
    def _numbered(self) -> bool:
        """Whether controls are plain numbers, in a column of their own."""
        lefts = Counter(
            round(piece.left / 4)
            for piece, text in zip(self.pieces, self.texts, strict=True)
            if re.fullmatch(r"\d{1,3}", text)
        )
        return bool(lefts) and lefts.most_common(1)[0][1] >= 5


def _without_parts(named: list[str]) -> list[str]:
    """Without 4.1 and 4.2 where nearly all controls have letters: these number parts."""
    lettered = {name for name in named if re.search("[A-Za-z]", name)}
    every = {name for name in named if name}
    if len(lettered) < _LEAST_COUNTED or len(lettered) < _MOSTLY * len(every):
        return named
    return [name if name in lettered else "" for name in named]
