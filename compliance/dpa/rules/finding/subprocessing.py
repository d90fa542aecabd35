"""Finds the conditions for other processors: Art. 28(2), 28(3)(d), 28(4), and days of notice."""

import re
from collections.abc import Sequence
from dataclasses import replace

from compliance.dpa.rules.finding.candidates import Proposal, Strength
from compliance.dpa.rules.finding.cues import CUSTOMER, SUB, Cue, Weighed, confidence, places, weigh
from compliance.dpa.rules.finding.units import Unit
from compliance.reading.rules import Duration, Paper, durations

_ENGAGES = (
    r"(?:engag\w*|appoint\w*|us(?:e|es|ing)|authori[sz]\w*|add\w*|replac\w*|subcontract\w*|"
    r"retain\w*)"
)
_CHANGE = (
    r"(?:new|add\w*|replac\w*|chang\w*|intended|updat\w*|modif\w*|prior to|before|"
    r"appoint\w*|engag\w*)"
)
SPECIFIC = (
    Cue(
        3,
        own=r"(?:not|only|no|without|unless|prior|obtain).{0,140}(?:consent|authori[sz]\w*|"
        r"approv\w*|permission)",
        says=(rf"\b{SUB}", _ENGAGES),
        not_=r"notif\w+ .{0,40}before (?:authori|engag)|object|transfer\w* .{0,30}outside",
        likelier=((rf"{SUB}[^/]* / ", 0.5), (r"written|prior|specific|general", 0.5)),
    ),
)
GENERAL = (
    Cue(
        3,
        own=r"general (?:\w+ )?(?:authori[sz]ation|consent|permission|approval)|"
        r"authori[sz]ed subprocessors",
        says=(rf"\b{SUB}",),
        not_=r"clause 9|module",
        customer_owes=True,
        likelier=((rf"{SUB}[^/]* / ", 0.5),),
    ),
    Cue(
        2.5,
        own=rf"\b{CUSTOMER}\b.{{0,60}}\b(?:acknowledg\w*|agree\w*|authori[sz]\w*|consent\w*|"
        rf"permit\w*|approv\w*|"
        rf"accept\w*|instruct\w*)\b.{{0,160}}\b{SUB}",
        not_=r"\bobject|not liable|clause 9|module|audit|\bwithhold",
        customer_owes=True,
        likelier=((rf"{SUB}[^/]* / ", 0.5), (_ENGAGES, 0.5)),
    ),
    Cue(
        2.2,
        own=rf"\b(?:may|entitled to|permitted to|allowed to|free to|can|has the right to)\b"
        rf".{{0,60}}"
        rf"\b(?:engag\w*|appoint\w*|use|subcontract|retain|change|let|employ|commission)\b"
        rf".{{0,80}}\b{SUB}|\b{SUB}\b.{{0,30}}\b(?:is|are) (?:permitted|allowed|authori[sz]ed)",
        not_=r"process(?:es)? data only|object",
        likelier=((rf"{SUB}[^/]* / ", 0.5),),
    ),
)
AT_WILL = (
    Cue(
        2,
        own=r"\b(?:may|entitled to|permitted to|free to|can)\b.{0,30}"
        r"\b(?:engage|appoint|use|retain|employ|work with|rely on)\b.{0,60}"
        r"\b(?:partners|providers|vendors|suppliers|third parties|companies)\b",
        under=rf"\b{SUB}",
        not_=r"\bobject",
    ),
)
NOTICE = (
    Cue(
        3,
        own=r"\b(?:notif\w+|notice|inform\w*|advis\w*|announc\w*|publish\w*|post\w*|updat\w*|"
        r"give)\b",
        says=(rf"\b{SUB}", _CHANGE, r"\b(?:notif|notice|inform|advis|announc|publi|post|updat)"),
        not_=rf"^\W*(?:the )?{CUSTOMER} (?:may|can) (?:\w+ )?object|"
        rf"{CUSTOMER} (?:may|can) (?:\w+ ){{0,2}}(?:notif|inform)|"
        r"breach|incident|(?:may|can) object[^.]{0,80}(?:notif|inform|notice|receipt)|"
        r"legal requirement|request from|clause 9|"
        r"becomes aware|"
        r"in writing of its objection|exercise .{0,30}right to object|liab",
        likelier=(
            (r"\b(?:notif\w+|inform\w*|notice)", 0.7),
            (rf"{SUB}[^/]* / |change[^/]* / |notice[^/]* / ", 0.5),
            (r"prior|before|advance|at least", 0.7),
            (r"list of", -0.3),
        ),
    ),
)
OBJECTION = (
    Cue(
        3,
        own=r"\bobject(?:s|ion|ions|ing)?\b",
        says=(rf"\b{SUB}|\bthe change|such change|appointment",),
        customer_owes=True,
        not_=r"processing of .{0,30}direct marketing|data subject.{0,60}object",
        likelier=((rf"{SUB}[^/]* / ", 0.5), (r"may|right to|opportunity", 0.5)),
    ),
)
_SAME = (
    r"\b(?:same|equivalent|no less|not less|at least|substantially|similar|comparable|identical|"
    r"as (?:strict|"
    r"protective|stringent)|those (?:in|set|imposed|that|contained)|required (?:by|under) (?:this|"
    r"article|the gdpr)|"
    r"set (?:out|forth) in this|art(?:icle|\.)? ?28|materially|correspond\w*)\b"
)
FLOW_DOWN = (
    Cue(
        3,
        own=rf"{_SAME}",
        says=(
            rf"\b{SUB}",
            r"\b(?:bound|bind\w*|impos\w*|contract\w*|agreements?|require[sd]?|requiring|ensur\w*|"
            r"enter\w*|abide|adher\w*|"
            r"oblig\w*|flow|comply|complies)\b",
            r"\b(?:obligations?|protect\w*|terms|standards?|requirements?|level|duties|provisions|"
            r"safeguards|gdpr)\b",
        ),
        not_=r"object to|notif\w+ .{0,30}at least|at least .{0,30}(?:days|notice)|module|clause 9",
        likelier=((rf"{SUB}[^/]* / ", 0.5), (r"written|contract|agreement|impos", 0.5)),
    ),
    Cue(
        1.6,
        own=rf"\b{SUB}.{{0,80}}\b(?:bound|contract\w*|agreements?|obligations?|terms)\b|"
        rf"\b(?:impos\w*|agreements?|contract\w*|"
        rf"bind\w*|require)\b.{{0,80}}\b{SUB}",
        says=(
            r"data[- ]protection|data[- ]processing|protect|confidential|privacy|security|"
            r"gdpr",
        ),
        not_=r"object|notif|assess the|acknowledges|list|audit|copies|copy|employees|personnel|"
        r"staff",
    ),
)
LIABLE = (
    Cue(
        2,
        own=r"\b(?:liab(?:le|ility)|responsible|accountable|answerable)\b",
        says=(
            rf"\b{SUB}",
            r"acts|omission|perform|breach|complian|fail|process|obligation|conduct",
        ),
        not_=r"not (?:be )?(?:liable|responsible)|data subject .{0,40}claim",
        likelier=((r"fully|remain", 0.5), (rf"{SUB}[^/]* / ", 0.5)),
    ),
)
_AT_LEAST = re.compile(
    r"(?:at least|(?:no|not) (?:less|fewer|later) than|(?:a )?minimum(?: of)?|with|by|of|"
    r"giv\w+(?: \w+){0,3}|"
    r"provid\w+(?: \w+){0,3}|upon|on|notif\w+(?: \w+){0,3}|inform\w*(?: \w+){0,3})\W*(?:a )?\W*$"
)
_AHEAD = re.compile(
    r"\W*s?\W*(?:\w+ ){0,3}(?:notice|notification|before|prior|in advance|advance|ahead|period)"
)
DILIGENCE = (
    Cue(
        2,
        own=r"due diligence|sufficient guarantees|assess\w*",
        says=(rf"\b{SUB}",),
        not_=r"impact assessment",
    ),
)
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
    found = [
        allowed or _engaged_at_will(paper, weigh(units, AT_WILL)),
        _same_duties(paper, flow, liable),
        _conditions(paper, (notice, specific or general, flow, objection, diligence)),
        _days_of_notice(paper, notice),
    ]
    return [one for one in found if one]


