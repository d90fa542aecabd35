"""Cuts a DPA into sentences that know under which titles and lead-ins they stand, and who owes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from compliance.reading.rules import Clause, Paper, Passage, Sort


class Zone(StrEnum):
    """What part of the document a sentence belongs to."""

    BODY = "body"
    ANNEX = "annex"
    DEFINITION = "definition"
    STANDARD_CLAUSES = "standard_clauses"


class Bearer(StrEnum):
    """Whose duty a sentence states; `OPEN` where it has no subject that tells."""

    PROCESSOR = "processor"
    CUSTOMER = "customer"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence in its place.

    `own` is the sentence in small letters, `text` the same behind its lead-in ("the processor
    shall:"), `titles` the titles above it, innermost last, `section` the clause that groups it
    with its neighbours. `clause` is the piece of the paper that it is part of.
    """

    passage: Passage
    clause: Clause
    own: str
    text: str
    titles: str
    zone: Zone
    bearer: Bearer
    section: int

    @property
    def promises(self) -> bool:
        """Whether it is the document's own promise, in the body or in an annex."""
        return self.zone in {Zone.BODY, Zone.ANNEX}


_CUSTOMER = (
    r"(?:customers?|controllers?|clients?|subscribers?|exporters?|licensees?|merchants?|you|"
    r"users?|institution|school|district|party a|buyers?|purchaser|responsible party|data owner)"
)
_COMPANY = r"(?:compan(?:y|ies)|organi[sz]ations?)"
_CUSTOMER_OR_COMPANY = rf"(?:{_CUSTOMER}|{_COMPANY})"
_LEAST_CUSTOMERS = 3
"""Where "customer" or "client" is said less often, "company" may be what the customer is "
"called."""
_DUTY = (
    r"(?:shall|will|must|should|agrees? (?:that it|to)|undertakes?|warrants?|represents?|"
    r"is (?:solely |fully |also )?responsible|are (?:solely |fully )?responsible|"
    r"remains? responsible|"
    r"acknowledges?)"
)
_SUBJECT_OF_DUTY = re.compile(
    rf"(?P<subject>[\w.’'&/-]+(?:\s*\([^)]{{0,40}}\))?)(?:,[^,]{{0,160}},)?\s+(?:also |further |"
    rf"hereby )*"
    rf"{_DUTY}\b"
)
_IS_CUSTOMER = re.compile(rf"(?<!and )(?<!and the )(?:^|\b){_CUSTOMER}(?:\s*\([^)]*\))?$")
_IS_CUSTOMER_OR_COMPANY = re.compile(
    rf"(?<!and )(?<!and the )(?:^|\b){_CUSTOMER_OR_COMPANY}(?:\s*\([^)]*\))?$"
)
_IS_SERVED = re.compile(
    r"\s+(?:\w+ly )?be (?:\w+ly )?(?:notified|informed|given|provided|told|advised|offered|"
    r"alerted|granted)"
)
_INLINE = re.compile(r"(?<!\w)\((?:[a-h]|[ivx]{1,4}|\d)\)\s")
_LEAST_POINTS = 3
_CUSTOMER_TITLE = re.compile(
    r"\b(?:obligations?|responsibilit(?:y|ies)|undertakings?|duties|"
    r"warranties)\b.{0,12}\bof (?:the )?"
    rf"{_CUSTOMER}\b|\b{_CUSTOMER}(?:[’']s?|s[’'])?\s+(?:\w+\s){{0,2}}(?:obligations?|"
    rf"responsibilit|"
    r"undertakings?|duties|warranties|representations)"
)
_PROCESSOR_TITLE = re.compile(r"\b(?:processor|provider|vendor|supplier|our)(?:[’']s)?\b")
_DEFINES = re.compile(
    r"^(?:[\d.()a-z*•-]{0,8}\s*)?(?:the (?:terms?|"
    r"expressions?)\s)?[\"“”*‘'_]*[\w ,/&’'()“”\"-]{2,90}?[\"”*’'_]*"
    r"[:.]?\s*(?:\([^)]{0,60}\)\s*)?(?:means?|refers? to|shall mean|has the (?:same )?meanings?|"
    r"have the (?:same )?meanings?|shall have the (?:same )?meanings?|is defined|includes?)\b"
)
_QUOTED_COLON = re.compile(r"^[\"'][^\"']{2,60}[\"']\s*:")
_NOTE = re.compile(r"^[`\s]*\[.*\][`\s.]*$", re.DOTALL)
_DEFINITIONS_TITLE = re.compile(r"\bdefin(?:ition|ed)|interpretation\b")
_CLAUSE_ONE = re.compile(
    r"^(?:section i\b[\s.:–-]*)?clause 1\b[.:\s–-]*(?:purpose|definitions|scope|subject|$)"
)
_PARTY_OF_CLAUSES = re.compile(r"\bdata (?:importer|exporter)s?\b")
_LEAST_PARTIES = 3
_AFTER_CLAUSES = re.compile(
    r"^(?:schedule|exhibit|attachment)\s+[\dA-Z]|^(?:annex|appendix)\s+[\dA-Z]+\b.{0,60}(?:"
    r"sub-?processor|security measures|technical and organi)",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"(?:schedule|exhibit|attachment|annex|appendix|annexure)\s+[\dA-Z]+\b", re.IGNORECASE
)
_ENDS = {Zone.BODY: _ANNEX, Zone.STANDARD_CLAUSES: _AFTER_CLAUSES}
_IN_LIST = re.compile(r"[-*+•·▪◦●○■□–]$|\([a-zA-Z\d]+\)")
_LONGEST_SENTENCE = 2_000
"""What stands further into a sentence is not looked at: nobody promises anything there."""
_LONGEST_TITLE = 140
"""A longer heading is a clause that was set as one."""
_LEADS = re.compile(r"(?::|\bshall|\bwill|\bmust|\bto|—|–)$")
_DUTY_LEADS = re.compile(
    r"\b(?:shall|will|must|agrees? to|undertakes? to|the right to|may|entitled to|commits? to)\W*$"
)
_OWN_DUTY = re.compile(rf"^.{{0,80}}?\b(?:shall|will|must|may|is|are|{_CUSTOMER} can)\b")


