"""Finds the conditions for other processors: Art. 28(2), 28(3)(d), 28(4), and days of notice."""

import re
from collections.abc import Sequence
from dataclasses import replace

from compliance.dpa.rules.finding.candidates import Proposal, Strength
from compliance.dpa.rules.finding.cues import SUB, Weighed, confidence, places, weigh
from compliance.dpa.rules.finding.subprocessing_cues import (
    AT_WILL,
    DILIGENCE,
    FLOW_DOWN,
    GENERAL,
    LIABLE,
    NOTICE,
    OBJECTION,
    SPECIFIC,
)
from compliance.dpa.rules.finding.units import Unit
from compliance.reading.rules import Duration, Paper, durations

_AT_LEAST = re.compile(
    r"(?:at least|(?:no|not) (?:less|fewer|later) than|(?:a )?minimum(?: of)?|with|by|of|"
    r"giv\w+(?: \w+){0,3}|"
    r"provid\w+(?: \w+){0,3}|upon|on|notif\w+(?: \w+){0,3}|inform\w*(?: \w+){0,3})\W*(?:a )?\W*$"
)
_AHEAD = re.compile(
    r"\W*s?\W*(?:\w+ ){0,3}(?:notice|notification|before|prior|in advance|advance|ahead|period)"
)
_SAME_DUTIES = 2.5
_TAKES_EFFECT = re.compile(r"\b(?:takes? effect|effective|begins?|starts?)\b[^.;]{0,30}$")
_ASKS = re.compile(
    r"must (?:request|subscribe|sign up|opt)|(?:if|provided) (?:the )?customer (?:subscribes|"
    r"has subscribed)|who subscribe"
)


def subprocessing(paper: Paper, units: Sequence[Unit]) -> list[Proposal]:
    """What the document says of other processors."""
    units = [_titled(unit) for unit in units]
    specific, general = weigh(units, SPECIFIC), weigh(units, GENERAL)
    notice, objection = weigh(units, NOTICE, least=2), weigh(units, OBJECTION)
    flow, liable = weigh(units, FLOW_DOWN), weigh(units, LIABLE)
    asks = any(_ASKS.search(unit.text) and re.search(SUB, unit.own + unit.titles) for unit in units)
    allowed = _authorisation(paper, specific, general, notice, objection, asks=asks)
    diligence = weigh(units, DILIGENCE)
    binds = bool(flow) and flow[0].points >= _SAME_DUTIES
    found = [
        allowed or _engaged_at_will(paper, weigh(units, AT_WILL)),
        _same_duties(paper, flow, liable),
        _conditions(
            paper,
            (notice, _best_first(specific, general), flow, objection, diligence),
            stated=bool(specific or notice or objection or (general and (binds or diligence))),
        ),
        _days_of_notice(paper, notice),
    ]
    return [one for one in found if one]


def _titled(unit: Unit) -> Unit:
    """Where the title says that sub-processors are spoken of, the sentence need not."""
    if not re.search(rf"\b{SUB}", unit.titles) or re.search(rf"\b{SUB}", unit.text):
        return unit
    changed = " changes" if re.search(r"\bchang|\bnew\b|\bupdate", unit.titles) else ""
    return replace(unit, text=f"subprocessors{changed}: {unit.text}")


def _authorisation(
    paper: Paper,
    specific: list[Weighed],
    general: list[Weighed],
    notice: list[Weighed],
    objection: list[Weighed],
    *,
    asks: bool,
) -> Proposal | None:
    groups = (notice, _best_first(specific, general), objection)
    if not any(groups):
        return None
    how, reason = _how_authorised(specific, general, notice, objection, asks=asks)
    best = max((group for group in groups if group), key=lambda group: group[0].points)
    return Proposal("28(2)", places(paper, *groups), how, reason, confidence(best))


def _engaged_at_will(paper: Paper, weighed: list[Weighed]) -> Proposal | None:
    reason = "Sub-processors are engaged without authorisation or notice of changes."
    how, sure = Strength.WEAK, confidence(weighed)
    return Proposal("28(2)", places(paper, weighed), how, reason, sure) if weighed else None


