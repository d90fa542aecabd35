"""What each required element sounds like: an act, by whom, about what, and what only seems so."""

from compliance.agreements.rules.finding.cues.ending import ENDING
from compliance.agreements.rules.finding.cues.guarding import GUARDING
from compliance.agreements.rules.finding.cues.persons import PERSONS
from compliance.agreements.rules.finding.cues.reports import REPORTS
from compliance.agreements.rules.finding.cues.terms import Sought, Way
from compliance.agreements.rules.finding.cues.uses import USES

EVERY_ELEMENT: tuple[Sought, ...] = (*USES, *GUARDING, *REPORTS, *PERSONS, *ENDING)

__all__ = ["EVERY_ELEMENT", "Sought", "Way"]
