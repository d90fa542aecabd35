"""What the portal hands to a reviewer: candidates for the items, and what a version changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from compliance.dpa.rules.finding import Proposal, annexed_in, find
from compliance.dpa.rules.items import ITEM, ITEMS
from compliance.dpa.rules.review import Judgement, ReviewRefused, Verdict
from compliance.reading.rules import Paper, Passage
from compliance.reading.rules.versions import Comparison, Standing, compare_versions, standing_of

_GATHERED: Mapping[str, str] = {"audit": "28(3)(h)", "deletion": "28(3)(g)"}
"""What is looked for apart, and the item of the checklist that it is shown at."""

SCANNED = (
    "This document holds pictures of text, not text: nothing can be proposed from it. Ask the "
    "vendor for the document as text, or read it yourself."
)


class ReadingState(StrEnum):
    """Where the reading of a document stands."""

    WAITING = "waiting"
    READ = "read"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        """The state as people read it."""
        return _STATE_LABELS[self]


class RoundOutcome(StrEnum):
    """What came of a round with the vendor."""

    ASKED = "asked"
    ANSWERED = "answered"
    RESOLVED = "resolved"
    TAKEN_AS_IS = "taken_as_is"

    @property
    def label(self) -> str:
        """The outcome as people read it."""
        return _OUTCOME_LABELS[self]

    @property
    def settles(self) -> bool:
        """Whether nothing more is asked after it."""
        return self in {RoundOutcome.RESOLVED, RoundOutcome.TAKEN_AS_IS}


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What is proposed for one item: pages with words, best first; `value` is a time in words.

    `standing` is empty unless the words of an earlier verdict were looked for.
    """

    item_id: str
    places: tuple[tuple[int, str], ...] = ()
    strength: str = ""
    reason: str = ""
    value: str = ""
    confidence: float = 0
    standing: str = ""


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One change between two versions, in words and pages."""

    kind: str
    material: bool
    under: str
    annexed: bool
    old_words: str = ""
    old_page: int | None = None
    new_words: str = ""
    new_page: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """All that was read.

    `carried` gives, for each item whose verdict may stand, where its words are now: the page, and
    the words as this version has them.
    """

    pages: int
    candidates: tuple[Candidate, ...]
    edits: tuple[Edit, ...] = ()
    carried: Mapping[str, tuple[int | None, str]]


def read(paper: Paper) -> Reading:
    """Read a document that follows no other."""
    candidates = tuple(_candidates(find(paper)).values())
    return Reading(pages=len(paper.pages), candidates=candidates, carried={})


def read_after(older: Paper, newer: Paper, earlier: Collection[Judgement]) -> Reading:
    """Read a newer version: what changed, and which earlier verdicts stand on the same words.

    A verdict with words stands where they stand unchanged. "Missing" stands where nothing is
    proposed for the item in either version. Anything else is judged anew.
    """
    before, after = _candidates(find(older)), _candidates(find(newer))
    compared = compare_versions(older, newer, annexed=annexed_in)
    carried: dict[str, tuple[int | None, str]] = {}
    for judgement in earlier:
        standing, place = _standing(judgement, (older, newer), compared, found_in=(before, after))
        if standing is Standing.SAME:
            carried[judgement.item_id] = (place.page, place.words) if place else (None, "")
        known = after.get(judgement.item_id, Candidate(item_id=judgement.item_id))
        after[judgement.item_id] = replace(known, standing=standing.value)
    return Reading(
        pages=len(newer.pages),
        candidates=tuple(after.values()),
        edits=tuple(_edits(compared)),
        carried=carried,
    )


def check_round(*, falls_short: bool, outcomes: Collection[RoundOutcome], words: str) -> None:
    """Refuse a round for an item that is fully there or settled, or one that says nothing."""
    if not falls_short:
        raise ReviewRefused("This item does not fall short, so there is nothing to settle.")
    if any(outcome.settles for outcome in outcomes):
        raise ReviewRefused("This item is settled. What was written stays as it is.")
    if not words.strip():
        raise ReviewRefused("Write down what was asked or answered.")


def _standing(
    judgement: Judgement,
    papers: tuple[Paper, Paper],
    compared: Comparison,
    *,
    found_in: tuple[Mapping[str, Candidate], Mapping[str, Candidate]],
) -> tuple[Standing, Passage | None]:
    if judgement.words.strip():
        older, newer = papers
        return standing_of(judgement.words, newer, compared, older=older)
    silent = not any(judgement.item_id in found for found in found_in)
    if judgement.verdict is Verdict.MISSING and silent:
        return Standing.SAME, None
    return Standing.CHANGED, None


def _candidates(found: Mapping[str, Proposal]) -> dict[str, Candidate]:
    """One candidate an item of the checklist, in its order."""
    by_item: dict[str, Candidate] = {}
    for name, proposal in found.items():
        item_id = _GATHERED.get(name, name)
        if item_id in ITEM:
            one = _candidate(item_id, proposal)
            known = by_item.get(item_id)
            by_item[item_id] = _together(known, one) if known else one
    return {item.id: by_item[item.id] for item in ITEMS if item.id in by_item}


def _candidate(item_id: str, proposal: Proposal) -> Candidate:
    value = f"{proposal.value.number} {proposal.value.unit}" if proposal.value else ""
    stance = f"{proposal.stance.value.capitalize()}. " if proposal.stance else ""
    return Candidate(
        item_id=item_id,
        places=tuple((one.passage.page, one.passage.words) for one in proposal.places),
        strength=proposal.strength.value,
        reason=f"{stance}{proposal.reason}",
        value=value,
        confidence=proposal.confidence,
    )


def _together(one: Candidate, other: Candidate) -> Candidate:
    """The one with the places, the reason and the time of the other that it lacks."""
    more = tuple(place for place in other.places if place not in one.places)
    return replace(
        one,
        places=one.places + more,
        reason=f"{one.reason} {other.reason}",
        value=one.value or other.value,
    )


def _edits(compared: Comparison) -> list[Edit]:
    return [
        Edit(
            kind=change.kind.value,
            material=change.material,
            under=change.under,
            annexed=change.annexed,
            old_words=change.old.words if change.old else "",
            old_page=_page(change.old),
            new_words=change.new.words if change.new else "",
            new_page=_page(change.new),
        )
        for change in compared.changes
    ]


def _page(passage: Passage | None) -> int | None:
    return passage.page if passage else None


_STATE_LABELS = {
    ReadingState.WAITING: "Being read",
    ReadingState.READ: "Read",
    ReadingState.UNREADABLE: "Cannot be read",
}

_OUTCOME_LABELS = {
    RoundOutcome.ASKED: "Asked the vendor",
    RoundOutcome.ANSWERED: "The vendor answered",
    RoundOutcome.RESOLVED: "Resolved",
    RoundOutcome.TAKEN_AS_IS: "Taken as it is",
}
