"""The pieces of an agreement in which an element may stand, each with what it stands under."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from compliance.agreements.rules.finding.cues.terms import MEANS
from compliance.agreements.rules.finding.parties import Actor, Parties
from compliance.reading.rules import Clause, Paper, Passage, Sort

LONGEST = 1_400
"""Longer clauses are looked at in windows of whole sentences of about this many characters."""

LEAST_OF_SEVERAL = 200
"""Clauses of at least so many characters are looked at sentence by sentence, too."""

_LEAST_SENTENCE = 50
_WINDOW = 700
_NEAR = 2
_FOLD = str.maketrans("‘’“”–—‐‑\u00ad\u00a0", "''\"\"---- " + " ")


class Region(StrEnum):
    """The kind of chapter, by its titles."""

    BODY = "body"
    DEFINITIONS = "definitions"
    RECITALS = "recitals"
    LIABILITY = "liability"
    GENERAL = "general"
    NOTES = "notes"


_REGIONS = (
    (Region.DEFINITIONS, r"\bdefin|\bterms used\b|\bcatch-?all\b|\binterpretation of terms\b"),
    (Region.RECITALS, r"\brecital|\bbackground\b|witnesseth|\bpreamble\b|\bwords of caution\b"),
    (Region.LIABILITY, r"\bindemnif|\bliabilit|\binsurance\b|\bremedies\b|\bdamages\b|\bdispute"),
    (
        Region.GENERAL,
        r"\bmiscellan|\bgeneral (provisions|terms)\b|\bregulatory ref|\bsurvival\b|"
        r"\bgoverning law\b"
        r"|\bentire agreement\b|\bnotices\b|\bthird[- ]party benef|\bcounterpart|\bsignature"
        r"|\bchanges? in law\b|\binterpretation\b|\border of precedence|\bseverab|\bassignment\b",
    ),
    (
        Region.NOTES,
        r"\bchecklist\b|\bresources\b|\bhow to use\b|\bnotes?\b(?! on)|\bsign-?off\b|\bversion\b"
        r"|\bchange log\b|\bcross-ref|\bguidance\b|\bfaq\b|\btable of contents\b|\bcontents\b"
        r"|\boverview\b|\bexhibit\b|\bschedule\b|\bappendix\b|\battachment\b|\bshort version\b"
        r"|\bplain english\b|\bsummary\b|\bcommon .*issues\b|\bdocument (control|information)\b"
        r"|\bnot part of\b|\binstructions\b|\bhow it works\b",
    ),
)
_ONLY_NEAR = {Region.RECITALS, Region.DEFINITIONS}  # "RECITALS" stands above all that follows
_LONGEST_LEAD = 400
_LEAST_REST = 40
_BEGINNING = 160
_LEANS = re.compile(  # on the sentence before it
    r"(?:if (?:it|they|so|not)|in (?:that|such|this|which|either)|such|th(?:is|at|ese|ose)|it|they|"
    r"any such|the (?:foregoing|same|above)|otherwise|then)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"^(?:[\d.()a-z]{1,6}\s+)?[\"“']?[^.:;]{2,90}[\"”']?,?\s*(?:\([^)]{1,80}\)\s*)?"
    r"(?:shall |will )?(?:generally )?(?:"
    rf"{MEANS}|has the (?:same )?meaning|have the (?:same )?meanings?|is defined|"
    r"as defined (?:in|at))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage that is judged as one. All text in small letters with plain quotation marks.

    `whole` is a clause, `single` a clause or a part of one, and not a list with its lead;
    `opens` is a lead without its list, `alone` one sentence of a clause;
    `own` is what it says itself, `lead` the sentences that introduce it, `title` its own heading,
    `titles` those above it; `said` and `full` are `own`, alone and behind `lead`, with the roles
    of the parties in place of their names.
    """

    passage: Passage
    own: str
    lead: str
    title: str
    titles: str
    actor: Actor
    region: Region
    whole: bool
    single: bool
    opens: bool
    alone: bool
    said: str
    full: str


def fold(text: str) -> str:
    """Small letters, plain quotation marks and hyphens, one character for one."""
    small = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return small.translate(_FOLD)


def units_of(paper: Paper, parties: Parties) -> Iterator[Unit]:
    """Every clause, long ones in windows, and short lists together with their lead."""
    for clause in paper.clauses:
        group = _group(paper, clause, parties)
        if group:
            yield group
        if clause.sort is Sort.HEADING and not clause.text.endswith(":"):
            continue
        if len(clause.text) <= LONGEST:
            span = (clause.start, clause.end)
            yield _unit(paper, parties, clause, span, whole=True, opens=group is not None)
            if len(clause.text) >= LEAST_OF_SEVERAL and clause.sort is not Sort.ROW:
                yield from _sentences(paper, parties, clause)
        else:
            for start, end in _windows(paper, clause):
                yield _unit(paper, parties, clause, (start, end), single=True)


