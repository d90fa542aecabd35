"""Tells whether the words that a verdict rests on stand in a newer version as they were."""

from enum import StrEnum

from compliance.reading.rules import Paper, Passage
from compliance.reading.rules.versions.changes import Comparison
from compliance.reading.rules.versions.wording import wording


class Standing(StrEnum):
    """What became of the words of a verdict."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


def standing_of(words: str, newer: Paper, compared: Comparison) -> tuple[Standing, Passage | None]:
    """Say what became of `words`, and where they stand in the newer version."""
    if not wording(words, ()):
        return Standing.GONE, None
    place = next(newer.find(words), None)
    if place is None:
        return _elsewhere(words, compared)
    touched = any(
        change.material and change.new and change.new.overlaps(place) for change in compared.changes
    )
    return (Standing.CHANGED if touched else Standing.SAME), place


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
