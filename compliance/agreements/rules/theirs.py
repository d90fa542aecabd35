"""The client's own paper: what a person has to confirm before it can be signed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from compliance.agreements.rules.elements import (
    BREACH_NOTICE_LIMIT_DAYS,
    Element,
    required_elements,
)
from compliance.agreements.rules.states import AgreementKind
from compliance.reading.rules import HOURS
from engagements.lifecycle.rules import Refused

LONGEST_WORDS = 600
NO_TEXT = (
    "This file has no text that the portal can read: it seems to be a scan. Find each element in "
    "it yourself, and give its page and first words."
)
WORD_UNREAD = (
    "The portal cannot read a text out of this Word document, so there is nothing to be signed. "
    "Ask the client for a PDF of it."
)
_MARKS = re.compile(r"([\\`*_\[\]<>#|~&!{}])")
_LEADING = re.compile(r"^(\d+)([.)])|^([-+])(?=\s)", re.MULTILINE)


class Judgement(StrEnum):
    """What a person says of one required element."""

    HERE = "here"
    MISSING = "missing"


class ReviewRefused(Refused):
    """The review of the client's paper is not done, or does not allow it to be signed."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One element as a person left it: where it stands, or that it is missing."""

    element: str
    judgement: Judgement
    page: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class NoticeTime:
    """The longest time for the notice of a breach; the number is None where none is stated."""

    number: int | None
    unit: str = "days"

    @property
    def too_long(self) -> bool:
        """Whether it is more than the 60 calendar days of 45 CFR 164.410(b)."""
        if self.number is None:
            return False
        return self.number * HOURS[self.unit] > 24 * BREACH_NOTICE_LIMIT_DAYS

    def __str__(self) -> str:
        return "None stated" if self.number is None else f"{self.number} {self.unit}"


def check_decision(decision: Decision, *, pages: int, unit: str = "page") -> None:
    """Refuse with `ReviewRefused` an element that is said to stand nowhere in particular."""
    label = _labels()[decision.element]
    if decision.judgement is Judgement.MISSING:
        return
    if not decision.words.strip():
        raise ReviewRefused(f"{label}: give the first words of the place where it stands.")
    if decision.page is None or not 1 <= decision.page <= pages:
        raise ReviewRefused(f"{label}: give a {unit} from 1 to {pages}.")


def undecided(decisions: Iterable[Decision]) -> tuple[Element, ...]:
    """The required elements of which nobody has said anything yet."""
    decided = {decision.element for decision in decisions}
    return tuple(e for e in required_elements(AgreementKind.BAA) if e.id not in decided)


def check_offering(decisions: Iterable[Decision], notice: NoticeTime | None) -> None:
    """Refuse with `ReviewRefused`, naming everything, what may not go out for signature.

    Every required element has to be confirmed by a person; what is missing has to be put into the
    paper by the client first; a time over 60 days is not lawful (45 CFR 164.410(b)).
    """
    told = list(decisions)
    problems = [f"Not looked at yet: {element.label}." for element in undecided(told)]
    missing = {one.element for one in told if one.judgement is Judgement.MISSING}
    problems += [
        f"Missing: {element.label} ({element.citations[0]}). Ask the client to add it."
        for element in required_elements(AgreementKind.BAA)
        if element.id in missing
    ]
    if notice is None:
        problems.append("Not looked at yet: the time for the notice of a breach.")
    elif notice.too_long:
        problems.append(
            f"{notice} for the notice of a breach is longer than the {BREACH_NOTICE_LIMIT_DAYS} "
            "calendar days after discovery that 45 CFR 164.410(b) allows at most."
        )
    ReviewRefused.if_any(problems)


def confidence_words(confidence: float) -> str:
    """How sure the portal is of a proposal, in words."""
    steps: Mapping[float, str] = {0.85: "Very likely", 0.65: "Likely", 0.0: "Unsure"}
    return next(words for least, words in steps.items() if confidence >= least)


def as_markdown(paragraphs: Iterable[str]) -> str:
    """Text of others as Markdown that shows it as it is, with nothing of it obeyed."""
    return "\n\n".join(_escaped(one) for one in paragraphs if one.strip()) + "\n"


def _escaped(text: str) -> str:
    plain = _MARKS.sub(r"\\\1", text)
    return _LEADING.sub(lambda m: f"\\{m[3]}" if m[3] else f"{m[1]}\\{m[2]}", plain)


def _labels() -> dict[str, str]:
    return {element.id: element.label for element in required_elements(AgreementKind.BAA)}
