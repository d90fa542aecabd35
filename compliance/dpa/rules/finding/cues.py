"""Weighs sentences: what a sentence must say, must not say, and what else makes it likelier."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compliance.dpa.rules.finding.candidates import Place
from compliance.dpa.rules.finding.units import Bearer, Unit, Zone
from compliance.reading.rules import Clause, Paper, Passage, Sort

MOST_PLACES = 3
_LONGEST_LEAD = 600
_LONGEST_LIST = 700
_LEAST_PIECES = 2
_IN_ANNEX = 0.8
"""What is said in an annex comes after what is said in the body."""

DATA = r"(?:data|information|content|records|materials?|prompts?|inputs?|outputs?|files)"
SUB = (
    r"(?:subprocess(?:ors?|ing)|sub-?contract\w*|outsourc\w+|subservice|(?:another|other|further|additional|new|"
    r"third[- ]party) (?:data )?processors?|third[- ]party (?:service )?providers?|"
    r"sub-?licensees?)"
)
CUSTOMER = (
    r"(?:customers?|controllers?|clients?|subscribers?|you|your|merchants?|"
    r"licensees?|institution|buyers?|purchaser|responsible party|data owner)"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One way of saying a thing.

    `says` must all be in the sentence behind its lead-in, and `own` in the sentence itself;
    `not_` in neither; `under` must be in a title above. `likelier` adds its points
    for each pattern found, in titles too.
    """

    points: float
    own: str
    says: tuple[str, ...] = ()
    not_: str = ""
    under: str = ""
    likelier: tuple[tuple[str, float], ...] = ()
    customer_owes: bool = False

    def weigh(self, unit: Unit) -> float:
        """Give the points of the sentence, 0 if it does not say it."""
        if not self._says(unit):
            return 0
        where = f"{unit.titles} / {unit.text}"
        more = sum(points for pattern, points in self.likelier if re.search(pattern, where))
        aside = _IN_ANNEX if unit.zone is Zone.ANNEX else 0
        return max(0, self.points + more - aside)

    def _says(self, unit: Unit) -> bool:
        if unit.bearer is Bearer.CUSTOMER and not self.customer_owes:
            return False
        if not re.search(self.own, unit.own) or not re.search(self.under, unit.titles):
            return False
        if self.not_ and re.search(self.not_, unit.text):
            return False
        return all(re.search(pattern, unit.text) for pattern in self.says)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence with its points."""

    unit: Unit
    points: float


def weigh(units: Iterable[Unit], cues: Sequence[Cue], *, least: float = 1) -> list[Weighed]:
    """The sentences that say it, best first; those of equal weight in the order of the text."""
    found = [Weighed(unit, max(cue.weigh(unit) for cue in cues)) for unit in units]
    kept = [one for one in found if one.points >= least]
    return sorted(kept, key=lambda one: -one.points)


def places(paper: Paper, *groups: Sequence[Weighed], most: int = MOST_PLACES) -> tuple[Place, ...]:
    """The best places of each group in turn, no piece of text twice."""
    every = [one for group in groups for one in group]
    chosen: list[Place] = []
    seen: set[int] = set()
    depth = 0
    while len(chosen) < most and any(depth < len(group) for group in groups):
        for group in groups:
            if depth < len(group) and len(chosen) < most:
                one = group[depth]
                if one.unit.passage.start not in seen:
                    pieces = _pieces(one, every)
                    whole = _list_of(paper, pieces)
                    seen |= {piece.passage.start for piece in (pieces if whole else [one.unit])}
                    chosen.append(Place(whole, whole, one.points) if whole else _place(paper, one))
        depth += 1
    return tuple(chosen)


def confidence(weighed: Sequence[Weighed]) -> float:
    """How sure: the points of the best, cut to what five points would give."""
    best = weighed[0].points if weighed else 0
    return round(min(0.95, 0.45 + best / 10), 2)


def _pieces(one: Weighed, group: Sequence[Weighed]) -> list[Unit]:
    """The pieces of the same list that say it too, in the order of the text."""
    clause = one.unit.clause
    if clause.sort is not Sort.ITEM or clause.parent is None:
        return []
    same = (other.unit for other in group if other.unit.clause.parent == clause.parent)
    return sorted(same, key=lambda unit: unit.passage.start)


def _list_of(paper: Paper, pieces: Sequence[Unit]) -> Passage | None:
    """The lead-in with the pieces that say it together, "delete, or" and "return"; if short."""
    if len({piece.clause.index for piece in pieces}) < _LEAST_PIECES:
        return None
    lead = paper.clauses[pieces[0].clause.parent or 0]
    end = pieces[-1].clause.end
    if lead.sort is Sort.HEADING or end - lead.start > _LONGEST_LIST:
        return None
    return paper.passage(lead.start, end)


def _place(paper: Paper, one: Weighed) -> Place:
    clause = one.unit.clause
    end = clause.end
    if clause.text.endswith(":"):
        end = max((item.end for item in paper.below(clause)), default=end)
    return Place(one.unit.passage, paper.passage(_start(paper, clause), end), one.points)


def _start(paper: Paper, clause: Clause) -> int:
    """Where the clause begins: the first piece of a list is shown with the words that lead it."""
    lead = paper.clauses[clause.parent] if clause.parent is not None else None
    if lead is None or lead.index + 1 != clause.index or lead.sort is Sort.HEADING:
        return clause.start
    return lead.start if len(lead.text) <= _LONGEST_LEAD else clause.start
