"""Finds the notice of breaches, and transfers to third countries."""

import re
from collections.abc import Sequence

from compliance.dpa.rules.finding.candidates import Proposal, Strength
from compliance.dpa.rules.finding.cues import CUSTOMER, Cue, Weighed, confidence, places, weigh
from compliance.dpa.rules.finding.units import Unit, Zone
from compliance.reading.rules import Duration, Paper, durations

_BREACH = (
    r"(?:breach\w*(?! of (?:this|the|its|any|these|such) (?:\w+ )?(?:agreement|dpa|contract|"
    r"addendum|terms|clauses?|obligations?|provisions?|warrant))|"
    r"security incident\w*|data incident\w*|incident\w*|"
    r"unauthori[sz]ed (?:\w+ ){0,3}(?:access|disclosure)|"
    r"compromise|(?<!in )violations? of (?:the )?(?:applicable )?(?:data protection|privacy|"
    r"protection)|\bleaks?|"
    r"data(?: \w+){0,4} (?:is|are|was|were|has been|have been|becomes?) (?:\w+ ){0,2}(?:lost|"
    r"stolen|destroyed|compromised|accessed|disclosed))"
)
_SOON = (
    r"(?:undue delay|prompt\w*|immediate\w*|within|no later|not later|in no event later|"
    r"as soon as|"
    r"without (?:\w+ )?delay|expeditious\w*|timely|hours?)"
)
BREACH = (
    Cue(
        3,
        own=r"\b(?:notif\w+|inform\w*|report\w*|alert\w*|notice|tell|communicat\w+|advis\w+|"
        r"e-?mails?|"
        r"let (?:\w+ ){1,3}know|made? (?:\w+ ){0,3}(?:aware|known)|makes? (?:\w+ ){1,3}known)\b",
        says=(rf"\b{_BREACH}", rf"\b{_SOON}"),
        not_=rf"instruction\w* .{{0,60}}infring|{CUSTOMER} (?:shall|will|must|"
        rf"agrees to) (?:(?!be\b)\w+ )?(?:notif|inform|report)"
        rf"|^(?:(?!\bnotif|\binform(?!ation)|\breport).)*{CUSTOMER}(?:'s)? (?:\w+ )?"
        r"obligations? to\b"
        r"|no longer meet|terminat\w+ .{0,60}breach|not an admission|legal requirement|"
        r"material breach",
        likelier=(
            (
                r"personal data|data breach|security incident|personal information|customer data",
                0.7,
            ),
            (r"(?:breach|incident)[^/]* / ", 1),
            (r"hours?", 0.7),
            (r"becom\w+ aware|aware of|discover|confirm", 0.7),
            (r"supervisory authorit|data subjects? (?:of|about)", -0.4),
            (r"assist", -0.5),
        ),
    ),
    Cue(
        2.6,
        own=rf"\b(?:becom\w+ aware|discover\w*|there is|suffers?)\b.{{0,40}}\b{_BREACH}",
        says=(r"\b(?:notif\w+|inform|tell)\b.{0,60}\b(?:if|of|when|where)\b", rf"\b{_SOON}"),
        not_=rf"{CUSTOMER} (?:shall|will|must)\b.{{0,20}}(?:notif|inform)|material breach",
    ),
    Cue(
        2.5,
        own=rf"\bbreach notice within|\b{_BREACH}.{{0,30}}\bnotif\w+.{{0,40}}(?:\d|hours|delay)",
    ),
    Cue(
        2.5,
        own=rf"\b(?:notif(?:y|ies|ication)|tells?|informs?|contacts?|alerts?|notice)\b.{{0,20}}"
        rf"\b{CUSTOMER}\b.{{0,30}}\b{_SOON}|"
        r"^\W*(?:\w+ )?(?:notification|notice)\b.{0,30}\b(?:within|no later|without)\b",
        under=r"breach|incident",
    ),
)
_NOTIFIES = re.compile(r"\b(?:notif|report|inform|communicat)\w*\b(?P<to>[^.;]{0,60})")
_AUTHORITY = re.compile(r"\b(?:authorit(?:y|ies)|agency|regulators?|commissioner)\b")
_MOST_HOURS = 72
"""The controller itself has no more for the authority: Art. 33(1)."""

