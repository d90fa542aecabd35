"""Proposes for each required element where it stands, or that it is absent."""

from collections.abc import Sequence
from dataclasses import dataclass

from compliance.agreements.rules.finding.clock import BreachClock, breach_clock
from compliance.agreements.rules.finding.cues import EVERY_ELEMENT, Sought
from compliance.agreements.rules.finding.parties import parties_of
from compliance.agreements.rules.finding.scoring import ENOUGH, confidence, score
from compliance.agreements.rules.finding.units import Unit, units_of
from compliance.reading.rules import Paper, Passage

EARLIER = 0.4
"""How much better a later passage has to be than an earlier one."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where an element seems to stand; `passage` is None where nothing like it was found."""

    element: str
    passage: Passage | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Proposals:
    """Everything that was read out of one agreement, for a person to confirm."""

    elements: tuple[Proposal, ...]
    clock: BreachClock | None

    def of(self, element: str) -> Proposal:
        """The proposal for one element."""
        return next(one for one in self.elements if one.element == element)


def propose(paper: Paper) -> Proposals:
    """Look for each required element of a business associate agreement, from the text alone."""
    units = tuple(units_of(paper, parties_of(paper)))
    return Proposals(
        elements=tuple(_propose(units, sought) for sought in EVERY_ELEMENT),
        clock=breach_clock(paper),
    )


def _propose(units: Sequence[Unit], sought: Sought) -> Proposal:
    best: Unit | None = None
    points = 0.0
    for unit in units:
        found = score(unit, sought)
        if found > points + (EARLIER if best else 0.0):
            best, points = unit, found
    if best is None or points < ENOUGH:
        return Proposal(sought.id, None, confidence(2 * ENOUGH - points))
    return Proposal(sought.id, best.passage, confidence(points))
