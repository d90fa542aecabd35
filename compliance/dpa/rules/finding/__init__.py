"""Finds in the text of a DPA what it says of each item of the checklist."""

from collections.abc import Sequence

from compliance.dpa.rules.finding.auditing import auditing
from compliance.dpa.rules.finding.breach import breaches, transfers
from compliance.dpa.rules.finding.candidates import Place, Proposal, Stance, Strength
from compliance.dpa.rules.finding.describing import describing
from compliance.dpa.rules.finding.duties import duties
from compliance.dpa.rules.finding.ending import ending
from compliance.dpa.rules.finding.modelling import modelling
from compliance.dpa.rules.finding.subprocessing import subprocessing
from compliance.dpa.rules.finding.units import Unit, Zone, annexed_in, units
from compliance.reading.rules import Paper

__all__ = ["Place", "Proposal", "Stance", "Strength", "Zone", "annexed_in", "find"]

_IN_CLAUSES = frozenset(
    {
        *(f"28(3)({letter})" for letter in "abceghf"),
        *("28(4)", "audit", "breach-notice"),
    }
)
"""What attached standard clauses promise, where the body of the document does not."""


def find(paper: Paper) -> dict[str, Proposal]:
    """Give what is proposed for each item that the text speaks of, by the item's id."""
    every = list(units(paper))
    body = [unit for unit in every if unit.promises]
    found = {one.item_id: one for one in _all(paper, body)}
    found |= {one.item_id: one for one in transfers(paper, every)}
    clauses = [unit for unit in every if unit.zone is Zone.STANDARD_CLAUSES]
    for one in _all(paper, clauses):
        if one.item_id in _IN_CLAUSES and one.item_id not in found:
            found[one.item_id] = _from_clauses(one)
    return found


def _all(paper: Paper, those: Sequence[Unit]) -> list[Proposal]:
    return [
        *duties(paper, those),
        *subprocessing(paper, those),
        *ending(paper, those),
        *auditing(paper, those),
        *breaches(paper, those),
        *modelling(paper, those),
        *describing(paper, those),
    ]


def _from_clauses(one: Proposal) -> Proposal:
    return Proposal(
        one.item_id,
        one.places,
        Strength.WEAK,
        "The body does not say it; it stands only in the attached standard clauses.",
        min(0.6, one.confidence),
    )