_MECHANISM = (
    r"standard contractual clauses|\bsccs?\b|model clauses|standard data protection clauses|"
    r"adequa(?:cy|te) (?:decision|"
    r"level|safeguards|protection)|binding corporate rules|\bidta\b|"
    r"international data transfer (?:addendum|agreement)|"
    r"data privacy framework|privacy shield|appropriate safeguards|article 46|chapter v\b|"
    r"transfer mechanism|\bart(?:icle|\.)?s? ?4[4-9]\b|model contracts|"
    r"standard clauses|adequately protected"
)
_ABROAD = (
    r"transfer\w*|third countr|outside (?:of )?(?:the )?(?:eu|eea|european|uk|united kingdom|\[)|"
    r"outside (?:of )?(?:the )?territor|(?:other|foreign) countries|"
    r"countries (?:with|without|that|for which)|international|relocat|"
    r"restricted|export|cross-border|overseas"
)
_AREA = (
    r"(?:eu|eea|european (?:union|economic area)|uk|united kingdom|switzerland|germany|"
    r"\{\{\w+\}\})"
)
TRANSFERS = (
    Cue(
        3,
        own=rf"{_MECHANISM}",
        says=(_ABROAD,),
        not_=r"^\W*references? to|conflict|inconsisten|audits? described|"
        r"certification of deletion|"
        r"copies of (?:the )?subprocessor|shall prevail|amend the",
        customer_owes=True,
        likelier=(
            (
                r"\b(?:incorporat|appl(?:y|ies)|enter(?:ed)? into|rel(?:y|ies)|agree|govern|"
                r"execut|ensure|"
                r"sign|comply|adopt)",
                1,
            ),
            (r"transfer[^/]* / ", 1),
            (r"module", 0.3),
            (r"clause \d|annex|table \d|option", -0.5),
        ),
    ),
    Cue(
        2.5,
        own=rf"{_MECHANISM}",
        under=_ABROAD,
        not_=r"^\W*references? to|conflict|inconsisten|shall prevail|amend the",
        customer_owes=True,
        likelier=((r"\b(?:incorporat|appl(?:y|ies)|rel(?:y|ies)|execut|sign|comply)", 1),),
    ),
    Cue(
        2.5,
        own=r"(?:not|no|never|only|nothing)\b.{0,80}(?:transfer\w*|mov\w*|leav\w*|relocat\w*|"
        r"access\w* from|process\w*)",
        says=(rf"\b(?:transfer|outside|leaves|relocat|data cent|move)|{_AREA}",),
        under=r"transfer|overseas|location|residency|obligations|subprocess|instruct",
        not_=r"instruct\w* .{0,60}transfer|audit|subject to the following|\bsell\b",
        likelier=((r"transfer[^/]* / |overseas[^/]* / ", 0.5),),
    ),
    Cue(
        2.5,
        own=r"\b(?:may|shall|will|must|does|do) (?:not|only|never)\b.{0,80}\b(?:transfer|move|send|"
        r"export|relocat)|\bno transfer",
        says=(
            r"third countr|(?:outside|out) (?:of )?(?:the )?(?:eu|eea|european|uk|united|country)",
        ),
        not_=r"subject to the following|\bsell\b",
    ),
    Cue(
        1.5,
        own=rf"(?:stored|processed|hosted|located|remains?|stays?|kept|data cent\w+)\b"
        rf".{{0,60}}\b(?:in|within|inside)\b.{{0,30}}{_AREA}",
        not_=r"unless|transferred|(?:subjects?|individuals?|persons?|customers?|users?|parties|"
        r"you)\b.{0,30}\blocated",
    ),
    Cue(
        1.6,
        own=r"safeguards|transfer mechanisms|schedule \d \(cross border",
        under=r"transfer|overseas",
    ),
)


def breaches(paper: Paper, units: Sequence[Unit]) -> list[Proposal]:
    """What the document says of the notice of breaches."""
    weighed = weigh(units, BREACH, least=2)
    if not weighed:
        return []
    timed = [(one, time) for one in weighed if (time := _time(one.unit))]
    timed = timed or _said_after(units, weighed[0].unit)
    value = timed[0][1] if timed else None
    ranked = (
        [timed[0][0], *(one for one in weighed if one is not timed[0][0])] if timed else weighed
    )
    how, reason = _how_told(ranked, value)
    return [
        Proposal("breach-notice", places(paper, ranked), how, reason, confidence(weighed), value)
    ]


