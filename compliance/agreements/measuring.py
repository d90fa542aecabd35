"""Compares what was read out of a business associate agreement with what a careful reader found."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from compliance.agreements.rules.finding import BreachClock, Proposal, propose
from compliance.reading.rules import Judgement, Paper, Passage, judged

CLOCK = "breach_notice_clock"
_SHOWN = 110


def compare_baa(paper: Paper, labels: Mapping[str, Any]) -> Iterator[Judgement]:
    """Judge each labelled element that we know, and the time for the notice of a breach.

    An element is found where the proposed passage shares a character with the label's anchor
    (on one of the label's pages, if it names pages).
    """
    proposals = propose(paper)
    elements = labels.get("elements")
    if isinstance(elements, Mapping):
        for proposal in proposals.elements:
            label = elements.get(proposal.element)
            if isinstance(label, Mapping) and isinstance(label.get("present"), bool):
                yield _judged(paper, proposal, label)
    if CLOCK in labels:
        yield _clock_judged(proposals.clock, labels[CLOCK])


def _judged(paper: Paper, proposal: Proposal, label: Mapping[str, Any]) -> Judgement:
    anchors = list(_anchors(paper, label)) if label["present"] else []
    passage = proposal.passage
    return judged(
        proposal.element,
        labelled=label["present"],
        proposed=passage is not None,
        right=passage is not None and any(passage.overlaps(anchor) for anchor in anchors),
        expected=_expected(label, anchors),
        got=f"{proposal.confidence:.2f} {passage.words[:_SHOWN]}" if passage else "",
    )


def _anchors(paper: Paper, label: Mapping[str, Any]) -> Iterator[Passage]:
    anchor, pages = label.get("anchor"), label.get("pages")
    if not isinstance(anchor, str):
        return
    found = list(paper.find(anchor))
    if isinstance(pages, list) and len(paper.pages) > 1:
        found = [passage for passage in found if passage.page in pages] or found
    yield from found


def _expected(label: Mapping[str, Any], anchors: list[Passage]) -> str:
    if not label["present"]:
        return ""
    words = str(label.get("anchor"))
    return words if anchors else f"{words} (these words were not found in the document)"


def _clock_judged(clock: BreachClock | None, label: object) -> Judgement:
    wanted = _as_words(label) if isinstance(label, Mapping) else ""
    got = f"{clock.number} {clock.unit}" if clock else ""
    return judged(
        CLOCK,
        labelled=bool(wanted),
        proposed=bool(got),
        right=wanted == got,
        expected=wanted,
        got=got,
    )


def _as_words(label: Mapping[str, Any]) -> str:
    """A time of a label in our words: "calendar days" are "days"."""
    unit = " ".join(str(label.get("unit", "")).lower().split())
    unit = re.sub(r"^(calendar|consecutive) ", "", unit)
    unit = re.sub(r"^(working|banking) ", "business ", unit)
    return f"{label.get('number')} {unit if unit.endswith('s') else unit + 's'}"
