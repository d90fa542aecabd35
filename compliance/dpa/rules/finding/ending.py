"""Finds what becomes of the data at the end: 28(3)(g), and when."""

import re
from collections.abc import Sequence

from compliance.dpa.rules.finding.candidates import Proposal, Strength
from compliance.dpa.rules.finding.cues import (
    CUSTOMER,
    DATA,
    Cue,
    Weighed,
    confidence,
    places,
    weigh,
)
from compliance.dpa.rules.finding.units import Unit
from compliance.reading.rules import Duration, Paper, durations

_DELETES = (
    r"\b(?:delet(?:e|es|ed|ing|ion)|destr(?:oy|oys|oyed|oying|uction)|eras(?:e|es|ed|ing|ure)|"
    r"remov(?:e|es|ed|al)|"
    r"purg(?:e|es|ed|ing)|wip(?:e|es|ed)|anonymi[sz]e[ds]?|dispos(?:e|al))\b"
)
_RETURNS = (
    r"\b(?:return(?:s|ed|ing)?|retriev\w+|export\w*|hand(?:ed)? over|transfer(?:red)? back|"
    r"make available to (?:the )?\w+ (?:all|a copy)|(?:provide|supply|give) (?:\w+ ){0,3}a copy of|"
    r"download\w*|giv(?:e|es|ing) back)\b"
)
_ENDS = (
    r"after (?:such |this |that |the |a )?[\w() -]{0,14}\d+[- ]day|"
    r"terminat|expir|end of (?:the )?(?:provision|services?|contract|agreement|term|processing|"
    r"subscription|engagement)|cessation|ceas|conclusion|completion|no longer|uninstall|cancel|"
    r"clos(?:e|ure)|after the (?:end|provision)|"
    r"\b(?:agreement|contract|services?|subscription|relationship|processing|work) (?:has |have )?"
    r"(?:ends?|ended|stops?)\b|\bstop\w* (?:providing|using)|(?:upon|at|"
    r"on) (?:\w+'?s? ){0,4}(?:written )?(?:request|"
    r"instruction|choice|option|direction|discretion|election)|"
    r"offboarding|deactivat|end of services|"
    r"(?:up)?on deletion|"
    r"(?:your|verified) request|following"
)
_EITHER = r"delet\w+,? (?:or|and/or) return|return\w*,? (?:or|and/or) (?:\w+ )?(?:delet|destr)"
DELETION = (
    Cue(
        2.5,
        own=_DELETES,
        says=(_ENDS,),
        not_=r"right to (?:erasure|be forgotten)|rectif|restriction|portab|subject access|"
        r"requests? for erasure|request(?:s)? (?:from|"
        r"by) (?:a )?"
        r"data subjects?|accidental|unauthori[sz]ed|access rights|user access|daily|"
        r"keys?\b.{0,20}rotat",
        likelier=(
            (_RETURNS, 0.8),
            (r"\b(?:all|any|every|copies)\b", 0.5),
            (rf"{DATA}", 0.3),
            (r"delet\w+[^/]* / |return[^/]* / |terminat[^/]* / ", 1),
            (
                _EITHER,
                1,
            ),
            (r"certif|confirm", -0.3),
            (r"^\W*(?:\w+ / )*[^/]*/ (?:\W*)(?:confirm|certif)", -0.7),
            (r"retain|backup", -0.3),
            (r"duration", -0.8),
            (r"\b(?:contract|agreement|dpa|term) (?:ends|terminates|continues)\b", -1),
        ),
    ),
    Cue(
        1.4,
        own=_DELETES,
        says=(rf"{DATA}|\beverything\b",),
        under=r"delet\w+|return|retention|offboarding|after (?:the )?(?:end|termination)|"
        r"terminat|\bends?\b|\bexit\b|expir",
        not_=r"right to (?:erasure|be forgotten)|rectif|accidental|daily|user access",
        likelier=(
            (r"(?:delet|return)\w*[^/]* / ", 0.5),
            (r"\b(?:shall|must|will)\b.{0,40}\b(?:delet|destroy|eras)", 0.5),
            (
                _EITHER,
                1.5,
            ),
        ),
    ),
    Cue(
        2,
        own=rf"{_RETURNS}.{{0,80}}(?:{DATA}|documents)|\breturn (?:it|them)\b",
        says=(_ENDS,),
        likelier=((r"delet\w+[^/]* / |return[^/]* / ", 0.7),),
        not_=r"refund|data subject",
    ),
)


