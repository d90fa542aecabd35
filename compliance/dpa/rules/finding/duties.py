"""Finds the duties of Art. 28(3)(a) to (c), (e) and (f) of the GDPR."""

import re
from collections.abc import Callable, Sequence

from compliance.dpa.rules.finding.candidates import Proposal, Strength
from compliance.dpa.rules.finding.cues import Cue, Weighed, confidence, places, weigh
from compliance.dpa.rules.finding.duty_cues import (
    ASSESSMENTS,
    BOUND,
    CONFIDENTIALITY,
    HELP_REFUSED,
    INSTRUCTIONS,
    ONLY,
    RIGHTS,
    SECURITY,
)
from compliance.dpa.rules.finding.units import Unit
from compliance.reading.rules import Paper


def duties(paper: Paper, units: Sequence[Unit]) -> list[Proposal]:
    """What the document says of (a), (b), (c), (e) and (f)."""
    found = (
        _of(paper, units, "28(3)(a)", INSTRUCTIONS, _instructions, least=1.2),
        _of(paper, units, "28(3)(b)", CONFIDENTIALITY, _confidentiality),
        _of(paper, units, "28(3)(c)", SECURITY, _security, least=1.5),
        _of(paper, units, "28(3)(e)", RIGHTS, _rights),
        _of(paper, units, "28(3)(f)", ASSESSMENTS, _assessments),
    )
    return [one for one in found if one]


def _of(
    paper: Paper,
    units: Sequence[Unit],
    item_id: str,
    cues: tuple[Cue, ...],
    strength: Callable[[list[Weighed]], tuple[Strength, str]],
    *,
    least: float = 1,
) -> Proposal | None:
    weighed = weigh(units, cues, least=least)
    if not weighed:
        return None
    how, reason = strength(weighed)
    return Proposal(item_id, places(paper, weighed), how, reason, confidence(weighed))


def _says(weighed: Sequence[Weighed], pattern: str) -> bool:
    return any(re.search(pattern, one.unit.text) for one in weighed)


def _instructions(weighed: list[Weighed]) -> tuple[Strength, str]:
    binding = rf"{ONLY}|\b(?:documented|written)\b.{{0,60}}instruct|28\(3\)"
    if weighed[0].points >= 2 and _says(weighed[:3], binding):
        return Strength.FULL, "Data is processed on documented instructions only."
    return Strength.WEAK, "Instructions are mentioned, but processing is not bound to them."


def _confidentiality(weighed: list[Weighed]) -> tuple[Strength, str]:
    if any(one.points >= 2.5 and re.search(BOUND, one.unit.text) for one in weighed[:3]):
        return Strength.FULL, "The people who process the data are bound to confidentiality."
    return Strength.WEAK, "Data is kept confidential, but no duty of the people is stated."


def _security(weighed: list[Weighed]) -> tuple[Strength, str]:
    if weighed[0].points >= 2.5:
        return Strength.FULL, "Technical and organisational measures are promised."
    return Strength.WEAK, "Single measures are listed, or those of somebody else relied on."


def _rights(weighed: list[Weighed]) -> tuple[Strength, str]:
    if _says(weighed, HELP_REFUSED):
        return Strength.WEAK, "Help with requests of data subjects is refused or sold separately."
    if weighed[0].points >= 2:
        return Strength.FULL, "Help with requests of data subjects is promised."
    return Strength.WEAK, "Requests are passed on, but no help with them is promised."


def _assessments(weighed: list[Weighed]) -> tuple[Strength, str]:
    if weighed[0].points >= 2:
        return Strength.FULL, "Help with impact assessments or Arts 32 to 36 is promised."
    return Strength.WEAK, "Help is promised in general, without impact assessments."