def _said_after(units: Sequence[Unit], first: Unit) -> list[tuple[Weighed, Duration]]:
    """A time for "the notification", in the clause that promises it or under the same title."""
    same = (
        unit
        for unit in units
        if (unit.clause is first.clause or unit.section == first.section)
        and re.search(r"\b(?:the|such|this|'s) (?:\w+ )?(?:notif|notice)", unit.own)
    )
    return [(Weighed(unit, 1), time) for unit in same if (time := _time(unit))]


def _time(unit: Unit) -> Duration | None:
    """The time that the sentence names, or else its lead-in ("shall, within 72 hours: ...")."""
    for said in (unit.own, unit.text):
        for time in durations(said):
            if (
                time.unit in {"hours", "days", "business days"}
                and not re.search(
                    r"every|for a period of", said[max(0, time.start - 30) : time.start]
                )
                and not _for_authority(said, time)
            ):
                return time
    return None


def _for_authority(said: str, time: Duration) -> bool:
    """Whether it is the controller's own time: the notice it belongs to goes to an authority."""
    told = list(_NOTIFIES.finditer(said))
    before = [one for one in told if one.start() < time.start]
    notice = before[-1] if before else next(iter(told), None)
    found = _AUTHORITY.search(notice["to"]) if notice else None
    return bool(
        notice and found and not re.search(rf"\b{CUSTOMER}\b", notice["to"][: found.start()])
    )


_IF_REQUIRED = (
    r"\b(?:where|when|if|to the extent|for which)\b[^.;]{0,70}\b(?:notice|notification)"
    r"(?: to (?:the )?\w+)? is (?:\w+ ){0,2}(?:required|needed|necessary)"
)


def _how_told(weighed: list[Weighed], value: Duration | None) -> tuple[Strength, str]:
    if value and value.hours > _MOST_HOURS:
        return Strength.WEAK, "The customer's own time is 72 hours; this is longer."
    if re.search(
        r"(?:reasonable (?:efforts|endeavou?rs) to|may) (?:notif|inform)", weighed[0].unit.text
    ):
        return Strength.WEAK, "Notice is an effort only, not a duty."
    if re.search(_IF_REQUIRED, weighed[0].unit.text):
        return Strength.WEAK, "Notice is given only where it is required or needed."
    if value:
        return Strength.FULL, "A time is named."
    return Strength.FULL, "Without undue delay; no number of hours is named."


def transfers(paper: Paper, units: Sequence[Unit]) -> list[Proposal]:
    """What the document says of transfers to third countries."""
    body = weigh([unit for unit in units if unit.promises], TRANSFERS, least=1.5)
    defined = [
        Weighed(unit, 1)
        for unit in units
        if unit.zone is Zone.DEFINITION and re.search(r"20(?:21/914|10/87)", unit.own)
    ]
    if not body:
        return []
    how, reason = _how_sent(body, defined)
    return [
        Proposal("transfers", places(paper, body, defined, most=4), how, reason, confidence(body))
    ]


_NAMED = (
    r"contractual clauses|\bsccs?\b|model clauses|standard data protection clauses|"
    r"binding corporate|\bidta\b|"
    r"adequacy decision|data privacy framework|data transfer (?:addendum|agreement)"
)
_FORBIDS = (
    r"(?:shall|will|may|must) not (?:\w+ ){0,8}outside|(?:shall|will|may|does|"
    r"must) not (?:\w+ ){0,3}(?:transfer|move)|no transfers? (?:of|outside|to)\b|"
    r"never leaves|not transferred"
)


def _how_sent(body: list[Weighed], defined: list[Weighed]) -> tuple[Strength, str]:
    said = " ".join(f"{one.unit.titles} {one.unit.text}" for one in body)
    if re.search(_NAMED, said):
        if any("2010/87" in one.unit.own for one in defined):
            return (
                Strength.FULL,
                "A mechanism is named, of decision 2010/87/EU, which was repealed.",
            )
        return Strength.FULL, "A mechanism is named."
    if re.search(_FORBIDS, said):
        return Strength.FULL, "Data is not transferred without the customer."
    return Strength.WEAK, "Transfers are mentioned, but no mechanism is named."
