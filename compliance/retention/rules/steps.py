"""The steps before a proof: asked, answered, configured; what may be told of each, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from compliance.retention.rules.comparing import written_down
from engagements.lifecycle.rules import Refused


class Step(StrEnum):
    """What a record is about. `EXPECTED` is a path and a value that a capture has to show."""

    ASKED = "asked"
    ANSWERED = "answered"
    CONFIGURED = "configured"
    EXPECTED = "expected"

    @property
    def label(self) -> str:
        """The step as people read it."""
        return _STEP_LABELS[self]


class Outcome(StrEnum):
    """How a step went. `RETRACTED` says that an earlier record of it was wrong."""

    DONE = "done"
    REFUSED = "refused"
    NOT_NEEDED = "not_needed"
    RETRACTED = "retracted"

    @property
    def label(self) -> str:
        """The outcome as people read it."""
        return _OUTCOME_LABELS[self]


OUTCOMES = {
    Step.ASKED: (Outcome.DONE, Outcome.RETRACTED),
    Step.ANSWERED: (Outcome.DONE, Outcome.REFUSED, Outcome.NOT_NEEDED, Outcome.RETRACTED),
    Step.CONFIGURED: (Outcome.DONE, Outcome.NOT_NEEDED, Outcome.RETRACTED),
    Step.EXPECTED: (Outcome.DONE, Outcome.RETRACTED),
}
"""Which outcomes a step may have."""


class Reach(StrEnum):
    """What a vendor's approval, or a setting, reaches."""

    ORGANISATION = "organisation"
    PROJECT = "project"
    ENDPOINT = "endpoint"

    @property
    def label(self) -> str:
        """The reach as people read it."""
        return _REACH_LABELS[self]


class RetentionRefused(Refused):
    """This cannot be recorded of a retention setting, or this step cannot be taken."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One record of a step. `on` is the day it happened, None where no day belongs to it.

    `who` was asked, answered or set it; `words` are what was said, or why no such step is needed.
    `setting` and `value` are what was set; for `EXPECTED` the path and the value in JSON, with
    `where` the call whose answer has them.
    """

    step: Step
    outcome: Outcome
    on: date | None = None
    who: str = ""
    reach: Reach | None = None
    account: str = ""
    setting: str = ""
    value: str = ""
    where: str = ""
    words: str = ""
    has_file: bool = False


def current(told: Sequence[Statement], step: Step) -> Statement | None:
    """The record of a step that counts: the newest, unless that takes it back. Oldest first."""
    of_step = [one for one in told if one.step is step]
    newest = of_step[-1] if of_step else None
    return None if newest is None or newest.outcome is Outcome.RETRACTED else newest


def answer(told: Sequence[Statement]) -> Statement | None:
    """The vendor's reply that counts: asking again after a refusal opens the question anew."""
    found = current(told, Step.ANSWERED)
    if found and found.outcome is Outcome.REFUSED:
        at = max(i for i, one in enumerate(told) if one is found)
        if any(
            one.step is Step.ASKED and one.outcome is Outcome.DONE for one in list(told)[at + 1 :]
        ):
            return None
    return found


def check_statement(new: Statement, told: Sequence[Statement], *, today: date) -> None:
    """Refuse with `RetentionRefused`, for every reason at once, a record that says too little.

    A later step without the earlier one is refused unless it was said why none was needed.
    """
    if new.outcome not in OUTCOMES[new.step]:
        raise RetentionRefused(f"“{new.step.label}” cannot have this outcome.")
    RetentionRefused.if_any(_problems(new, told, today))
    if new.step is Step.EXPECTED and new.outcome is Outcome.DONE:
        written_down(new.setting, new.value, claim="", source=new.where)


def _problems(new: Statement, told: Sequence[Statement], today: date) -> Iterator[str]:
    if new.on is not None and new.on > today:
        yield "It cannot have happened on a day that is still to come."
    if new.outcome is Outcome.RETRACTED and current(told, new.step) is None:
        yield "There is no record of this step to take back."
    if new.outcome in {Outcome.RETRACTED, Outcome.NOT_NEEDED} and not new.words.strip():
        yield "Say why, so that whoever reads it later can follow."
    if new.outcome in {Outcome.DONE, Outcome.REFUSED}:
        yield from _missing(new)
        yield from _out_of_order(new, told)


def _missing(new: Statement) -> Iterator[str]:
    if new.step is not Step.EXPECTED and new.on is None:
        yield "Give the day on which it happened."
    for name, sentence in _NEEDED[new.step]:
        if not getattr(new, name) and not (name == "words" and new.has_file):
            yield sentence
    if new.step is Step.ANSWERED and new.outcome is Outcome.DONE and new.reach is None:
        yield "Say what the approval reaches: the organisation, a project or an endpoint."


def _out_of_order(new: Statement, told: Sequence[Statement]) -> Iterator[str]:
    asked, answered = current(told, Step.ASKED), answer(told)
    if new.step is Step.ANSWERED and asked and asked.on and new.on and new.on < asked.on:
        yield "The reply has a day before the one on which it was asked for."
    if new.step is Step.CONFIGURED:
        if answered is None:
            yield "Record the vendor's approval first, or say why none is needed."
        elif answered.outcome is Outcome.REFUSED:
            yield "The vendor refused it, so it cannot have been set. Correct the reply first."


_NEEDED = {
    Step.ASKED: (
        ("who", "Say of whom it was asked."),
        ("words", "Write down the words in which it was asked."),
    ),
    Step.ANSWERED: (
        ("who", "Say who at the vendor replied."),
        ("words", "Attach the reply, or write down its words."),
    ),
    Step.CONFIGURED: (
        ("who", "Say who set it."),
        ("account", "Name the account, project or resource that was set."),
        ("setting", "Name the setting."),
        ("value", "Say to which value it was set."),
    ),
    Step.EXPECTED: (
        ("setting", "Write down the path of the value."),
        ("value", "Write down the value that is expected there."),
        ("where", "Say which call's answer has it, or where that is described."),
    ),
}
_STEP_LABELS = {
    Step.ASKED: "Asked of the vendor",
    Step.ANSWERED: "Approved by the vendor",
    Step.CONFIGURED: "Configured",
    Step.EXPECTED: "What a capture has to show",
}
_OUTCOME_LABELS = {
    Outcome.DONE: "Done",
    Outcome.REFUSED: "Refused by the vendor",
    Outcome.NOT_NEEDED: "Not needed",
    Outcome.RETRACTED: "Taken back",
}
_REACH_LABELS = {
    Reach.ORGANISATION: "The whole organisation",
    Reach.PROJECT: "One project or resource",
    Reach.ENDPOINT: "One endpoint or model",
}
