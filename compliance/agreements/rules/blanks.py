"""Blanks that a client's own paper was left with: where they stand, and whether they are meant."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compliance.agreements.rules.theirs import ReviewRefused

AROUND = 60
"""How many characters are shown on either side of a blank."""

MEANT = "Say that the blanks are meant to stay as they are, or ask the client to fill them in."
# Words that a square bracket may hold in a paper that is finished.
_FINISHED = (
    r"(?i:reserved|this page|intentionally|omitted|sic\b|remainder|signatures?\b|end of|seal\b"
    r"|page \d|emphasis|citation)"
)
_ASKED = (
    r"(?i:insert|enter|fill|choose|select|specify|describe|reference|optional|name|date|address"
    r"|number|amount|state|title|tbd|to be|your|client|party|the parties)\b"
)
_KINDS = (
    r"_(?:[_\s]*_){2,}",  # ____, and broken lines of it
    r"(?<=\d\d)__(?!\w)",  # 20__
    r"\[\s*(?:\.{2,}|…|[_•●■*\s]+)*\s*\]",  # […], [ ], [•]
    r"\{\{[^{}]{1,80}\}\}|\$\{[^{}]{1,80}\}|«[^«»]{1,80}»|<<[^<>]{1,80}>>",
    rf"\[(?!\s*{_FINISHED})(?:[A-Z][^\[\]]{{1,300}}|{_ASKED}[^\[\]]{{0,300}}|[xX]{{2,}})\]",
    rf"<{_ASKED}[^<>]{{0,80}}>",
    r"\.{6,}+(?!\s*\d+\s*$)|…{2,}+(?!\s*\d+\s*$)",  # dots, but not those of a table of contents
    r"\bTBD\b|\b(?:MM|DD)/(?:DD|MM)/YYYY\b|\bX{2,}/X{2,}/X{2,}\b",
)
_BLANK = re.compile("|".join(f"(?:{kind})" for kind in _KINDS), re.MULTILINE)
# The page for the signatures takes the place of these lines.
_TO_SIGN = re.compile(
    r"(?i)(?:\bby|\bsignature|\bsigned(?: by)?|\bname|\btitle|\bdate[d]?|\bits|\bprinted name"
    r"|\bprint name|\bcapacity)(?:\s*\([^)]*\))?\s*[:/]?\s*$"
)
_TICKED = re.compile(r"(?i)\[x\]")
_ON_A_LINE = re.compile(r"^[_.…\s]+$")


@dataclass(frozen=True, slots=True)
class Blank:
    """One place that nobody filled in: its page (or paragraph), counted from 1, and its words.

    `before` and `after` are what stands around it, for whoever looks for it.
    """

    page: int
    before: str
    words: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}{self.words}{self.after}"


def find_blanks(pages: Sequence[Sequence[str]]) -> tuple[Blank, ...]:
    """Every blank of a paper, given as paragraphs by page, but for the lines to sign on.

    Only what is written can be found: a gap of white space, or a line that is drawn, is not.
    """
    return tuple(
        blank
        for number, paragraphs in enumerate(pages, 1)
        for text in paragraphs
        for blank in _blanks_in(text, number)
    )


def check_blanks(blanks: Iterable[Blank], *, meant: bool) -> None:
    """Refuse with `ReviewRefused` a paper with blanks of which nobody said that they are meant."""
    if not meant and any(True for _ in blanks):
        raise ReviewRefused(MEANT)


def _blanks_in(text: str, page: int) -> Iterator[Blank]:
    for found in _BLANK.finditer(text):
        start, end = found.span()
        before = text[:start]
        if _is_to_sign(found[0], before, text[end:]) or _is_box(found[0], before, text):
            continue
        yield Blank(
            page=page,
            before=("…" if start > AROUND else "") + before[-AROUND:].lstrip(),
            words=found[0],
            after=text[end : end + AROUND].rstrip() + ("…" if len(text) - end > AROUND else ""),
        )


def _is_to_sign(words: str, before: str, after: str) -> bool:
    """Whether it is a line to sign on: after a word that says so, or with nothing beside it."""
    if not _ON_A_LINE.match(words):
        return False
    return bool(_TO_SIGN.search(before)) or not (before.strip() or after.strip())


def _is_box(words: str, before: str, text: str) -> bool:
    """Whether it is a box that was left without a tick, among choices."""
    return words == "[ ]" and (not before.strip() or bool(_TICKED.search(text)))
