"""The verdict over a map of coverage: how many criteria are whose, in one sentence."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from compliance.vendors.rules.coverage import Coverage, Reason
from compliance.vendors.rules.coverage_states import CoverageState


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How many of `all` criteria are whose. What the vendor covers includes its exceptions.

    `unmet` are those that it does not meet although that was answered. `unplaced` are things that
    need somebody and name no criterion, so that they are in none of these numbers.
    """

    all: int
    vendor: int
    exceptions: int
    others: int
    yours: int
    nobody: int
    open: int
    unmet: int = 0
    unplaced: int = 0

    def sentence(self, whose: str) -> str:
        """ "Hartfield’s report covers 31 of 36 criteria for you, 1 with an exception. ..." """
        if self.nobody == self.all:
            return f"Nobody answers for any of the {self.all} criteria yet."
        covered = f"{whose} covers {self.vendor} of {self.all} criteria for you"
        if self.exceptions:
            covered += f", {self.exceptions} of them with an exception"
        rest = [
            _rest(self.yours, "yours", "yours"),
            _rest(self.others, "another organisation’s", "other organisations’"),
            _rest(self.nobody, "nobody’s", "nobody’s"),
            _rest(self.unmet, "not met by the vendor", "not met by the vendor"),
        ]
        told = [words for words in rest if words]
        said = f"{covered}. {_listed(told)}." if told else f"{covered}."
        return f"{said} {self._more}" if self.unplaced else said

    @property
    def _more(self) -> str:
        """What no number of criteria shows."""
        if self.unplaced == 1:
            return "It leaves 1 thing open without naming a criterion."
        return f"It leaves {self.unplaced} things open without naming a criterion."

    @property
    def to_do(self) -> str:
        """What is left, as a sentence."""
        if not self.open and self.unplaced:
            verb = "thing needs" if self.unplaced == 1 else "things need"
            return f"{self.unplaced} {verb} somebody that the report ties to no criterion."
        if not self.open:
            return "Nothing on this map waits for anybody today."
        verb = "criterion needs" if self.open == 1 else "criteria need"
        return f"{self.open} {verb} somebody."


def verdict(cells: Iterable[Coverage], unplaced: Iterable[Reason] = ()) -> Verdict:
    """Count the cells of a map, and what needs somebody without standing in any."""
    cells = tuple(cells)
    counted = Counter(cell.state for cell in cells)
    answered = CoverageState.EXCEPTION_ANSWERED
    unmet = sum(cell.is_unmet and cell.state is answered for cell in cells)
    exceptions = _sum(counted, CoverageState.EXCEPTION_OPEN, answered) - unmet
    return Verdict(
        all=counted.total(),
        vendor=counted[CoverageState.COVERED] + exceptions,
        exceptions=exceptions,
        others=_sum(counted, CoverageState.CARVED_AWAY, CoverageState.CARVED_HERE),
        yours=_sum(counted, CoverageState.YOURS_OPEN, CoverageState.YOURS_DONE),
        nobody=_sum(counted, CoverageState.NOBODY, CoverageState.OUTSIDE),
        open=sum(number for state, number in counted.items() if state.needs_somebody),
        unmet=unmet,
        unplaced=sum(reason.state.needs_somebody for reason in unplaced),
    )


def _sum(counted: Counter[CoverageState], *states: CoverageState) -> int:
    return sum(counted[state] for state in states)


def _rest(number: int, one: str, more: str) -> str:
    if not number:
        return ""
    return f"1 is {one}" if number == 1 else f"{number} are {more}"


def _listed(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} and {words[-1]}"