def ending(paper: Paper, units: Sequence[Unit]) -> list[Proposal]:
    """What the document says of (g) and the time of deletion."""
    ends = weigh(units, DELETION, least=1.4)
    found = [
        _deletion_or_return(paper, units, ends),
        _time_of_deletion(paper, ends),
    ]
    return [one for one in found if one]


def _deletes(one: Weighed) -> bool:
    return bool(re.search(_DELETES, one.unit.own))


def _deletion_or_return(
    paper: Paper, units: Sequence[Unit], ends: list[Weighed]
) -> Proposal | None:
    if not any(_deletes(one) for one in ends):
        return None
    near = {one.unit.section for one in ends}
    returned = any(re.search(_RETURNS, one.unit.text) for one in ends) or any(
        unit.section in near
        and re.search(r"delet|return|\bends?\b|\bexit\b", unit.titles)
        and re.search(_RETURNS, unit.own)
        for unit in units
    )
    how = Strength.FULL if returned else Strength.WEAK
    reason = (
        "Data is deleted or returned at the end."
        if returned
        else "Data is deleted, but the customer cannot choose to have it returned."
    )
    deleting = [one for one in ends if _deletes(one)]
    returning = [one for one in ends if re.search(_RETURNS, one.unit.own)]
    shown = places(paper, deleting, [one for one in returning if one not in deleting])
    return Proposal("28(3)(g)", shown, how, reason, confidence(ends))


def _time_of_deletion(paper: Paper, ends: list[Weighed]) -> Proposal | None:
    deleting = [one for one in ends if _deletes(one)]
    if not deleting:
        return None
    timed = [(one, time) for one in deleting if (time := _time(one))]
    if timed:
        timed.sort(key=lambda pair: -_time_points(*pair))
        value = timed[0][1]
        shown = places(paper, [pair[0] for pair in timed], deleting)
        return Proposal(
            "deletion", shown, Strength.FULL, "A time is named.", confidence(deleting), value
        )
    reason = "No time is named here; it may stand in another document."
    return Proposal("deletion", places(paper, deleting), Strength.WEAK, reason, 0.5)


def _time(one: Weighed) -> Duration | None:
    """The time that the sentence names, or else its lead-in ("within 30 days of the end: ...")."""
    own, text = one.unit.own, one.unit.text
    for said in (own, text):
        times = [time for time in durations(said) if _of_end(said, time)]
        # "After 30 days for export, we delete within 90 days": the time behind the verb.
        behind = [time for time in times if re.search(_DELETES, said[: time.start])]
        if times:
            return (behind or times)[0]
    return None


def _of_end(said: str, time: Duration) -> bool:
    aside = r"(?:notice|every|least|retained for|object\w*|exercised|made) (?:\w+ ){0,3}$"
    before, after = said[: time.start], said[time.end :]
    asked = re.search(rf"\b{CUSTOMER} (?:may|can|must|shall)\W+within \W*$", before) and re.match(
        r"[^.;]{0,15}\b(?:request|ask|choose|elect|export|retriev|download)", after
    )
    kept = re.match(r"\W*s?\W*(?:retention|statutory|legal|tax|accounting|record)", after)
    return not asked and not kept and not re.search(aside, before[-40:])


def _time_points(one: Weighed, time: Duration) -> float:
    own = one.unit.own
    points = one.points
    points += (
        1.5 if re.search(r"within|no later|not exceed|after", own[max(0, time.start - 40) :]) else 0
    )
    points -= 1 if re.search(r"backup|archiv", own) else 0
    points -= 1 if re.search(r"give .{0,30}notice|may request|may retrieve|export", own) else 0
    points -= 0.7 if re.search(r"certif", own) else 0
    return points
