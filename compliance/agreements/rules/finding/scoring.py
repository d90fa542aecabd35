"""How well a passage says what an element asks for."""

import re
from functools import cache

from compliance.agreements.rules.finding.cues import Sought, Way
from compliance.agreements.rules.finding.parties import Actor
from compliance.agreements.rules.finding.units import Region, Unit

ENOUGH = 6.0
"""What a passage must score to be proposed."""

SURE = 11.0
"""A score with which there is hardly a doubt."""

_REGIONS = {
    Region.BODY: 0.0,
    Region.DEFINITIONS: -7.0,
    Region.RECITALS: -5.0,
    Region.LIABILITY: -4.0,
    Region.GENERAL: -2.0,
    Region.NOTES: -2.5,
}
_ACTORS = {Actor.ASSOCIATE: 1.0, Actor.EITHER: 0.0, Actor.UNKNOWN: 0.0, Actor.ENTITY: -5.0}
_ENDING_ACTORS = {Actor.ASSOCIATE: -1.5, Actor.EITHER: 0.5, Actor.UNKNOWN: 0.0, Actor.ENTITY: 1.0}
_LEAD = -1.2
_SUBJECT = 0.6
"""A title that names the very thing, beside one that names its kind."""
_GROUP = -0.9
"""A list with its lead is proposed only where no piece of it says it all."""
_ALONE = -1.0
"""A sentence is proposed only where its whole clause is not."""


def score(unit: Unit, sought: Sought) -> float:
    """The score, negative if the passage does not say it in any known way."""
    own, full = _read(unit.said, sought), _read(unit.full, sought)
    titles = f"{unit.title} / {unit.titles}"
    base = max((way.weight for way in sought.ways if _says(way, own, full, titles)), default=None)
    if base is None:
        return -1.0
    total = base + sum(weight for cue, weight in sought.more if _found(cue, own))
    total += _REGIONS[unit.region] + _form(unit)
    total += (_ENDING_ACTORS if sought.anybody else _ACTORS)[unit.actor]
    if sought.title:
        total += 1.0 if _found(sought.title, unit.title) else 0.0
        total += 0.6 if _found(sought.title, unit.titles) else 0.0
    if sought.subject and _found(sought.subject, unit.title):
        total += _SUBJECT
    return total


def _form(unit: Unit) -> float:
    if unit.alone:
        return _ALONE
    return (0.0 if unit.whole else _GROUP) + (_LEAD if unit.opens else 0.0)


def confidence(points: float) -> float:
    """A score as a number from 0 to 1, for showing."""
    return round(min(0.99, max(0.0, 0.5 + 0.49 * (points - ENOUGH) / (SURE - ENOUGH))), 2)


def _read(text: str, sought: Sought) -> str:
    return _compiled(sought.without).sub(" ", text) if sought.without else text


def _says(way: Way, own: str, full: str, titles: str) -> bool:
    if not _found(way.own, own) or (way.under and not _found(way.under, titles)):
        return False
    return all(_found(other, full) for other in way.others)


def _found(pattern: str, text: str) -> bool:
    return bool(_compiled(pattern).search(text))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
