"""What is made of a paper that a client brought, and what becomes of verdicts on the one before."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from compliance.agreements.rules.theirs import LONGEST_WORDS, Decision, Judgement
from compliance.reading.rules import Paper
from compliance.reading.rules.versions import Standing, compare_versions, standing_of

NOTICE = "notice"
MOST_CHANGES = 200


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """All that a worker read, as plain values; `unread` says why there is nothing.

    `pages` are the paragraphs of each page. `proposals` and `marks` are by element, `pictures` by
    page; `carried` says by element what became of the words confirmed in the version before.
    """

    pages: list[list[str]] = field(default_factory=list)
    proposals: dict[str, dict[str, Any]] = field(default_factory=dict)
    notice: dict[str, Any] | None = None
    unread: str = ""
    pictures: dict[str, dict[str, Any]] = field(default_factory=dict)
    marks: dict[str, list[list[float]]] = field(default_factory=dict)
    carried: dict[str, dict[str, Any]] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)


def carry(
    older: Paper,
    newer: Paper,
    decisions: Iterable[Decision],
    *,
    notice_words: str,
    place: Callable[[int], int],
) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    """Say what became of the words of each verdict, and what else was changed that may matter.

    A verdict whose words stand unchanged is offered again, with its new place, unless something
    they depend on changed; one that an element is missing never is, since it may have been put in.
    `place` gives a place of `newer` its page.
    """
    compared = compare_versions(older, newer)
    said = {one.element: one.words for one in decisions if one.judgement is Judgement.HERE}
    said |= {NOTICE: notice_words} if notice_words else {}
    carried = {}
    for element, words in said.items():
        standing, found = standing_of(words, newer, compared, older=older)
        carried[element] = {
            "standing": standing.value,
            "page": place(found.start) if found else None,
            "words": found.words[:LONGEST_WORDS] if found else "",
        }
    changes = [
        {
            "kind": change.kind.value,
            "before": change.old.words if change.old else "",
            "after": change.new.words if change.new else "",
            "page": place(change.new.start) if change.new else None,
        }
        for change in sorted(compared.reworded, key=lambda one: not one.material)[:MOST_CHANGES]
    ]
    return carried, changes


def is_around(carried: dict[str, Any] | None) -> bool:
    """Whether the words are the same, and something that they depend on is not."""
    return carried is not None and carried["standing"] == Standing.AROUND


def stands_as_it_was(carried: dict[str, Any] | None) -> bool:
    """Whether the words of an earlier verdict are the same in this version."""
    return carried is not None and carried["standing"] == Standing.SAME
