"""What shows that a duty is carried out, or does not apply, and who may accept it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from compliance.cuecs.rules.standing import DutyRefused
from engagements.lifecycle.rules import Party

LONGEST_DAYS = 365
"""How long an answer counts: a year, as the report it belongs to is used. Then it is shown anew."""


class AnswerKind(StrEnum):
    """In which way a duty is answered."""

    FILE = "file"
    LINK = "link"
    STATEMENT = "statement"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The kind as people read it."""
        return _LABELS[self]


@dataclass(frozen=True, kw_only=True)
class AnswerFacts:
    """One answer: what it is, who gave it for which side, and until when it is to count."""

    kind: AnswerKind
    given_by_id: str
    side: Party
    words: str
    link: str
    has_file: bool
    counts_until: date


def check_answer(answer: AnswerFacts, *, owner_side: Party, today: date) -> None:
    """Refuse, for every reason at once, an answer that shows nothing."""
    DutyRefused.if_any(_problems(answer, owner_side, today))


def check_acceptance(answer: AnswerFacts, *, accepted_by_id: str, today: date) -> None:
    """Refuse an acceptance by whoever gave the answer, or of one that counts no longer.

    Two people look at every answer, at one that says "does not apply" as at any other.
    """
    if accepted_by_id == answer.given_by_id:
        raise DutyRefused("You gave this answer. Somebody else has to accept it.")
    if answer.counts_until < today:
        raise DutyRefused("The last day on which this answer counts is over. Ask for a new one.")


def check_return(reason: str) -> None:
    """Refuse to return an answer without saying what is missing."""
    if not reason.strip():
        raise DutyRefused("Say what is missing, so that whoever answered knows what to do.")


def _problems(answer: AnswerFacts, owner_side: Party, today: date) -> Iterator[str]:
    if owner_side is Party.NOBODY:
        yield "Give this duty an owner and a date first."
    yield from _lacks(answer)
    if owner_side not in {answer.side, Party.NOBODY}:
        yield from _of_the_other_side(answer.kind)
    days = (answer.counts_until - today).days
    if days < 0:
        yield "Its last day lies in the past."
    elif days > LONGEST_DAYS:
        yield f"It may count for {LONGEST_DAYS} days at most; then it is shown again."


def _of_the_other_side(kind: AnswerKind) -> Iterator[str]:
    if kind is AnswerKind.STATEMENT:
        yield "A statement is made by the side whose duty it is. Attach a file or a link instead."
    if kind is AnswerKind.NOT_APPLICABLE:
        yield "That it does not apply is said by the side whose duty it is."


def _lacks(answer: AnswerFacts) -> Iterator[str]:
    if answer.kind is AnswerKind.FILE and not answer.has_file:
        yield "Attach the file that shows it."
    if answer.kind is AnswerKind.LINK and not answer.link:
        yield "Give the address that shows it."
    if answer.kind is AnswerKind.STATEMENT and not answer.words:
        yield "State in your own words how it is carried out."
    if answer.kind is AnswerKind.NOT_APPLICABLE and not answer.words:
        yield "Say why it does not apply to this engagement."


_LABELS = {
    AnswerKind.FILE: "A file",
    AnswerKind.LINK: "A link",
    AnswerKind.STATEMENT: "A statement",
    AnswerKind.NOT_APPLICABLE: "It does not apply here",
}
