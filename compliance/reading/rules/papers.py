"""A paper that can be searched: one text with single spaces, each place of it on its page."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from compliance.reading.rules.clauses import Body, Clause, compose
from compliance.reading.rules.pages import Page, Passage
from compliance.reading.rules.sentences import sentences

_LEAST_LETTERS = 25
"""Pages with fewer letters and digits than this, on average, are pictures of text."""


@dataclass(frozen=True)
class Paper:
    """The pages of a document; `marked` says that they are Markdown.

    `text` is the whole with single spaces, without running heads and feet, with words joined
    that were parted at the end of a line; every offset counts in it.
    """

    pages: tuple[Page, ...]
    marked: bool = False

    @cached_property
    def body(self) -> Body:
        return compose(self.pages, marked=self.marked)

    @property
    def text(self) -> str:
        return self.body.text

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The pieces of the text in order; each knows the one it stands under."""
        return self.body.clauses

    @property
    def is_scan(self) -> bool:
        """Whether there is no text to read, only pictures of it."""
        letters = sum(char.isalnum() for page in self.pages for char in page.text)
        return letters < _LEAST_LETTERS * max(1, len(self.pages))

    def page_at(self, offset: int) -> int:
        """The page on which this place of the text stands."""
        begins = self.body.begins
        i = bisect_right(begins, offset, key=lambda begin: begin[0])
        return begins[max(0, i - 1)][1] if begins else 1

    def passage(self, start: int, end: int) -> Passage:
        """The words from `start` to `end`."""
        return Passage(self.page_at(start), start, end, self.text[start:end])

    def find(self, words: str, *, page: int | None = None) -> Iterator[Passage]:
        """Every place where these words stand, compared by letters and digits alone.

        So white space, hyphens, quotation marks and case make no difference. With `page`, only
        places that begin on it.
        """
        wanted = _letters(words)
        if not wanted:
            return
        letters, places = self._letters
        at = letters.find(wanted)
        while at >= 0:
            passage = self.passage(places[at], places[at + len(wanted) - 1] + 1)
            if page is None or passage.page == page:
                yield passage
            at = letters.find(wanted, at + 1)

    def sentences(self, clause: Clause) -> Iterator[Passage]:
        """The sentences of a clause."""
        for start, end in sentences(clause.text):
            yield self.passage(clause.start + start, clause.start + end)

    def above(self, clause: Clause) -> Iterator[Clause]:
        """The clauses it stands under, nearest first: a lead-in, a title, a chapter."""
        parent = clause.parent
        while parent is not None:
            yield self.clauses[parent]
            parent = self.clauses[parent].parent

    def below(self, clause: Clause) -> Iterator[Clause]:
        """Every clause that stands under it, in order."""
        inside = {clause.index}
        for other in self.clauses[clause.index + 1 :]:
            if other.parent not in inside:
                return
            inside.add(other.index)
            yield other

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        places = [i for i, char in enumerate(self.text) if char.isalnum()]
        return "".join(_one_letter(self.text[i]) for i in places), places


def _letters(words: str) -> str:
    return "".join(_one_letter(char) for char in words if char.isalnum())


def _one_letter(char: str) -> str:
    """In small letters, where that is still one character."""
    small = char.casefold()
    return small if len(small) == 1 else char


def paper_of(text: str, *, marked: bool = False) -> Paper:
    """A paper of one page, or of several parted by form feeds."""
    pages = (Page(i, part) for i, part in enumerate(re.split("\f", text), 1))
    return Paper(tuple(pages), marked=marked)
