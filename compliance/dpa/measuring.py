"""Compares what was found in a DPA, or between two versions of one, with labels of readers."""

from collections.abc import Iterator, Mapping
from typing import Any

from compliance.dpa.rules.finding import Proposal, Stance, annexed_in, find
from compliance.reading.rules import Judgement, Paper, Passage, judged
from compliance.reading.rules.versions import Change, compare_versions


def compare(paper: Paper, labels: Mapping[str, Any]) -> Iterator[Judgement]:
    """Judge each labelled item: is it there, and is one of the proposed places the labelled one.

    A place counts when the anchor stands in the piece of text (the clause, the item of a list, a
    lead-in with its items) that was proposed. Strength, times, stance, and whether the first place
    is the labelled one have figures of their own.
    """
    found = find(paper)
    for item_id, label in _entries(labels.get("elements")):
        proposal = found.get(item_id)
        there = bool(label.get("present"))
        yield judged(
            item_id,
            labelled=there,
            proposed=proposal is not None,
            right=proposal is not None and _placed(paper, proposal, label),
            expected=str(label.get("anchor") or ""),
            got=_said(proposal),
        )
        if there and proposal:
            yield from _of_found(paper, item_id, label, proposal)
        if "stance" in label:
            stance = proposal.stance if proposal and proposal.stance else Stance.SILENT
            yield _aside("stance", item_id, str(label["stance"]), stance.value)


def compare_pair(older: Paper, newer: Paper, labels: Mapping[str, Any]) -> Iterator[Judgement]:
    """Judge each labelled change: was it found as what it is, and is it called material or not.

    What is labelled as unchanged in substance must not be called material. The element "material
    changes" has precision and recall of what a reviewer is made to look at: a change called
    material is right where it is labelled so, and wrong where a label says otherwise, or where the
    labels are "complete" and have none for it.
    """
    changes, listed = (
        compare_versions(older, newer, annexed=annexed_in).changes,
        list(_labels_of(labels)),
    )
    for label in listed:
        yield _judged_change(changes, older, newer, label)
    for change in changes:
        if change.material:
            yield from _judged_weight(change, older, newer, labels)
    for label in listed:
        if label.get("material") and not _hits(changes, older, newer, label, material=True):
            yield _weighed(labelled=True, proposed=False, expected=str(label.get("id")))


def tell_pair(older: Paper, newer: Paper, labels: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Tell every change that is found, in plain values, with the id of the label it meets."""
    for change in compare_versions(older, newer, annexed=annexed_in).changes:
        label = _label_of(change, older, newer, labels)
        yield {
            "kind": change.kind.value,
            "material": change.material,
            "under": change.under,
            "annexed": change.annexed,
            "old": change.old.words if change.old else None,
            "old_page": change.old.page if change.old else None,
            "new": change.new.words if change.new else None,
            "new_page": change.new.page if change.new else None,
            "label": str(label.get("id")) if label else None,
        }


def _labels_of(labels: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    listed = labels.get("changes")
    for label in listed if isinstance(listed, list) else ():
        if isinstance(label, dict):
            yield label


def _label_of(
    change: Change, older: Paper, newer: Paper, labels: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """The label that a change meets; one that calls it material before others."""
    met = [one for one in _labels_of(labels) if _covers(change, older, newer, one)]
    return next((one for one in met if one.get("material")), met[0] if met else None)


def _judged_weight(
    change: Change, older: Paper, newer: Paper, labels: Mapping[str, Any]
) -> Iterator[Judgement]:
    label = _label_of(change, older, newer, labels)
    if label is None and labels.get("complete") is not True:
        return
    words = change.new or change.old
    yield _weighed(
        labelled=bool(label and label.get("material")),
        proposed=True,
        expected=str(label.get("id")) if label else "",
        got=words.words[:160] if words else "",
    )


def _weighed(*, labelled: bool, proposed: bool, expected: str, got: str = "") -> Judgement:
    return judged(
        "material changes",
        labelled=labelled,
        proposed=proposed,
        right=labelled and proposed,
        expected=expected,
        got=got,
        counts=False,
    )


def _hits(
    changes: tuple[Change, ...],
    older: Paper,
    newer: Paper,
    label: Mapping[str, Any],
    *,
    material: bool = False,
) -> list[Change]:
    return [
        change
        for change in changes
        if _covers(change, older, newer, label) and (change.material or not material)
    ]


def _judged_change(
    changes: tuple[Change, ...], older: Paper, newer: Paper, label: Mapping[str, Any]
) -> Judgement:
    hits = _hits(changes, older, newer, label)
    material = any(change.material for change in hits)
    kinds = {change.kind.value for change in hits}
    changed = label.get("kind") in {"added", "removed", "edited"}
    return judged(
        "changes",
        labelled=changed,
        proposed=bool(hits) if changed else material,
        right=material == bool(label.get("material")) and label.get("kind") in kinds,
        expected=f"{label.get('id')}: {label.get('kind')}, {_weight(bool(label.get('material')))}",
        got=", ".join(f"{change.kind}, {_weight(change.material)}" for change in hits[:3]),
        counts=False,
    )


def _weight(material: object) -> str:
    return "material" if material else "not material"


def _covers(change: Change, older: Paper, newer: Paper, label: Mapping[str, Any]) -> bool:
    return _holds(older, change.old, label.get("old")) and _holds(
        newer, change.new, label.get("new")
    )


def _holds(paper: Paper, passage: Passage | None, anchor: object) -> bool:
    if not anchor:
        return True
    return passage is not None and any(one.overlaps(passage) for one in paper.find(str(anchor)))


def _of_found(
    paper: Paper, item_id: str, label: Mapping[str, Any], proposal: Proposal
) -> Iterator[Judgement]:
    first = Proposal(item_id, proposal.places[:1], proposal.strength, "", 0)
    placed = "there" if _placed(paper, first, label) else "elsewhere"
    yield _aside("first place", item_id, "there", placed)
    if label.get("strength"):
        yield _aside("strength", item_id, str(label["strength"]), proposal.strength.value)
    if "value" in label:
        yield _aside("time", item_id, _time(label["value"]), _read_time(proposal))


def _aside(element: str, item_id: str, expected: str, got: str) -> Judgement:
    return judged(
        element,
        labelled=True,
        proposed=True,
        right=expected == got,
        expected=f"{item_id}: {expected}",
        got=got,
        counts=False,
    )


def _entries(elements: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for item_id, label in elements.items() if isinstance(elements, dict) else ():
        if isinstance(label, dict):
            yield item_id, label


def _placed(paper: Paper, proposal: Proposal, label: Mapping[str, Any]) -> bool:
    anchors = list(paper.find(str(label.get("anchor") or "")))
    return any(anchor.overlaps(place.clause) for anchor in anchors for place in proposal.places)


def _said(proposal: Proposal | None) -> str:
    return " // ".join(place.passage.words[:160] for place in proposal.places) if proposal else ""


def _time(value: object) -> str:
    if not isinstance(value, dict):
        return "none"
    unit = str(value.get("unit", "")).removeprefix("calendar ")
    return f"{value.get('number')} {unit}"


def _read_time(proposal: Proposal) -> str:
    return f"{proposal.value.number} {proposal.value.unit}" if proposal.value else "none"
