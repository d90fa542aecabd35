"""Cuts the lines of a document into headings, clauses and items, each under its lead."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from compliance.reading.rules import markup
from compliance.reading.rules.numbering import Label, label_of
from compliance.reading.rules.outline import Piece, Place, Sort
from compliance.reading.rules.pages import Page
from compliance.reading.rules.running import body_lines

_ENDED = re.compile(r"[.:;!?][\"”’')\]]*$|\b(and|or)$")
_CITES = re.compile(r"(sections?|paragraphs?|clauses?|items?|§|\d|\)|CFR)$", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=[a-z])[-‐\u00ad\ufffe\u0002]$")
_LONGEST_HEADING = 90
_NEAR = 4
_FEW_WORDS = 8
_LEADS_ON = re.compile(r"([,–—-]|\b(to|shall|will|must|of|for|in|the|a|by|with))$")
_SMALL = frozenset(["a", "an", "and", "as", "by", "for", "from", "in", "of", "on", "or", "the"])
_SMALL |= {"to", "upon", "with"}
_MOST_WORDS = 14  # of a title that ends like a sentence
_NO_TITLE = re.compile(r"[;,?!]$|__|:\s*\S|\[|@|\d\.$")
_PROSE = re.compile(
    r"\b(shall|will|may|must|is|are|agrees?|has|have|means|following|this|that)\b", re.IGNORECASE
)
_RUN_IN = re.compile(r"(?P<head>[A-Z][^.:;]{2,90}?)(?:[.:]|\s[–—-])\s+(?=[\"“(\[]*[A-Z\d])")
_RULE = re.compile(r"[-_=*\s.~]{3,}$")


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of the text with a start of its own: `start` and `end` count in the whole text.

    `number` is as printed ("4.2", "(b)") and part of the piece, `heading` the title that opens it
    ("Termination for Cause."), `parent` the index of the clause it stands under, or None.
    """

    index: int
    sort: Sort
    number: str
    heading: str
    parent: int | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a paper with single spaces, its clauses, and where each page begins in it."""

    text: str
    clauses: tuple[Clause, ...]
    begins: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Block:
    """A clause while lines are added to it."""

    sort: Sort
    label: Label | None
    level: str
    marked: bool = False
    pieces: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.pieces[-1][1] if self.pieces else ""


def compose(pages: Sequence[Page], *, marked: bool = False) -> Body:
    """Put the body together; `marked` says that the text is Markdown, whose marks are read."""
    text: list[str] = []
    begins: list[tuple[int, int]] = []
    clauses: list[Clause] = []
    place = Place()
    length = 0
    for block in _blocks(_lines(pages, marked=marked), marked=marked):
        start, words, first = length, "", True
        for page, piece in block.pieces:
            joined = _joined(words, piece)
            if not begins or begins[-1][1] != page:
                begins.append((start + len(joined) - len(piece), page))
            words, first = joined, False
        if first or not words.strip():
            continue
        parent = place.enter(Piece(block.sort, block.label, block.level, words), len(clauses))
        number = block.label.printed if block.label else ""
        heading = _heading(words[len(number) :].lstrip(), block.sort)
        clauses.append(
            Clause(
                len(clauses), block.sort, number, heading, parent, start, start + len(words), words
            )
        )
        text.append(words)
        length += len(words) + 1
    return Body(" ".join(text), tuple(clauses), tuple(begins))


@dataclass(frozen=True, slots=True)
class _Line:
    page: int
    text: str
    level: str = ""  # of a heading that is marked as one
    sort: Sort | None = None


def _lines(pages: Sequence[Page], *, marked: bool) -> Iterator[_Line]:
    if not marked:
        for page, lines in zip(pages, body_lines(pages), strict=True):
            yield from (_Line(page.number, " ".join(line.split())) for line in lines)
        return
    for page in pages:
        for text, level, row in markup.plain_lines(page.text):
            sort = Sort.HEADING if level else Sort.ROW if row else None
            yield _Line(page.number, text, f"#{level}" if level else "", sort)


def _blocks(lines: Iterable[_Line], *, marked: bool) -> Iterator[_Block]:
    """Gather lines to blocks: a label, a heading, a row or a blank line begins a new one."""
    block: _Block | None = None
    blank = True
    page = 0
    said = list(lines)
    for at, line in enumerate(said):
        if not line.text or _RULE.match(line.text):
            blank = True
            continue
        apart = blank or line.page != page
        if block and _goes_on(block, line, apart=apart, blank=blank):
            block.pieces.append((line.page, line.text))
        else:
            if block:
                yield block
            block = _opened(line, marked=marked, after=_next(said, at))
        blank, page = False, line.page
    if block:
        yield block


def _goes_on(block: _Block, line: _Line, *, apart: bool, blank: bool) -> bool:
    """Whether `line` carries on the sentence of the block before it."""
    label = label_of(line.text)
    if line.sort or block.sort is Sort.ROW or label:
        return bool(label) and not blank and _cites(label, line.text, block.text)
    small = line.text[:1].islower()
    if block.sort is Sort.HEADING:
        return small and not apart and not block.marked
    cut = not _ENDED.search(block.text)
    titled = _looks_like_heading(line.text)
    if line.page != block.pieces[-1][0]:
        return cut and not titled
    return cut and small if apart else cut or not titled


def _cites(label: Label | None, line: str, before: str) -> bool:
    """Whether the label is a citation that happens to begin a line: "... under Section\n(b) of"."""
    if label is None or not label.printed.startswith("("):
        return False
    return bool(_CITES.search(before) or re.match(r"\s*(of|above|below)\b", line[label.length :]))


def _next(lines: Sequence[_Line], at: int) -> str:
    return next((line.text for line in lines[at + 1 : at + _NEAR] if line.text), "")


def _opened(line: _Line, *, marked: bool, after: str) -> _Block:
    label, pieces = label_of(line.text), [(line.page, line.text)]
    if line.sort is Sort.HEADING:
        return _Block(Sort.HEADING, label, line.level, marked=True, pieces=pieces)
    if line.sort is Sort.ROW:
        return _Block(Sort.ROW, None, "", pieces=pieces)
    rest = line.text[label.length :].strip() if label else line.text
    bullet = label is not None and label.style == "•"
    if not bullet and (_looks_like_heading(rest) or _heads_numbers(label, rest, after)):
        level = "" if label else "H" if rest.isupper() else "bold" if marked else "h"
        return _Block(Sort.HEADING, label, level, pieces=pieces)
    return _Block(Sort.ITEM if label else Sort.PARAGRAPH, label, "", pieces=pieces)


def _heads_numbers(label: Label | None, rest: str, after: str) -> bool:
    """Whether it is a title in small letters: "12. Audit and reports" before "12.1 ...".

    Or "5.1 General authorisation" before a sentence without a number.
    """
    if label is None or not rest[:1].isupper() or len(rest) > _LONGEST_HEADING:
        return False
    if _NO_TITLE.search(rest) or _ENDED.search(rest) or _LEADS_ON.search(rest):
        return False
    below = label_of(after)
    if below is None:
        alone = "." in label.value and after[:1].isupper() and len(rest.split()) <= _FEW_WORDS
        return alone and len(after) > len(rest) and not _PROSE.search(rest)
    return below.value.startswith(f"{label.value}.")


def _looks_like_heading(line: str) -> bool:
    words = re.findall(r"[^\W\d_][\w’'-]*", line)
    if not words or len(line) > _LONGEST_HEADING or _NO_TITLE.search(line):
        return False
    if line.endswith(".") and not 2 <= len(words) <= _MOST_WORDS:
        return False
    if line.isupper():
        return True
    large = [word for word in words if word[0].isupper()]
    small = [word for word in words if word not in large and word not in _SMALL]
    return bool(large) and words[0][0].isupper() and not small and not _PROSE.search(line)


def _heading(words: str, sort: Sort) -> str:
    if sort is Sort.HEADING:
        return words
    match = _RUN_IN.match(words)
    if not match or len(match["head"].split()) > 12 or _PROSE.search(match["head"]):
        return ""
    return match["head"]


def _joined(words: str, piece: str) -> str:
    if not words:
        return piece
    if _HYPHEN.search(words) and piece[:1].islower():
        keep = words[-1] in "-‐" and re.search(r"\b(non|self|third|re|co|sub|de)-$", words)
        return words + piece if keep else words[:-1] + piece
    return f"{words} {piece}"
