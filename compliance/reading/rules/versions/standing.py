"""Tells whether the words that a verdict rests on stand in a newer version as they were.

The same words say something else under another lead-in, beside a new sentence of their clause,
after a term in them was defined anew, or below a new rule of what goes before what.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from compliance.reading.rules import Paper, Passage
from compliance.reading.rules.versions.changes import Change, Comparison
from compliance.reading.rules.versions.wording import wording

_DEFINES = re.compile(
    r"(?P<term>(?:\S+ ){1,8}?)(?:shall )?(?:means?|includes?|refers? to|ha(?:s|ve) the meanings?|"
    r"is defined|are defined)\b"
)
_OVERRIDES = re.compile(
    r"\bnotwithstanding\b|\bprevails?\b|\bprecedence\b|\bsupersede[sd]?\b|\boverrides?\b|"
    r"\bin lieu of\b|\bin place of\b|\bshall control\b|\bcontrols?,? (?:over|in)\b|"
    r"\bin (?:the )?(?:case|event) of (?:any )?conflict|\b(?:has|have|be of) no (?:force|effect)|"
    r"\b(?:do(?:es)?|shall|will) not apply\b|\bnull and void\b|\bis hereby (?:amended|deleted)",
    re.IGNORECASE,
)


class Standing(StrEnum):
    """What became of the words of a verdict."""

    SAME = "same"
    AROUND = "around"
    """The words are the same, and something that they depend on is not."""
    CHANGED = "changed"
    GONE = "gone"


def standing_of(
    words: str, newer: Paper, compared: Comparison, *, older: Paper
) -> tuple[Standing, Passage | None]:
    """Say what became of `words`, and where they stand in the newer version."""
    if not wording(words, ()):
        return Standing.GONE, None
    places = list(newer.find(words))
    if places:
        return _at(words, places, newer, compared, older), places[0]
    standing, place = _elsewhere(words, compared)
    if standing is Standing.SAME and place is not None:
        standing = _at(words, [place], newer, compared, older)
    return standing, place


def _at(
    words: str, places: list[Passage], newer: Paper, compared: Comparison, older: Paper
) -> Standing:
    changes = compared.reworded
    if any(change.new and change.new.overlaps(places[0]) for change in changes):
        return Standing.CHANGED
    now = list(_governing(newer, places[0]))
    before = [one for place in older.find(words) for one in _governing(older, place)]
    touched = any(_overlaps(one.new, now) or _overlaps(one.old, before) for one in changes)
    # Which of several places was meant nobody can tell.
    several = len(places) > 1
    governed = any(_governs(change, words) for change in changes)
    return Standing.AROUND if touched or several or governed else Standing.SAME


def _governing(paper: Paper, place: Passage) -> Iterator[Passage]:
    """The clauses in which a place stands, and those above them."""
    for clause in paper.clauses:
        if clause.start < place.end and place.start < clause.end:
            for one in (clause, *paper.above(clause)):
                yield paper.passage(one.start, one.end)


def _overlaps(changed: Passage | None, around: Iterable[Passage]) -> bool:
    return changed is not None and any(changed.overlaps(one) for one in around)


def _governs(change: Change, words: str) -> bool:
    """Whether a change elsewhere may say what the words mean, or whether they hold."""
    said = [one.words for one in (change.old, change.new) if one is not None]
    if any(_OVERRIDES.search(one) for one in said):
        return True
    defined = (_DEFINES.match(" ".join(wording(one, ()))) for one in said)
    terms = (found["term"].split() for found in defined if found)
    wanted = wording(words, ())
    return any(_holds(wanted, [word for word in term if not word.isdigit()]) for term in terms)


def _holds(words: Sequence[str], term: Sequence[str]) -> bool:
    """Whether the term, also in the plural, is among the words."""
    length, wanted = len(term), [word.rstrip("s") for word in term]
    said = [word.rstrip("s") for word in words]
    return bool(term) and any(said[i : i + length] == wanted for i in range(len(said) - length + 1))


def _elsewhere(words: str, compared: Comparison) -> tuple[Standing, Passage | None]:
    """The words with another name or number in them, or the sentence that took their place."""
    wanted = set(wording(words, ()))
    names = compared.renamed or ()
    for change in compared.changes:
        if change.old is None or change.new is None:
            continue
        said = set(wording(change.old.words, ()))
        if len(wanted & said) >= 0.9 * len(wanted):
            same = wording(change.old.words, names) == wording(change.new.words, names)
            return (Standing.SAME if same else Standing.CHANGED), change.new
    return Standing.GONE, None
