"""Aligns the sentences of two versions and says what became of each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from compliance.reading.rules import Paper, Passage, Sort
from compliance.reading.rules.versions.substance import matters_alone, matters_edited
from compliance.reading.rules.versions.wording import name_of, wording

_ALIKE = 0.55
"""From how much in common two sentences are versions of one."""
_RAREST = 10
_MOST_HOLDERS = 60
_LONGEST = 400
"""Words of a sentence that are compared."""
_NEAR = 0.08
"""What it is worth that two sentences stand at about the same place of their documents."""


class ChangeKind(StrEnum):
    """What became of a sentence."""

    ADDED = "added"
    REMOVED = "removed"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence that is not as it was; `material` says that a reviewer must look at it.

    A sentence in which only the name of a party or the number of a clause differs is edited, and
    not material. `under` is the title that it stands under. `annexed` says that it stands in the
    text of attached standard clauses, which the parties did not write.
    """

    kind: ChangeKind
    old: Passage | None
    new: Passage | None
    material: bool
    under: str
    annexed: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes in the order of the newer version, and what stayed: old passage to new one."""

    changes: tuple[Change, ...]
    same: tuple[tuple[Passage, Passage], ...]
    renamed: tuple[str, str] | None

    @property
    def reworded(self) -> tuple[Change, ...]:
        """Those in which more differs than the name of a party or the number of a clause."""
        return tuple(filter(self._reads_otherwise, self.changes))

    def _reads_otherwise(self, change: Change) -> bool:
        if change.old is None or change.new is None:
            return True
        names = self.renamed or ()
        return wording(change.old.words, names) != wording(change.new.words, names)

    @property
    def material(self) -> tuple[Change, ...]:
        """The changes that a reviewer must look at."""
        return tuple(change for change in self.changes if change.material)


@dataclass(frozen=True, slots=True)
class _Sentence:
    passage: Passage
    words: tuple[str, ...]
    heading: bool
    under: str
    promise: str
    place: float
    annexed: bool


def compare_versions(
    older: Paper, newer: Paper, *, annexed: Callable[[Paper], Sequence[bool]] | None = None
) -> Comparison:
    """Compare two versions. What only moved or got another number is the same.

    `annexed` says of each clause whether it stands in a text that the parties did not write.
    """
    names = (name_of(older), name_of(newer))
    known = tuple(dict.fromkeys(name for name in names if name))
    before, after = _sentences(older, known, annexed), _sentences(newer, known, annexed)
    pairs = _aligned(before, after)
    renamed = (names[0], names[1]) if names[0] and names[1] and names[0] != names[1] else None
    changes = sorted(_changes(before, after, pairs), key=lambda found: found[0])
    same = tuple(
        (before[i].passage, after[j].passage)
        for i, j in pairs.items()
        if before[i].words == after[j].words
    )
    return Comparison(tuple(change for _, change in changes), same, renamed)


def _sentences(
    paper: Paper,
    names: tuple[str, ...],
    annexed: Callable[[Paper], Sequence[bool]] | None,
) -> list[_Sentence]:
    found: list[_Sentence] = []
    title, length = "", max(1, len(paper.text))
    attached = annexed(paper) if annexed else [False] * len(paper.clauses)
    for clause in paper.clauses:
        heading = clause.sort is Sort.HEADING
        if heading:
            title = clause.text
        lead = next((one.text for one in paper.above(clause) if one.sort is not Sort.HEADING), "")
        for passage in paper.sentences(clause):
            words = wording(passage.words, names)
            if words:
                promise = (
                    f"{lead[-80:]} {passage.words}" if clause.sort is Sort.ITEM else passage.words
                )
                place = passage.start / length
                annex = attached[clause.index]
                found.append(_Sentence(passage, words, heading, title, promise, place, annex))
    return found


def _aligned(before: Sequence[_Sentence], after: Sequence[_Sentence]) -> dict[int, int]:
    """Pairs of places in the two lists: first equal sentences, then the most alike."""
    pairs = dict(_equal(before, after))
    taken = set(pairs.values())
    alike = [
        (score + _NEAR * (1 - abs(before[i].place - after[j].place)), i, j)
        for i, j in _candidates(before, after, pairs)
        if (score := _alike(before[i], after[j])) >= _ALIKE
    ]
    for _, i, j in sorted(alike, key=lambda one: (-one[0], one[1], one[2])):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _candidates(
    before: Sequence[_Sentence], after: Sequence[_Sentence], pairs: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """Sentences that share one of the rarest words of the older; not every pair is compared."""
    taken = set(pairs.values())
    holds: dict[str, list[int]] = {}
    for j, sentence in enumerate(after):
        if j not in taken:
            for word in set(sentence.words):
                holds.setdefault(word, []).append(j)
    for i, sentence in enumerate(before):
        if i in pairs:
            continue
        words = set(sentence.words)
        rare = sorted((word for word in words if word in holds), key=lambda w: (len(holds[w]), w))
        found = {j for word in rare[:_RAREST] for j in holds[word][:_MOST_HOLDERS]}
        for j in sorted(found):
            near = _overlap(words, set(after[j].words)) >= _ALIKE / 2
            if near and sentence.heading == after[j].heading:
                yield i, j


def _equal(before: Sequence[_Sentence], after: Sequence[_Sentence]) -> Iterator[tuple[int, int]]:
    """Sentences with the same wording, in order where there are several."""
    places: dict[tuple[tuple[str, ...], bool], list[int]] = {}
    for j, sentence in enumerate(after):
        places.setdefault((sentence.words, sentence.heading), []).append(j)
    for i, sentence in enumerate(before):
        waiting = places.get((sentence.words, sentence.heading))
        if waiting:
            yield i, waiting.pop(0)


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _alike(one: _Sentence, other: _Sentence) -> float:
    return SequenceMatcher(
        None, one.words[:_LONGEST], other.words[:_LONGEST], autojunk=False
    ).ratio()


def _changes(
    before: Sequence[_Sentence], after: Sequence[_Sentence], pairs: dict[int, int]
) -> Iterator[tuple[float, Change]]:
    taken = set(pairs.values())
    for i, old in enumerate(before):
        if i not in pairs:
            material = matters_alone(old.promise, old.words, heading=old.heading)
            yield (
                old.place,
                Change(ChangeKind.REMOVED, old.passage, None, material, old.under, old.annexed),
            )
            continue
        new = after[pairs[i]]
        if old.words == new.words and _plain(old) == _plain(new):
            continue
        same = old.words == new.words
        material = (
            not same
            and not old.heading
            and matters_edited(old.words, new.words, alike=_alike(old, new))
        )
        yield (
            new.place,
            Change(ChangeKind.EDITED, old.passage, new.passage, material, new.under, new.annexed),
        )
    for j, new in enumerate(after):
        if j not in taken:
            material = matters_alone(new.promise, new.words, heading=new.heading)
            yield (
                new.place,
                Change(ChangeKind.ADDED, None, new.passage, material, new.under, new.annexed),
            )


def _plain(sentence: _Sentence) -> tuple[str, ...]:
    """The wording with names as they are: what differs only there is still shown."""
    return wording(sentence.passage.words, ())
