"""Results that only point elsewhere, and what stands there: a note, or a row under the control."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compliance.vendors.rules.reading.layout import Piece
from compliance.vendors.rules.reading.results import BARE, RESPONSE
from compliance.vendors.rules.reading.tested import Tested
from compliance.vendors.rules.reading.wording import says_odd

_POINTS = re.compile(
    r"\b(notes?|footnotes?|items?|exceptions?|deviations?|findings?|observations?|remarks?|ref)\b\.?"
    r"\s*(?:no\.?|number|#)?\s*[(\[]?((?-i:[A-Z])?[-.]?\d{1,3}|(?-i:[A-Z]))\b[)\]]?"
    r"\W*(?:below|on .*|in .*)?$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\W*(?:please )?(?:see|refer to|referred to|cf\.?|described|detailed|explained|set out|as"
    r" described) (?:(?:the|our|a) )?(?:\w+ )?(?:below|beneath|under(?:neath)?|overleaf"
    r"|next (?:row|page|line)|following|notes?|footnotes?|remarks?|observations?|findings?"
    r"|exceptions?|deviations?|details?|comments?|box|row)\b.{0,40}",
    re.IGNORECASE,
)
_DETAIL = re.compile(
    r"\W*(?:details? of (?:the )?)?(?:exceptions?|deviations?|findings?|observations?|details?"
    r"|non-?conformit(?:y|ies)|auditor['’]s (?:note|remark))\b",
    re.IGNORECASE,
)
_LEAST = 6  # words of what is told
_FAR = 10  # pieces from a result to what is told under it


@dataclass(frozen=True)
class Pointers:
    """Follows what results point to, in the part with tests."""

    tests: Tested

    def leads_to_one(self, i: int) -> bool:
        """Whether a result that says nothing itself points to words that tell an exception."""
        text = self.tests.texts[i]
        if not self.tests.result_at(i) or not _ELSEWHERE.fullmatch(text):
            return False
        return says_odd(self.told(i, text, self.tests.control_before(i)[0])[0])

    def told(self, i: int, text: str, control: str) -> tuple[str, int]:
        """What a short result points to, and its page; "" if it points to nothing."""
        return self._note(i, text) or self._detail(i, text, control) or ("", 0)

    def _note(self, i: int, text: str) -> tuple[str, int] | None:
        pointer = _POINTS.search(text) if len(text.split()) <= 12 else None
        if not pointer:
            return None
        mark = rf"\W*(?:{pointer[1]}\W*)?[(\[]?{re.escape(pointer[2])}[)\].:]?(?!\w)"
        for j, more in enumerate(self.tests.texts):
            head = re.match(mark, more, re.IGNORECASE)
            if j != i and head and len(more.split()) >= _LEAST:
                return more, self.tests.pieces[j].page
        return None

    def _detail(self, i: int, text: str, control: str) -> tuple[str, int] | None:
        """A row under the control of a result, or a paragraph that opens with its number."""
        if not BARE.fullmatch(text) and not _ELSEWHERE.fullmatch(text):
            return None
        named = re.compile(
            rf"(?:{_DETAIL.pattern})?\W*(?:(?:at|for|in|on|to|of|under|with|re|no\.?)\W+)?"
            rf"(?:the )?(?:control )?{re.escape(control)}(?![\w.-]*\d)\W*",
            re.IGNORECASE,
        )
        for j in self._below(i):
            more = self.tests.texts[j]
            head = named.match(more) if control else None
            if _tells(more[head.end() :] if head else more, named=bool(head)):
                return more[head.end() if head else 0 :], self.tests.pieces[j].page
        return None

    def _below(self, i: int) -> Iterator[int]:
        """The pieces under the row of a result, up to the next control."""
        own = self.tests.pieces[i]
        control = self.tests.control_before(i)[0]
        for j in range(i + 1, min(i + _FAR, len(self.tests.texts))):
            piece = self.tests.pieces[j]
            if self.tests.control_at(j) not in {"", control} or self.tests.is_head(j):
                return
            if RESPONSE.match(self.tests.texts[j]):
                return
            under = piece.page > own.page or piece.top > own.bottom - 1
            if under and piece.left < own.left:
                yield j


def _tells(text: str, *, named: bool) -> bool:
    long = len(text.split()) >= _LEAST
    return long and (named or bool(_DETAIL.match(text)) or says_odd(text))


def level_with(one: Piece, other: Piece) -> bool:
    """Whether two pieces begin at one height."""
    return one.page == other.page and abs(one.top - other.top) < 4
