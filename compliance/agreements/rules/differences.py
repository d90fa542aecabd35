"""What differs between two texts, paragraph by paragraph and then word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

ALIKE = 0.5
"""From this likeness on two paragraphs are one that was changed, not one gone and one new."""


class ChangeKind(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Change:
    """Some words, and what became of them."""

    kind: ChangeKind
    text: str


Passage = tuple[Change, ...]


def differences(before: str, after: str) -> tuple[Passage, ...]:
    """Give every paragraph that was changed, added or removed, in the order of the text."""
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Passage] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _passages(old[a:b], new[c:d])
    return tuple(found)


def _paragraphs(text: str) -> list[str]:
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return [" ".join(block.split()) for block in blocks if block.strip()]


def _passages(old: list[str], new: list[str]) -> Iterator[Passage]:
    """Pair what is alike, in order; the rest was removed or added."""
    left = list(new)
    for paragraph in old:
        match = next((one for one in left if _alike(paragraph, one)), None)
        if match is None:
            yield (Change(ChangeKind.REMOVED, paragraph),)
            continue
        while left[0] != match:
            yield (Change(ChangeKind.ADDED, left.pop(0)),)
        left.pop(0)
        yield tuple(_words(paragraph, match))
    yield from ((Change(ChangeKind.ADDED, one),) for one in left)


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _words(before: str, after: str) -> Iterator[Change]:
    old, new = before.split(), after.split()
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Change(ChangeKind.SAME, " ".join(old[a:b]))
            continue
        if b > a:
            yield Change(ChangeKind.REMOVED, " ".join(old[a:b]))
        if d > c:
            yield Change(ChangeKind.ADDED, " ".join(new[c:d]))
