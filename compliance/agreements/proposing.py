"""Reads the client's paper in a child and turns what it says into plain values. For workers."""

from pathlib import Path
from typing import Any

from compliance.agreements.rules.finding import Proposals, propose
from compliance.agreements.rules.theirs import LONGEST_WORDS, NO_TEXT
from compliance.reading.extracting import PaperKind, Unreadable, extract
from compliance.reading.rules import Paper


def read_paper(path: Path, *, kind: PaperKind) -> dict[str, Any]:
    """What `actions.note_reading` keeps of the file; `unread` says why there is no text."""
    try:
        paper = extract(path, kind=kind)
    except Unreadable as why:
        return _nothing(str(why))
    if paper.is_scan:
        return _nothing(NO_TEXT)
    found = propose(paper)
    return {
        "pages": _pages(paper),
        "proposals": _proposals(found),
        "notice": _notice(found),
        "unread": "",
    }


def _nothing(why: str) -> dict[str, Any]:
    return {"pages": [], "proposals": {}, "notice": None, "unread": why}


def _pages(paper: Paper) -> list[list[str]]:
    """The paragraphs of each page, as they begin on it."""
    pages: list[list[str]] = [[] for _ in paper.pages]
    for clause in paper.clauses:
        pages[paper.page_at(clause.start) - 1].append(clause.text)
    return pages


def _proposals(found: Proposals) -> dict[str, dict[str, Any]]:
    return {
        one.element: {
            "page": one.passage.page if one.passage else None,
            "words": one.passage.words[:LONGEST_WORDS] if one.passage else "",
            "confidence": one.confidence,
        }
        for one in found.elements
    }


def _notice(found: Proposals) -> dict[str, Any] | None:
    if found.clock is None:
        return None
    clock = found.clock
    return {
        "number": clock.number,
        "unit": clock.unit,
        "page": clock.passage.page,
        "words": clock.passage.words,
        "too_long": clock.too_long,
    }