def _best_first(*groups: list[Weighed]) -> list[Weighed]:
    return sorted((one for group in groups for one in group), key=lambda one: -one.points)


def _how_authorised(
    specific: list[Weighed],
    general: list[Weighed],
    notice: list[Weighed],
    objection: list[Weighed],
    *,
    asks: bool,
) -> tuple[Strength, str]:
    if notice and all(re.search(_PART_OF_CHANGES, one.unit.text) for one in notice):
        return Strength.WEAK, "Not every change is notified."
    if specific and (not general or specific[0].points >= general[0].points):
        return Strength.FULL, "Each sub-processor needs the customer's authorisation."
    authorised = bool(general or specific) or any(
        "authori" in one.unit.titles for one in (*notice, *objection)
    )
    if not authorised:
        return Strength.WEAK, "There is notice of changes, but no express authorisation."
    return _how_told(notice, objection, asks=asks)


def _how_told(
    notice: list[Weighed], objection: list[Weighed], *, asks: bool
) -> tuple[Strength, str]:
    told = [one for one in notice if not re.search(r"\bobject", one.unit.own)]
    if told and all(_PUBLISHED.search(one.unit.text) for one in told):
        return Strength.WEAK, "Changes are only published; the customer is not told of them."
    if asks and all(_ASKS.search(one.unit.text) for one in notice):
        return Strength.WEAK, "The customer is told of changes only if it subscribes."
    if notice or objection:
        return Strength.FULL, "Sub-processors are authorised, with notice of changes."
    return Strength.WEAK, "Sub-processors are authorised without notice of changes."


_PUBLISHED = re.compile(
    r"\bby (?:updating|posting|publishing|amending)\b.{0,40}\b(?:list|page|website|site|url)"
)
_PART_OF_CHANGES = (
    r"\b(?:materially|substantially|significantly) (?:expand|increas|chang|affect|alter)"
)


def _same_duties(paper: Paper, flow: list[Weighed], liable: list[Weighed]) -> Proposal | None:
    if not flow and not liable:
        return None
    groups = (flow, liable) if flow else (liable,)
    if flow and flow[0].points >= _SAME_DUTIES:
        how, reason = Strength.FULL, "The same duties bind sub-processors by contract."
    elif flow:
        how, reason = Strength.WEAK, "Sub-processors are bound, but not to the same duties."
    else:
        how, reason = Strength.WEAK, "The processor is liable, but no same duties are imposed."
    return Proposal("28(4)", places(paper, *groups), how, reason, confidence(flow or liable))


def _conditions(
    paper: Paper, groups: tuple[list[Weighed], ...], *, stated: bool
) -> Proposal | None:
    if not any(groups):
        return None
    best = max((group for group in groups if group), key=lambda group: group[0].points)
    if stated:
        how, reason = Strength.FULL, "Conditions for engaging sub-processors are stated."
    else:
        how, reason = Strength.WEAK, "Sub-processors are spoken of, without such conditions."
    return Proposal("28(3)(d)", places(paper, *groups, most=5), how, reason, confidence(best))


def _days_of_notice(paper: Paper, notice: list[Weighed]) -> Proposal | None:
    for one in notice:
        time = _notice_time(one.unit)
        if time:
            reason = "A time between notice and start is named."
            return Proposal(
                "subprocessor-notice-days",
                places(paper, [one]),
                Strength.FULL,
                reason,
                confidence([one]),
                time,
            )
    return None


def _notice_time(unit: Unit) -> Duration | None:
    for time in durations(unit.own):
        before, after = unit.own[max(0, time.start - 60) : time.start], unit.own[time.end :][:50]
        if re.search(r"(?:object|exceed|terminat)\w*[^,;.]{0,50}$", before):
            continue
        if _TAKES_EFFECT.search(before) and re.match(r"\W*after\b", after):
            return time
        if re.match(r"\W*(?:of|from|after|following)\b(?! (?:prior|advance))", after):
            continue
        if _AHEAD.match(after) or (_AT_LEAST.search(before) and "least" in before):
            return time
    return None