def _titled(unit: Unit) -> Unit:
    """Where the title says that sub-processors are spoken of, the sentence need not."""
    if not re.search(rf"\b{SUB}", unit.titles) or re.search(rf"\b{SUB}", unit.text):
        return unit
    return replace(unit, text=f"subprocessors: {unit.text}")


def _authorisation(
    paper: Paper,
    specific: list[Weighed],
    general: list[Weighed],
    notice: list[Weighed],
    objection: list[Weighed],
    *,
    asks: bool,
) -> Proposal | None:
    groups = (notice, specific or general, objection)
    if not any(groups):
        return None
    how, reason = _how_authorised(specific, general, notice, objection, asks=asks)
    best = max((group for group in groups if group), key=lambda group: group[0].points)
    return Proposal("28(2)", places(paper, *groups), how, reason, confidence(best))


def _engaged_at_will(paper: Paper, weighed: list[Weighed]) -> Proposal | None:
    reason = "Sub-processors are engaged without authorisation or notice of changes."
    how, sure = Strength.WEAK, confidence(weighed)
    return Proposal("28(2)", places(paper, weighed), how, reason, sure) if weighed else None


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
    if specific and not general:
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
    if asks and all(_ASKS.search(one.unit.text) for one in notice):
        return Strength.WEAK, "The customer is told of changes only if it subscribes."
    if notice or objection:
        return Strength.FULL, "Sub-processors are authorised, with notice of changes."
    return Strength.WEAK, "Sub-processors are authorised without notice of changes."


_PART_OF_CHANGES = (
    r"\b(?:materially|substantially|significantly) (?:expand|increas|chang|affect|alter)"
)


def _same_duties(paper: Paper, flow: list[Weighed], liable: list[Weighed]) -> Proposal | None:
    if not flow and not liable:
        return None
    groups = (flow, liable) if flow else (liable,)
    if flow and flow[0].points >= 2.5:
        how, reason = Strength.FULL, "The same duties bind sub-processors by contract."
    elif flow:
        how, reason = Strength.WEAK, "Sub-processors are bound, but not to the same duties."
    else:
        how, reason = Strength.WEAK, "The processor is liable, but no same duties are imposed."
    return Proposal("28(4)", places(paper, *groups), how, reason, confidence(flow or liable))


def _conditions(paper: Paper, groups: tuple[list[Weighed], ...]) -> Proposal | None:
    if not any(groups):
        return None
    best = max((group for group in groups if group), key=lambda group: group[0].points)
    if any(groups[i] for i in (0, 1, 3)):
        how, reason = Strength.FULL, "Conditions for engaging sub-processors are stated."
    else:
        how, reason = Strength.WEAK, "Sub-processors are bound, without authorisation or notice."
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
        if re.match(r"\W*(?:of|from|after|following)\b(?! (?:prior|advance))", after):
            continue
        if _AHEAD.match(after) or (_AT_LEAST.search(before) and "least" in before):
            return time
    return None
