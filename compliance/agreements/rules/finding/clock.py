"""How long the notice of a breach may take."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compliance.agreements.rules.elements import BREACH_NOTICE_LIMIT_DAYS
from compliance.agreements.rules.finding.parties import Actor, parties_of
from compliance.agreements.rules.finding.units import Region, Unit, units_of
from compliance.reading.rules import HOURS, Duration, Paper, Passage, durations, sentences

_BREACH = re.compile(
    r"\bbreach(?:es)?\b(?! of (?:this|any|the|a|its)\b (?:\w+ )?(?:agreement|baa|term|provision|"
    r"obligation|covenant))|164\.410"
)
_CONTRACT = re.compile(
    r"material(?:ly)? (?:breach|term)|\bcure[sd]?\b|breaching party|breached (?:this|a|its)|"
    r"\bterminat|\bindemn"
)
_TELLS = re.compile(r"\b(?:report|notif|notice|inform\b|informs\b|alert|advise)")
_SUCH_REPORTS = re.compile(
    r"\b(?:such|these|all|the|any such|each|required) (?:\w+ )?(?:reports?|notices?|"
    r"notifications?|events?)\b|"
    r"\breports? under\b|\bany such event"
)
_OTHER_TIMES = re.compile(
    r"supplement|follow-?up|\bfinal\b|\bdetail(?:ed|s)\b|\bfull (?:written )?report|"
    r"complete (?:report|investigation)|risk assessment|root cause|additional information|"
    r"\bindividuals? (?:within|no later)|notif\w+ (?:to )?(?:affected )?individuals|\bmedia\b|"
    r"remediat|\bcorrective|\bannual|\bquarter|\bretain|maintain\w* records|retention|"
    r"federal law|statut|\b60-day|maximum|\baudit\b|internal target|\badvance\b|prior to|"
    r"\btraining\b|\brequest\b|\bupdates?\b"
)
_TO_OTHERS = re.compile(
    r"(?:notif\w+|notices?|reports?) (?:of |to )?(?:the )?(?:affected )?"
    r"(?:individuals?|patients?|media|secretary|hhs|regulators?)\b"
)
_LIMIT = re.compile(
    r"\b(?:within|no later than|not later than|later than|(?:case|event),? later|"
    r"exceed\w*|not more than|no more than|"
    r"at most|fewer than|less than|up to|than|in|of)\b[\s:*_(\[]*(?:the )?(?:e\.g\.,? )?"
    r"(?:a period of )?(?:the first )?$"
)
_AS_ADJECTIVE = re.compile(r"^\W{0,2}(?:notif|notice|report|window|period|deadline|clock|limit)")
_MARKER = re.compile(r";|\s\((?:[a-z]|[ivx]{1,4}|\d)\)\s")
_NEAR = 90
_BEFORE = 3
_WHERE = frozenset({Region.BODY, Region.GENERAL})


@dataclass(frozen=True, slots=True)
class BreachClock:
    """The longest time that the agreement allows for the notice of a breach."""

    number: int
    unit: str
    passage: Passage

    def __str__(self) -> str:
        return f"{self.number} {self.unit}"

    @property
    def hours(self) -> float:
        """Its length in hours."""
        return self.number * HOURS[self.unit]

    @property
    def too_long(self) -> bool:
        """Whether it is more than 60 calendar days after discovery (45 CFR 164.410(b))."""
        return self.hours > 24 * BREACH_NOTICE_LIMIT_DAYS


def breach_clock(paper: Paper) -> BreachClock | None:
    """The longest time stated for telling the covered entity of a breach; None if none is.

    Times of passages that speak of a breach themselves count first; only without any of these do
    those that refer to such a passage ("Such reports shall be made within 30 days").
    """
    units = [
        unit for unit in units_of(paper, parties_of(paper)) if unit.region in _WHERE and unit.single
    ]
    direct: list[BreachClock] = []
    referring: list[BreachClock] = []
    for i, unit in enumerate(units):
        before = " ".join(one.own for one in units[max(0, i - _BEFORE) : i])
        for spoken, found in _stated(unit, before):
            passage = paper.passage(
                unit.passage.start + found.start, unit.passage.start + found.end
            )
            clock = BreachClock(found.number, found.unit, passage)
            (direct if spoken else referring).append(clock)
    return max(direct or referring, key=lambda clock: clock.hours, default=None)


def _stated(unit: Unit, before: str) -> Iterator[tuple[bool, Duration]]:
    """Times for the notice of a breach, and whether the passage itself names the breach."""
    if unit.actor is Actor.ENTITY or _TO_OTHERS.search(unit.title):
        return
    for start, end in sentences(unit.passage.words[-len(unit.own) :]):
        sentence = unit.own[start:end]
        if _CONTRACT.search(sentence):
            continue
        for found in durations(sentence):
            spoken = _speaks_of_breach(unit, sentence, found, before)
            if spoken is not None and (_is_limit(sentence, found) or _is_led(unit, start, found)):
                yield (
                    spoken,
                    Duration(found.number, found.unit, start + found.start, start + found.end),
                )


def _speaks_of_breach(unit: Unit, sentence: str, found: Duration, before: str) -> bool | None:
    """True if the piece around the time does, False if what it refers to does, None if neither."""
    piece = _piece(sentence, found.start)
    context = f"{unit.lead} {unit.title} {unit.titles} {sentence}"
    if _BREACH.search(piece) and _TELLS.search(context):
        return True
    if _BREACH.search(context) and _TELLS.search(context):
        return False
    if _SUCH_REPORTS.search(sentence) and _BREACH.search(before) and _TELLS.search(before):
        return False
    return None


def _piece(sentence: str, place: int) -> str:
    """The part of an enumeration in which a place stands."""
    cuts = [0, *(cut.end() for cut in _MARKER.finditer(sentence)), len(sentence)]
    start = max(cut for cut in cuts if cut <= place)
    end = min((cut for cut in cuts if cut > place), default=len(sentence))
    return sentence[start:end]


def _is_led(unit: Unit, start: int, found: Duration) -> bool:
    """Whether it begins a piece of a list of times: "report a breach within: - 72 hours of ..."."""
    first = start == 0 and not re.search(r"[a-z]{3}", unit.own[: found.start])
    leads = _LIMIT.search(unit.lead.rstrip(" :")[-40:] + " ")
    return bool(first and leads)


def _is_limit(sentence: str, found: Duration) -> bool:
    after = re.split(r"[,;]", sentence[found.end : found.end + _NEAR // 2])[0]
    near = sentence[max(0, found.start - _NEAR) : found.end] + after
    if _OTHER_TIMES.search(near):
        return False
    return bool(
        _LIMIT.search(sentence[: found.start].rstrip()[-40:] + " ")
        or _AS_ADJECTIVE.match(sentence[found.end :])
    )
