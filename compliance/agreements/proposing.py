"""Reads the client's paper in a child and turns what it says into plain values. For workers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.agreements.rules import NO_TEXT, WORD_UNREAD, in_plain_signs
from compliance.agreements.rules.finding import Proposals, propose
from compliance.agreements.rules.theirs import LONGEST_WORDS
from compliance.reading.extracting import PaperKind, Unreadable, extract
from compliance.reading.rules import Paper, Paragraphs, paper_of


@dataclass(frozen=True)
class Text:
    """A paper with a text: its paragraphs by page, and the page on which a place of it stands.

    Of a Word document, which has no pages, each paragraph stands for one.
    """

    paper: Paper
    pages: list[list[str]]
    place: Callable[[int], int]


def read_text(path: Path, *, kind: PaperKind) -> Text:
    """The text of the file; the pages of a PDF carry the boxes of their words.

    Raises `Unreadable` with a sentence, also for pictures of text.
    """
    is_word = kind is PaperKind.DOCX
    paper = extract(path, kind=kind, words=not is_word)
    if paper.is_scan:
        raise Unreadable(WORD_UNREAD if is_word else NO_TEXT)
    if not is_word:
        return Text(paper, _pages(paper), paper.page_at)
    paper = paper_of(in_plain_signs(paper.pages[0].text))
    paragraphs = Paragraphs(paper)
    return Text(paper, [[text] for text in paragraphs.texts], paragraphs.at)


def proposals_of(text: Text) -> tuple[dict[str, dict[str, Any]], dict[str, Any] | None]:
    """Where each element seems to stand, and the time for the notice of a breach."""
    found = propose(text.paper)
    return _proposals(found, text), _notice(found, text)


def _pages(paper: Paper) -> list[list[str]]:
    """The paragraphs of each page, as they begin on it."""
    pages: list[list[str]] = [[] for _ in paper.pages]
    for clause in paper.clauses:
        pages[paper.page_at(clause.start) - 1].append(clause.text)
    return pages


def _proposals(found: Proposals, text: Text) -> dict[str, dict[str, Any]]:
    return {
        one.element: {
            "page": text.place(one.passage.start) if one.passage else None,
            "words": one.passage.words[:LONGEST_WORDS] if one.passage else "",
            "confidence": one.confidence,
        }
        for one in found.elements
    }


def _notice(found: Proposals, text: Text) -> dict[str, Any] | None:
    if found.clock is None:
        return None
    clock = found.clock
    return {
        "number": clock.number,
        "unit": clock.unit,
        "page": text.place(clock.passage.start),
        "words": clock.passage.words,
        "too_long": clock.too_long,
    }
