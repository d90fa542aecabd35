"""Finds the sections of a report: the table of contents is told from what it points to."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from compliance.vendors.rules.reading import titles
from compliance.vendors.rules.reading.layout import Piece, Sheets

_CONTENTS = re.compile(
    r"(table of |list of )?contents|index|((what is|what['’]s) )?in(side)? this (report|document)"
    r"|(what is|what['’]s) inside|overview of (contents|this report)"
    r"|(list of )?(parts|sections|chapters)( of this report)?|structure of (the|this) report"
    r"|how this report is organi[sz]ed|report (outline|structure)",
    re.IGNORECASE,
)
_LEAST_ENTRIES = 4  # with page numbers of their own
_NUMBERS_WIDE = 40.0  # how far apart page numbers may end
_LISTED_SHARE = 0.7
_LEAST_LISTED = 3  # sections on one page without a text
_MOST_LISTED = 30
_LEADERS = re.compile(r"(?:[\s\u2060]*(?:\.|·|…|_)){2,}[\s\u2060]*\d*$|[\s\u2060]+\d{1,3}$")
_PAGE_NUMBER = re.compile(r"(?:^|[\s\u2060.·…_])(\d{1,3})$")
_LONGEST_HEADING = 16
_SHORTEST_TITLE = 4
_SAME_INDENT = 4.0


class Section:
    """Names of the sections, as keys."""

    AUDITOR = "auditor_report"
    ASSERTION = "assertion"
    DESCRIPTION = "description"
    TESTS = "tests"
    OTHER = "other"


_KINDS = {
    Section.OTHER: re.compile(titles.OTHER, re.IGNORECASE),
    Section.ASSERTION: re.compile(titles.ASSERTION, re.IGNORECASE),
    Section.TESTS: re.compile(titles.TESTS, re.IGNORECASE),
    Section.AUDITOR: re.compile(titles.AUDITOR, re.IGNORECASE),
    Section.DESCRIPTION: re.compile(titles.DESCRIPTION, re.IGNORECASE),
}


@dataclass(frozen=True)
class Outline:
    """A document with its table of contents and its headings told apart from the text."""

    sheets: Sheets

    @cached_property
    def contents(self) -> frozenset[int]:
        """Indexes of the pieces that are the table of contents."""
        return frozenset(self._contents())

    @cached_property
    def titles(self) -> frozenset[str]:
        """What the table of contents lists."""
        listed = (plain(self.sheets.texts[i]) for i in self.contents)
        return frozenset(title for title in listed if len(title) > _SHORTEST_TITLE)

    @cached_property
    def starts(self) -> dict[str, int]:
        """The index of the piece with which each section begins, as far as found."""
        found: dict[str, int] = {}
        for name in _KINDS:
            candidates = [p for p in self._main_headings if _section(self.text(p)) == name]
            if candidates:
                found[name] = candidates[0].index
        for name, sentence in _SENTENCES.items():
            if name not in found:
                start = self._sentence(sentence)
                if start is not None:
                    found[name] = start
        if Section.DESCRIPTION not in found:
            found |= self._described(found)
        return dict(sorted(found.items(), key=lambda entry: entry[1]))

    def _described(self, found: dict[str, int]) -> dict[str, int]:
        """A part with a title of its own, after the assertion and before the tests."""
        if not {Section.ASSERTION, Section.TESTS} <= found.keys():
            return {}
        first, last = found[Section.ASSERTION], found[Section.TESTS]
        least = 0.93 * self.sheets.pieces[last].size
        between = (p for p in self.headings if first < p.index < last and p.size >= least)
        part = next((p for p in between if _NUMBERED.match(self.text(p))), None)
        return {Section.DESCRIPTION: part.index} if part else {}

    def text(self, piece: Piece) -> str:
        """The text of a piece."""
        return self.sheets.texts[piece.index]

    def within(self, *names: str) -> list[Piece]:
        """The pieces of these sections, in order."""
        return [p for p in self.body if self.section_of(p.index) in names]

    @cached_property
    def body(self) -> list[Piece]:
        """All pieces that are not the table of contents."""
        return [p for p in self.sheets.pieces if p.index not in self.contents]

    def section_of(self, index: int) -> str:
        """The section in which a piece stands; the cover has none."""
        return self._section_at.get(index, "")

    @cached_property
    def _section_at(self) -> dict[int, str]:
        bounds = [*self.starts.items(), ("", len(self.sheets.pieces))]
        return {
            index: name
            for (name, start), (_, end) in pairwise(bounds)
            for index in range(start, end)
        }

    def is_heading(self, piece: Piece) -> bool:
        """Whether it is a heading, by its size, its form or the table of contents."""
        text = self.text(piece)
        if not _could_head(text):
            return False
        if plain(text) in self.titles or piece.size > 1.09 * self.sheets.body_size:
            return True
        return len(piece.lines) == 1 and _is_title(text)

    def is_title_listed(self, piece: Piece) -> bool:
        """Whether the table of contents lists it."""
        return plain(self.text(piece)) in self.titles

    @cached_property
    def headings(self) -> list[Piece]:
        """Every heading, in order."""
        return [piece for piece in self.body if self.is_heading(piece)]

    @cached_property
    def _main_headings(self) -> list[Piece]:
        """Headings of sections: those as large as the largest that name a section."""
        named = [
            p
            for p in self.headings
            if (p.page > 1 or _NUMBERED.match(self.text(p))) and _section(self.text(p))
        ]
        if not named:
            return []
        opening = [p.size for p in named if _section(self.text(p)) == Section.AUDITOR]
        least = 0.93 * max(opening or [p.size for p in named])
        return [
            p
            for p in named
            if p.size >= least
            or _NUMBERED.match(self.text(p))
            or plain(self.text(p)) in self._top_titles
        ]

    @cached_property
    def _top_titles(self) -> frozenset[str]:
        """What the table of contents lists furthest to the left, where it has more than a level."""
        listed = [p for p in self.sheets.pieces if p.index in self.contents]
        named = [p for p in listed if len(plain(self.text(p))) > _SHORTEST_TITLE]
        left = min((p.left for p in named), default=0.0)
        top = [p for p in named if p.left <= left + _SAME_INDENT]
        listed_top = frozenset(plain(self.text(p)) for p in top)
        return listed_top if len(top) < len(named) else frozenset()

    def _sentence(self, pattern: re.Pattern[str]) -> int | None:
        for piece in self.body:
            if pattern.search(self.text(piece)):
                return self._page_start(piece)
        return None

    def _page_start(self, piece: Piece) -> int:
        return next(p.index for p in self.body if p.page == piece.page)

    def _contents(self) -> Iterable[int]:
        inside = 0
        for page in range(1, min(self.sheets.pages, 14) + 1):
            pieces = self.sheets.on(page)
            opening = next((p for p in pieces if _CONTENTS.fullmatch(self._bare(p))), None)
            listed = [p for p in pieces if self._is_listed(p)]
            if opening and (len(listed) >= 2 or not self._has_prose(pieces, opening)):
                inside = page
                yield from (p.index for p in pieces if p.index >= opening.index)
            elif (inside == page - 1 and inside and len(listed) > 0.6 * len(pieces)) or (
                self._points_on(page, pieces) or self._lists_sections(page, pieces)
            ):
                inside = page
                yield from (p.index for p in pieces)

    def _points_on(self, page: int, pieces: tuple[Piece, ...]) -> bool:
        """Whether a page without such a title is nothing but entries that point to later pages."""
        ends = [(p, m) for p in pieces if (m := _PAGE_NUMBER.search(self.text(p)))]
        numbers = [int(match[1]) for _, match in ends]
        if len(set(numbers)) < _LEAST_ENTRIES or not page <= numbers[0] <= numbers[-1]:
            return False
        right = max(piece.right for piece in pieces)
        alone = sum(1 for piece, _ in ends if self.text(piece).isdigit())
        return (
            numbers[-1] <= self.sheets.pages
            and all(a <= b for a, b in pairwise(numbers))
            and all(piece.right > right - _NUMBERS_WIDE for piece, _ in ends)
            and len(numbers) + alone >= _LISTED_SHARE * len(pieces)
        )

    def _lists_sections(self, page: int, pieces: tuple[Piece, ...]) -> bool:
        """Whether a page is nothing but titles of sections, without their pages."""
        texts = [self.text(piece) for piece in pieces]
        named = {_section(text) for text in texts} - {""}
        brief = all(
            len(text.split()) <= _LONGEST_HEADING and not re.search(r" .*[a-z]{2}\.$", text)
            for text in texts
        )
        return page > 1 and brief and len(named) >= _LEAST_LISTED and len(texts) <= _MOST_LISTED

    def _has_prose(self, pieces: Iterable[Piece], opening: Piece) -> bool:
        return any(len(self.text(p).split()) > 40 for p in pieces if p.index > opening.index)

    def _bare(self, piece: Piece) -> str:
        return _LEADERS.sub("", self.text(piece)).strip()

    def _is_listed(self, piece: Piece) -> bool:
        text = self.text(piece)
        return bool(_LEADERS.search(text)) or self._repeats[plain(text)] > 1

    @cached_property
    def _repeats(self) -> Counter[str]:
        return Counter(plain(text) for text in self.sheets.texts)


_SENTENCES = {
    Section.AUDITOR: re.compile(r"\bwe (have|were) (examined|engaged|audited)\b", re.IGNORECASE),
    Section.ASSERTION: re.compile(r"\bwe (have prepared|confirm|assert)\b", re.IGNORECASE),
}
_NUMBERED = re.compile(
    r"(section|part|chapter)\b|[IVX]{1,4}[.:\s]|[1-5](?:[.:](?!\d)|\.0\b|\s)|[A-E][.)]\s", re.I
)


def plain(text: str) -> str:
    """A title as it can be compared: without leaders, page numbers, case and marks."""
    return re.sub(r"\W+", "", _LEADERS.sub("", text)).casefold()


def _section(text: str) -> str:
    words = text.replace("’", "'")
    if re.search(
        r"\bresponsibilit|\binherent|\bsubservice|\buser entit|complementary", words, re.I
    ):
        return ""
    return next((name for name, pattern in _KINDS.items() if pattern.search(words)), "")


def _could_head(text: str) -> bool:
    words = text.split()
    if not words or len(words) > 2 * _LONGEST_HEADING or re.search(r"[;,]$|[a-z]{3,}\.$", text):
        return False
    return bool(re.match(r"[A-Z0-9§\"“(]", text)) and bool(re.search(r"[A-Za-z]{3}", text))


_SMALL = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "its", "of", "on"])
_SMALL |= {"or", "that", "the", "to", "with", "not"}


def _is_title(text: str) -> bool:
    """Whether it looks like a title although its print is that of the text."""
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    if len(words) > _LONGEST_HEADING or re.search(r"[.:]$", text):
        return False
    large = [word for word in words if word[0].isupper()]
    small = [word for word in words if word not in large and word not in _SMALL]
    return bool(large) and len(large) >= len(small)