def _windows(paper: Paper, clause: Clause) -> Iterator[tuple[int, int]]:
    """Runs of sentences, each beginning at another one, so that none is cut."""
    spans = [(passage.start, passage.end) for passage in paper.sentences(clause)]
    for i, (start, end) in enumerate(spans):
        last = end
        for _, later in spans[i + 1 :]:
            if later - start > _WINDOW:
                break
            last = later
        yield start, last


def _sentences(paper: Paper, parties: Parties, clause: Clause) -> Iterator[Unit]:
    """Each sentence of a clause of several, for duties among others that speak against them."""
    spans = [(passage.start, passage.end) for passage in paper.sentences(clause)]
    for span in spans if len(spans) > 1 else ():
        words = paper.text[slice(*span)]
        if len(words) >= _LEAST_SENTENCE and not _LEANS.match(words):
            yield _unit(paper, parties, clause, span, alone=True)


def _group(paper: Paper, clause: Clause, parties: Parties) -> Unit | None:
    """The clause and the short pieces under it, as one."""
    below = list(paper.below(clause))
    if not below or any(piece.sort is Sort.HEADING for piece in below):
        return None
    end = below[-1].end
    if end - clause.start > LONGEST:
        return None
    return _unit(paper, parties, clause, (clause.start, end))


def _unit(
    paper: Paper,
    parties: Parties,
    clause: Clause,
    span: tuple[int, int],
    *,
    whole: bool = False,
    single: bool = False,
    opens: bool = False,
    alone: bool = False,
) -> Unit:
    passage = paper.passage(*span)
    words = passage.words[_title_length(clause, passage.words) :].lstrip(" .:-–—‐‑")
    own, said = fold(words), fold(parties.in_roles(words))
    if whole:
        passage = _with_lead(paper, clause, passage)
    above = list(paper.above(clause))
    before = [one.text for one in above if one.sort is not Sort.HEADING and len(one.text) < 400]
    leads = [fold(text) for text in before]
    titles = [fold(one.heading) for one in above if one.heading]
    title = fold(clause.heading) or (titles[0] if titles else "")
    return Unit(
        passage=passage,
        own=own,
        lead=" ".join(reversed(leads)),
        title=title,
        titles=" / ".join(titles),
        actor=_actor(parties, own, leads, [title, *titles]),
        region=_region(own, [title, *titles]),
        whole=whole,
        single=single or whole,
        opens=opens and own.endswith(":"),
        alone=alone,
        said=said,
        full=" ".join([*(fold(parties.in_roles(text)) for text in reversed(before)), said]),
    )


def _title_length(clause: Clause, words: str) -> int:
    """How much of the words is a title, which alone obliges nobody.

    The title of a short item is what it says ("1. Breach: within 72 hours") and stays.
    """
    if not clause.heading or not words.startswith(clause.text) or clause.text.endswith(":"):
        return 0
    length = (
        len(clause.text)
        if clause.sort is Sort.HEADING
        else (clause.text.index(clause.heading) + len(clause.heading))
    )
    decimal = clause.sort is Sort.HEADING or (
        clause.number[:1].isdigit() and "." in clause.number[1:-1]
    )
    return length if decimal and len(words) - length >= _LEAST_REST else 0


def _with_lead(paper: Paper, clause: Clause, passage: Passage) -> Passage:
    """The first piece of a list is shown with the words that lead it."""
    lead = paper.clauses[clause.parent] if clause.parent is not None else None
    if (
        lead
        and lead.index + 1 == clause.index
        and lead.text.endswith(":")
        and (lead.sort is not Sort.HEADING and len(lead.text) <= _LONGEST_LEAD)
    ):
        return paper.passage(lead.start, passage.end)
    return passage


def _actor(parties: Parties, own: str, leads: list[str], titles: list[str]) -> Actor:
    """Who acts: by the beginning of the passage, else by its lead, its end, the titles."""
    for text in (own[:_BEGINNING], *leads, own):
        actor = parties.actor_of(text)
        if actor is not Actor.UNKNOWN:
            return actor
    for title in titles:
        actor = parties.titled(title)
        if actor is not Actor.UNKNOWN:
            return actor
    return Actor.UNKNOWN


def _region(own: str, titles: list[str]) -> Region:
    if re.match(r"(?:[\w.()]{1,5}\s+)?whereas\b", own):
        return Region.RECITALS
    if _DEFINES.match(own):
        return Region.DEFINITIONS
    for depth, title in enumerate(titles):
        for region, pattern in _REGIONS:
            near = depth < _NEAR or region not in _ONLY_NEAR
            if title and near and re.search(pattern, title):
                return region
    return Region.BODY
