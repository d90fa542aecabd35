"""What is different between two packets of one engagement, by what their manifests say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from compliance.clearance.rules import Standing
from compliance.packets.rules.manifest import Asked, Person
from compliance.packets.rules.told import Paper, Told
from engagements.lifecycle.rules import Refused

One = TypeVar("One", Paper, Asked)


class ComparisonRefused(Refused):
    """These two packets cannot be compared; says why."""


@dataclass(frozen=True)
class Removed:
    """A document of the older packet that the newer one lacks; `why` where the newer one says."""

    paper: Paper
    why: str


@dataclass(frozen=True)
class Changed:
    """A record that is in both packets with another version, other bytes or another period.

    Or it was accepted meanwhile, or on another day. People's names are as they were written then,
    so that another name is no change.
    """

    before: Paper
    after: Paper

    @property
    def has_other_version(self) -> bool:
        return self.before.version != self.after.version

    @property
    def has_other_bytes(self) -> bool:
        return self.before.sha256 != self.after.sha256

    @property
    def has_other_period(self) -> bool:
        return _period(self.before) != _period(self.after)

    @property
    def has_other_acceptance(self) -> bool:
        return self.before.accepted_on != self.after.accepted_on


@dataclass(frozen=True)
class Documents:
    """How the documents differ; each list is in order of title.

    `lapsed` held on the older day and do not on the newer one, in the words of the newer packet
    where it still has them; the same document may be among the others too.
    """

    added: tuple[Paper, ...]
    removed: tuple[Removed, ...]
    changed: tuple[Changed, ...]
    lapsed: tuple[Paper, ...]


@dataclass(frozen=True)
class Requirements:
    """How the requirements differ. `asked` are only in the newer packet, `dropped` in the older."""

    met: tuple[Asked, ...]
    unmet: tuple[Asked, ...]
    asked: tuple[Asked, ...]
    dropped: tuple[Asked, ...]


@dataclass(frozen=True)
class People:
    """Who was let in or out, and whose role or last day is another: (before, after)."""

    let_in: tuple[Person, ...]
    let_out: tuple[Person, ...]
    moved: tuple[tuple[Person, Person], ...]


@dataclass(frozen=True)
class Comparison:
    """Everything that is different. None where one of the manifests does not carry the matter."""

    older: Told
    newer: Told
    documents: Documents
    requirements: Requirements | None
    people: People | None

    @property
    def verdict_changed(self) -> bool:
        return self.older.cleared_until != self.newer.cleared_until

    @property
    def nothing_changed(self) -> bool:
        """Whether nothing that both manifests carry is different."""
        parts = (self.documents, self.requirements, self.people)
        return not self.verdict_changed and not any(_holds_something(part) for part in parts)


def compare(older: Told, newer: Told) -> Comparison:
    """Compare two packets of one engagement.

    Refuses with `ComparisonRefused` packets of different engagements, a packet with itself, and an
    older one that shows a later day than the newer one or, of one day, was asked for after it.
    """
    ComparisonRefused.if_any(_faults(older, newer))
    return Comparison(
        older=older,
        newer=newer,
        documents=_documents(older, newer),
        requirements=_requirements(older, newer),
        people=_people(older, newer),
    )


def _faults(older: Told, newer: Told) -> Iterator[str]:
    if older.engagement != newer.engagement:
        yield "The two packets are of different engagements."
    elif older.id == newer.id:
        yield "Choose two different packets."
    elif older.as_of > newer.as_of:
        yield (
            f"Packet {older.number} shows a later day than packet {newer.number}; "
            "choose them in order."
        )
    elif older.as_of == newer.as_of and older.requested_at > newer.requested_at:
        yield f"Packet {older.number} is newer than packet {newer.number}; choose them in order."


def _documents(older: Told, newer: Told) -> Documents:
    before, after = older.papers, newer.papers
    changed = (
        Changed(before[key], after[key])
        for key in before.keys() & after.keys()
        if _essence(before[key]) != _essence(after[key])
    )
    removed = (
        Removed(before[key], newer.left_out.get(key, "")) for key in before.keys() - after.keys()
    )
    return Documents(
        added=_by_title(after[key] for key in after.keys() - before.keys()),
        removed=tuple(sorted(removed, key=lambda one: _title(one.paper))),
        changed=tuple(sorted(changed, key=lambda one: _title(one.after))),
        lapsed=_by_title(
            paper
            for paper in {**before, **after}.values()
            if _ran_out(paper, older.as_of, newer.as_of)
        ),
    )


def _ran_out(paper: Paper, before: date, after: date) -> bool:
    """Whether its last day is on or after the first of the days and before the second."""
    return paper.effective_until is not None and before <= paper.effective_until < after


def _requirements(older: Told, newer: Told) -> Requirements | None:
    before, after = older.requirements, newer.requirements
    if before is None or after is None:
        return None
    both = before.keys() & after.keys()
    met = {key for key in both if _is_met(after[key]) and not _is_met(before[key])}
    unmet = {key for key in both if _is_met(before[key]) and not _is_met(after[key])}
    return Requirements(
        met=_by_title(after[key] for key in met),
        unmet=_by_title(after[key] for key in unmet),
        asked=_by_title(after[key] for key in after.keys() - before.keys()),
        dropped=_by_title(before[key] for key in before.keys() - after.keys()),
    )


def _is_met(asked: Asked) -> bool:
    return Standing(asked.standing).is_met


def _people(older: Told, newer: Told) -> People | None:
    before, after = older.people, newer.people
    if before is None or after is None:
        return None
    moved = (
        (before[key], after[key])
        for key in before.keys() & after.keys()
        if (before[key].role, before[key].until) != (after[key].role, after[key].until)
    )
    return People(
        let_in=_by_name(after[key] for key in after.keys() - before.keys()),
        let_out=_by_name(before[key] for key in before.keys() - after.keys()),
        moved=tuple(sorted(moved, key=lambda pair: (pair[1].name, pair[1].id))),
    )


def _essence(paper: Paper) -> tuple[object, ...]:
    return (paper.version, paper.sha256, _period(paper), paper.accepted_on)


def _period(paper: Paper) -> tuple[date | None, date | None]:
    return (paper.effective_from, paper.effective_until)


def _title(one: Paper | Asked) -> tuple[str, str, str]:
    """Several papers have one title, such as the evidence of each milestone."""
    return (one.title, one.version if isinstance(one, Paper) else "", one.id)


def _by_title(found: Iterator[One]) -> tuple[One, ...]:
    return tuple(sorted(found, key=_title))


def _by_name(found: Iterator[Person]) -> tuple[Person, ...]:
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))


def _holds_something(part: Documents | Requirements | People | None) -> bool:
    return part is not None and any(vars(part).values())
