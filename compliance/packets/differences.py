"""A comparison in words, for the page and for the printed section alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from compliance.clearance.rules import Standing
from compliance.packets.rules import Asked, Changed, Comparison, Paper, Person, Removed, Told
from compliance.packets.words import day, span

UNNAMED = "not named"


@dataclass(frozen=True)
class Difference:
    """One thing that is different: what it is, and what happened to it."""

    term: str
    value: str


@dataclass(frozen=True)
class Group:
    """Differences of one kind."""

    title: str
    rows: tuple[Difference, ...]


@dataclass(frozen=True)
class Differences:
    """Everything that is different, in the order in which people ask for it.

    `groups` holds only those with something in them. `untold` says what cannot be compared.
    """

    older: str
    newer: str
    verdict_before: str
    verdict_after: str
    verdict_changed: bool
    groups: tuple[Group, ...]
    untold: tuple[str, ...]
    nothing: bool


def in_words(comparison: Comparison) -> Differences:
    """Tell a comparison."""
    older, newer = comparison.older, comparison.newer
    groups = (
        *_of_requirements(comparison),
        *_of_documents(comparison),
        *_of_people(comparison),
    )
    return Differences(
        older=_name(older),
        newer=_name(newer),
        verdict_before=_verdict(older.cleared_until),
        verdict_after=_verdict(newer.cleared_until),
        verdict_changed=comparison.verdict_changed,
        groups=tuple(group for group in groups if group.rows),
        untold=tuple(_untold(comparison)),
        nothing=comparison.nothing_changed,
    )


def _name(told: Told) -> str:
    return f"Packet {told.number}, as of {day(told.as_of)}"


def _verdict(cleared_until: date | None) -> str:
    return f"Clear until {day(cleared_until)}" if cleared_until else "Not clear"


def _of_requirements(comparison: Comparison) -> Iterator[Group]:
    found = comparison.requirements
    if found is None:
        return
    yield Group("Requirements no longer met", tuple(_stood(one) for one in found.unmet))
    yield Group("Requirements newly met", tuple(_stood(one) for one in found.met))
    yield Group("Requirements newly asked for", tuple(_stood(one) for one in found.asked))
    yield Group(
        "Requirements no longer asked for",
        tuple(Difference(one.title, "Does not apply any more.") for one in found.dropped),
    )


def _stood(asked: Asked) -> Difference:
    standing = Standing(asked.standing)
    until = f", until {day(asked.until)}" if standing.is_met and asked.until else ""
    return Difference(asked.title, f"{standing.label}{until}.")


def _of_documents(comparison: Comparison) -> Iterator[Group]:
    found = comparison.documents
    yield Group(
        "Documents that lapsed",
        tuple(_lapsed(one) for one in found.lapsed),
    )
    yield Group("Documents added", tuple(_added(one) for one in found.added))
    yield Group("Documents changed", tuple(_changed(one) for one in found.changed))
    yield Group(
        "Documents removed",
        tuple(_removed(one) for one in found.removed),
    )


def _lapsed(paper: Paper) -> Difference:
    return Difference(paper.title, f"Held until {day(paper.effective_until)}.")


def _added(paper: Paper) -> Difference:
    said = f"Holds {_period(paper)}. SHA-256 {paper.sha256[:16]}…"
    return Difference(paper.title, f"{_version(paper)}{said}")


def _removed(removed: Removed) -> Difference:
    paper, why = removed.paper, removed.why or "The newer packet does not name it."
    return Difference(paper.title, f"{_version(paper)}{why}")


def _version(paper: Paper) -> str:
    """It tells papers of one title apart, such as the evidence of each milestone."""
    return f"{paper.version[0].upper()}{paper.version[1:]}. " if paper.version else ""


def _changed(changed: Changed) -> Difference:
    before, after = changed.before, changed.after
    said = []
    if changed.has_other_version:
        said.append(f"Version {after.version or UNNAMED}, was {before.version or UNNAMED}.")
    if changed.has_other_bytes:
        said.append(f"SHA-256 {after.sha256[:16]}…, was {before.sha256[:16]}….")
    if changed.has_other_period:
        said.append(f"Holds {_period(after)}; was {_period(before)}.")
    if changed.has_other_acceptance:
        said.append(f"Now {_acceptance(after)}; was {_acceptance(before)}.")
    return Difference(after.title, " ".join(said))


def _period(paper: Paper) -> str:
    if paper.effective_from is None and paper.effective_until is None:
        return "with no period named"
    return span(paper.effective_from, paper.effective_until)


def _acceptance(paper: Paper) -> str:
    if paper.accepted_on is None:
        return "not accepted"
    return f"accepted by {' and '.join(paper.accepted_by)} on {day(paper.accepted_on)}"


def _of_people(comparison: Comparison) -> Iterator[Group]:
    found = comparison.people
    if found is None:
        return
    yield Group("People given access", tuple(_person(one) for one in found.let_in))
    yield Group("People whose access ended", tuple(_person(one) for one in found.let_out))
    yield Group(
        "People whose access changed",
        tuple(
            Difference(after.name, f"{_access(after)}; was {_access(before)}.")
            for before, after in found.moved
        ),
    )


def _person(person: Person) -> Difference:
    return Difference(person.name, f"{_access(person)}.")


def _access(person: Person) -> str:
    of = f" ({person.of})" if person.of else ""
    until = f" until {day(person.until)}" if person.until else ""
    return f"{person.role}{of}{until}"


def _untold(comparison: Comparison) -> Iterator[str]:
    both = (comparison.older, comparison.newer)
    # Lists of both came with one version: a manifest without requirements is of a time before it.
    before = [one for one in both if one.requirements is None]
    if before:
        early = f"{_packets(before)} sealed before manifests listed them"
        yield f"Requirements are not compared: {early}."
    if comparison.people is None:
        silent = [one for one in both if one.people is None and one not in before]
        told = f"{_packets(silent, 'does', 'do')} not tell of them" if silent else early
        yield f"People are not compared: {told}."


def _packets(told: list[Told], one: str = "was", several: str = "were") -> str:
    names = " and ".join(f"packet {each.number}" for each in told)
    return f"{names} {one if len(told) == 1 else several}"
