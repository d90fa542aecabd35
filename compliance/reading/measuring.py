"""Measures the reading of a folder of documents against their labels."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from compliance.reading.extracting import Unreadable, extract
from compliance.reading.rules import Judgement, Paper, Scores

LABELS = ".labels.json"
CHANGES = ".changes.json"

Labels: TypeAlias = Mapping[str, Any]
Comparer: TypeAlias = Callable[[Paper, Labels], Iterable[Judgement]]
"""Reads the paper, compares with the labels and judges each element. Must not fail on labels that
it does not know, or that are missing."""

PairComparer: TypeAlias = Callable[[Paper, Paper, Labels], Iterable[Judgement]]
"""Compares an older version with a newer one, and judges each labelled change."""

PairTeller: TypeAlias = Callable[[Paper, Paper, Labels], Iterable[Mapping[str, Any]]]
"""Tells every change between two versions in plain values; "label" is the id of its label."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One document that was read, and what came of each question about it."""

    document: str
    judgements: tuple[Judgement, ...]
    changes: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A document, or a file of labels, that could not be read, and why."""

    document: str
    why: str


@dataclass(frozen=True)
class Measurement:
    """All documents of a folder."""

    kind: str
    measured: tuple[Measured, ...]
    unread: tuple[Unread, ...]

    @property
    def overall(self) -> Scores:
        every = (one for document in self.measured for one in document.judgements)
        return Scores.of(one for one in every if one.counts)

    @property
    def elements(self) -> dict[str, Scores]:
        """The scores of each element, in the order in which they were first judged."""
        every = [one for document in self.measured for one in document.judgements]
        names = dict.fromkeys(one.element for one in every)
        return {name: Scores.of(one for one in every if one.element == name) for name in names}

    @property
    def groups(self) -> dict[str, Scores]:
        """The scores of elements that share what stands before a colon: "field: period"."""
        every = [one for document in self.measured for one in document.judgements]
        names = dict.fromkeys(
            one.element.partition(": ")[0] for one in every if ": " in one.element
        )
        return {
            name: Scores.of(one for one in every if one.element.startswith(f"{name}: "))
            for name in names
        }

    def as_json(self) -> dict[str, Any]:
        """All of it as plain values."""
        return {
            "kind": self.kind,
            "documents": len(self.measured),
            "overall": self.overall.as_json(),
            "groups": {name: scores.as_json() for name, scores in self.groups.items()},
            "elements": {name: scores.as_json() for name, scores in self.elements.items()},
            "changes": [
                {"document": document.document, **change}
                for document in self.measured
                for change in document.changes
            ],
            "unread": [{"document": one.document, "why": one.why} for one in self.unread],
            "verdicts": [
                {
                    "document": document.document,
                    "element": one.element,
                    "verdict": one.verdict,
                    "expected": one.expected,
                    "got": one.got,
                }
                for document in self.measured
                for one in document.judgements
            ],
        }


def measure(
    folder: Path,
    *,
    kind: str,
    compare: Comparer,
    compare_pair: PairComparer | None = None,
    tell_pair: PairTeller | None = None,
    words: bool = False,
) -> Measurement:
    """Read every document of `folder` that has a `NAME.labels.json`, and judge what was read.

    A file of labels names its document in "document" and other forms of it in "also". A
    `NAME.changes.json` names two versions in "older" and "newer". Files are taken from `folder`
    alone. What cannot be read is in `unread`, and not in the figures.
    """
    folder_of_papers = _Folder(folder, words)
    measured: list[Measured] = []
    unread: list[Unread] = []
    for path, labels in _labelled(folder, LABELS, unread):
        for name in _documents(labels, path):
            papers = folder_of_papers.read([name], unread)
            if papers:
                measured.append(Measured(name, tuple(compare(papers[0], labels))))
    for path, labels in _labelled(folder, CHANGES, unread) if compare_pair else ():
        names = [str(labels.get("older", "")), str(labels.get("newer", ""))]
        papers = folder_of_papers.read(names, unread)
        if papers and compare_pair:
            judgements = compare_pair(papers[0], papers[1], labels)
            told = tell_pair(papers[0], papers[1], labels) if tell_pair else ()
            measured.append(Measured(path.name, tuple(judgements), tuple(told)))
    return Measurement(kind, tuple(measured), tuple(unread))


@dataclass(frozen=True, slots=True)
class _Folder:
    path: Path
    words: bool

    def read(self, names: Sequence[str], unread: list[Unread]) -> list[Paper]:
        """The papers of these names; none where one of them cannot be read, which is noted."""
        papers = []
        for name in names:
            try:
                papers.append(extract(self.path / Path(name).name, words=self.words))
            except Unreadable as why:
                unread.append(Unread(name, str(why)))
                return []
        return papers


def _labelled(
    folder: Path, ending: str, unread: list[Unread]
) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(folder.glob(f"*{ending}")):
        try:
            yield path, _labels(path)
        except Unreadable as why:
            unread.append(Unread(path.name, str(why)))


def table(measurement: Measurement) -> Iterator[str]:
    """The lines of a table for people, with every answer that is not right below it."""
    yield f"{'':32}{'precision':>10}{'recall':>8}{'absent':>8}{'TP':>5}{'FP':>5}{'FN':>5}{'TN':>5}"
    groups = {f"ALL {name.upper()}S": scores for name, scores in measurement.groups.items()}
    lines = {**measurement.elements, **groups, "OVERALL": measurement.overall}
    for name, scores in lines.items():
        figures = (scores.precision, scores.recall, scores.absent_right)
        counts = (scores.found, scores.false_positives, scores.false_negatives, scores.absent)
        yield (
            f"{name[:31]:32}{_figure(figures[0]):>10}{_figure(figures[1]):>8}"
            f"{_figure(figures[2]):>8}" + "".join(f"{count:5}" for count in counts)
        )
    yield ""
    for document in measurement.measured:
        for one in document.judgements:
            if one.verdict not in {"found", "absent"}:
                yield f"{document.document}: {one.element}: {one.verdict}"
                yield f"    label: {one.expected or '-'}"
                yield f"    read:  {one.got or '-'}"
    yield from _changes(measurement)
    yield f"{len(measurement.measured)} documents read, {len(measurement.unread)} not."
    for lost in measurement.unread:
        yield f"NOT READ  {lost.document}: {lost.why}"


def _changes(measurement: Measurement) -> Iterator[str]:
    for document in measurement.measured:
        told = [one for one in document.changes if not one["annexed"]]
        material = [one for one in told if one["material"]]
        beyond = [one for one in material if one["label"] is None]
        if document.changes:
            yield (
                f"{document.document}: {len(document.changes)} changes found, {len(told)} outside "
                f"attached clauses, {len(material)} of these material, {len(beyond)} of those "
                "beyond the labels:"
            )
        for one in beyond:
            yield f"    {one['kind']}: {(one['new'] or one['old'])[:160]}"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _labels(path: Path) -> dict[str, Any]:
    try:
        labels = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Unreadable("The labels are not JSON.") from error
    if not isinstance(labels, dict):
        raise Unreadable("The labels are not a JSON object.")
    return labels


def _documents(labels: Labels, path: Path) -> list[str]:
    """The names in the labels; without any, files of the same name beside them."""
    also = labels.get("also")
    names = [labels.get("document"), *(also if isinstance(also, list) else [])]
    given = [name for name in names if isinstance(name, str) and name]
    stem = path.name.removesuffix(LABELS)
    found = [other.name for other in sorted(path.parent.glob("*")) if other.stem == stem]
    return given or found or [stem]
