"""Reads the client's paper in a child and turns what it says into plain values. For workers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from compliance.agreements.rules import in_plain_signs
from compliance.agreements.rules.finding import Proposals, propose
from compliance.agreements.rules.theirs import LONGEST_WORDS, NO_TEXT, WORD_UNREAD
from compliance.reading.extracting import PaperKind, Unreadable, extract
from compliance.reading.rules import Paper, Paragraphs, paper_of

Place = Callable[[int], int]


def read_paper(path: Path, *, kind: PaperKind) -> dict[str, Any]:
    """What `actions.note_reading` keeps of the file; `unread` says why there is no text.

    Places are counted in pages, in a Word document in paragraphs: it has no pages.
    """
    try:
        paper = extract(path, kind=kind)
    except Unreadable as why:
        return nothing(str(why))
    if paper.is_scan:
        return nothing(WORD_UNREAD if kind is PaperKind.DOCX else NO_TEXT)
    if kind is PaperKind.DOCX:
        paper = paper_of(in_plain_signs(paper.pages[0].text))
        paragraphs = Paragraphs(paper)
        return _read(paper, [[text] for text in paragraphs.texts], paragraphs.at)
    return _read(paper, _pages(paper), paper.page_at)


def nothing(why: str) -> dict[str, Any]:
    """The same for a paper without a text."""
    return {"pages": [], "proposals": {}, "notice": None, "unread": why}


def _read(paper: Paper, pages: list[list[str]], place: Place) -> dict[str, Any]:
    found = propose(paper)
    return {
        "pages": pages,
        "proposals": _proposals(found, place),
        "notice": _notice(found, place),
        "unread": "",
    }


def _pages(paper: Paper) -> list[list[str]]:
    """The paragraphs of each page, as they begin on it."""
    pages: list[list[str]] = [[] for _ in paper.pages]
    for clause in paper.clauses:
        pages[paper.page_at(clause.start) - 1].append(clause.text)
    return pages


def _proposals(found: Proposals, place: Place) -> dict[str, dict[str, Any]]:
    return {
        one.element: {
            "page": place(one.passage.start) if one.passage else None,
            "words": one.passage.words[:LONGEST_WORDS] if one.passage else "",
            "confidence": one.confidence,
        }
        for one in found.elements
    }


def _notice(found: Proposals, place: Place) -> dict[str, Any] | None:
    if found.clock is None:
        return None
    clock = found.clock
    return {
        "number": clock.number,
        "unit": clock.unit,
        "page": place(clock.passage.start),
        "words": clock.passage.words,
        "too_long": clock.too_long,
    }