def units(paper: Paper) -> Iterator[Unit]:
    """Every sentence of the paper that may promise something, in order."""
    zones = zones_of(paper)
    customer = _customer(paper)
    leads: dict[int | None, Clause] = {}
    heading: Clause | None = None
    for clause in paper.clauses:
        if clause.sort is Sort.HEADING:
            if not _IN_LIST.match(clause.number):
                heading = clause
            if _is_title(clause):
                continue
        lead = _lead(paper, clause, leads, heading)
        place = _Place(paper, clause, heading, zones[clause.index], lead, customer)
        if heading and _DUTY_LEADS.search(small(clause.text)):
            leads[heading.index] = clause
        yield from _sentences(place)


@dataclass(frozen=True, slots=True)
class _Place:
    """A clause, the heading before it, and the lead-in that its sentences go on from."""

    paper: Paper
    clause: Clause
    heading: Clause | None
    zone: Zone
    lead: str
    customer: re.Pattern[str]


def _sentences(place: _Place) -> Iterator[Unit]:
    clause, zone = place.clause, place.zone
    titles = _titles(place)
    section = place.heading.index if place.heading else clause.parent or 0
    for passage, lead in _pieces(place):
        own = small(passage.words[:_LONGEST_SENTENCE])
        text = f"{lead} {own}" if lead else own
        found = zone
        if zone in {Zone.BODY, Zone.ANNEX} and _promises_nothing(own, titles):
            found = Zone.DEFINITION
        bearer = _bearer(place, (own, lead), titles)
        yield Unit(passage, clause, own, text, titles, found, bearer, section)


def _pieces(place: _Place) -> Iterator[tuple[Passage, str]]:
    """The sentences, and each point of a list that is set within one, with what leads to them."""
    for passage in place.paper.sentences(place.clause):
        marks = [match.start() for match in _INLINE.finditer(passage.words)]
        if len(marks) < _LEAST_POINTS:
            yield passage, place.lead
            continue
        before = small(passage.words[: marks[0]])
        if not _LEADS.search(before.rstrip()):
            yield passage, place.lead
            continue
        lead = f"{place.lead} {before}".strip()
        for start, end in zip(marks, [*marks[1:], len(passage.words)], strict=True):
            yield place.paper.passage(passage.start + start, passage.start + end), lead


def small(words: str) -> str:
    """In small letters, with straight quotation marks and one form of the hyphen."""
    plain = words.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    plain = re.sub(r"[‐‑]", "-", plain).casefold()
    return re.sub(r"\bsub[- ]{1,2}process", "subprocess", plain)


def _titles(place: _Place) -> str:
    """The titles above: the heading before it and those it stands under, then its own."""
    headings = [place.heading] if place.heading else []
    for above in place.paper.above(place.heading) if place.heading else ():
        styles = {_style(one.number) for one in headings}
        if above.sort is Sort.HEADING and (not above.number or _style(above.number) not in styles):
            headings.append(above)
    titles = [one.heading for one in reversed(headings)]
    runs = [one.heading for one in place.paper.above(place.clause) if one.sort is not Sort.HEADING]
    titles += [*reversed(runs), place.clause.heading]
    return small(" / ".join(title for title in titles if title))


def _style(number: str) -> str:
    return re.sub(r"\d+", "1", number)


def _lead(
    paper: Paper, clause: Clause, leads: dict[int | None, Clause], heading: Clause | None
) -> str:
    """The lead-in: the last sentence of the piece above, or a duty that opens the section."""
    if clause.sort is Sort.ROW:
        return ""
    since = heading.index if heading else -1
    for above in paper.above(clause):
        if above.sort is not Sort.HEADING and above.index > since:
            outer = _lead(paper, above, leads, heading) if _is_fragment(above) else ""
            return f"{outer} {_last_sentence(above)}".strip()
    if heading is None or _OWN_DUTY.match(small(clause.text)):
        return ""
    for title in (heading, *paper.above(heading)):
        if title.index in leads:
            return _last_sentence(leads[title.index])
    return ""


def _is_fragment(clause: Clause) -> bool:
    return clause.sort is Sort.ITEM and not _OWN_DUTY.match(small(clause.text))


def _last_sentence(clause: Clause) -> str:
    words = small(clause.text)
    return re.split(r"(?<=[.;!?])\s+(?=[a-z(])", words)[-1][-400:]


def _customer(paper: Paper) -> re.Pattern[str]:
    """Who is bound as the customer: a company only where nobody is called customer or client."""
    words = re.findall(r"\b(?:customer|client|subscriber|you)\b", paper.text, re.IGNORECASE)
    return _IS_CUSTOMER if len(words) >= _LEAST_CUSTOMERS else _IS_CUSTOMER_OR_COMPANY


def _is_title(clause: Clause) -> bool:
    """Whether it is a title: not a short item of a list, nor a clause set as a heading."""
    return not _IN_LIST.match(clause.number) and len(clause.text) < _LONGEST_TITLE


def _bearer(place: _Place, texts: tuple[str, str], titles: str) -> Bearer:
    for text in texts:
        match = _SUBJECT_OF_DUTY.search(text)
        if match:
            before = text[max(0, match.start() - 9) : match.end("subject")]
            if _IS_SERVED.match(text, match.end()):
                return Bearer.PROCESSOR
            return Bearer.CUSTOMER if place.customer.search(before) else Bearer.PROCESSOR
    innermost = titles.rsplit(" / ", 1)[-1]
    if _CUSTOMER_TITLE.search(innermost) and not _PROCESSOR_TITLE.search(innermost):
        return Bearer.CUSTOMER
    return Bearer.OPEN


def _promises_nothing(own: str, titles: str) -> bool:
    """Whether it is a definition, or a note to whoever finishes a draft."""
    if _QUOTED_COLON.match(own) or _NOTE.match(own):
        return True
    return bool(_DEFINES.match(own)) and _defines(own, titles)


def _defines(own: str, titles: str) -> bool:
    return own.lstrip("0123456789.()-•* ")[:1] in "\"'" or bool(_DEFINITIONS_TITLE.search(titles))


def annexed_in(paper: Paper) -> list[bool]:
    """Of each clause, whether it stands in attached standard clauses, which nobody negotiates."""
    return [zone is Zone.STANDARD_CLAUSES for zone in zones_of(paper)]


def zones_of(paper: Paper) -> list[Zone]:
    """What each piece is, body, annex, or standard clauses, told by their form and parties.

    Clauses of the same form between a controller and a processor (Decision (EU) 2021/915) are the
    agreement itself: only those for transfers, with an exporter and an importer, are attached ones.
    """
    zones = []
    zone = Zone.BODY
    left = [len(_PARTY_OF_CLAUSES.findall(small(clause.text))) for clause in paper.clauses]
    for clause in paper.clauses:
        words = small(clause.text[:200])
        opens = clause.sort is Sort.HEADING or clause.number[:1] in "ASE"
        if _CLAUSE_ONE.match(words) and sum(left[clause.index :]) >= _LEAST_PARTIES:
            zone = Zone.STANDARD_CLAUSES
        elif opens and zone in _ENDS and _ENDS[zone].match(clause.text):
            zone = Zone.ANNEX
        zones.append(Zone.STANDARD_CLAUSES if left[clause.index] >= 2 else zone)
    return zones
