"""One agreement that follows another: passed on, changed before it was signed, or amended after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from compliance.agreements.rules.ending import EndingRefused
from compliance.agreements.rules.sending import FOUR_EYES
from compliance.agreements.rules.signing import TURN, Side
from compliance.agreements.rules.states import AgreementState, Step, advance
from compliance.evidence.rules import show_date


class PassingOnRefused(EndingRefused):
    """This person cannot pass this agreement on, or not to that person; names every reason."""


@dataclass(frozen=True, kw_only=True)
class PassingOn:
    """What is true when a signatory hands an agreement to somebody else. People are ids.

    `said` is the statement of consent as it was sent, `words` the one that belongs there.
    """

    state: AgreementState
    by_id: str
    signatory_ids: dict[Side, str]
    sender_id: str
    to_id: str
    may_sign: frozenset[str]
    reason: str
    said: str
    words: str
    four_eyes: bool = False


def consent_to_pass_on(name: str, organisation: str) -> str:
    """Give the statement by which a signatory lets somebody else sign in their place."""
    return (
        f"I pass this agreement on to {name}, to sign it for {organisation}, and agree that they "
        "sign in my place."
    )


def check_passing_on(passing: PassingOn) -> AgreementState:
    """Give the state after it; only the signatory whose turn it is may, and only with consent.

    Raises `StepRefused` where nobody is asked to sign, `PassingOnRefused` for everything else.
    """
    after = advance(passing.state, Step.PASS_ON)
    (side,) = [side for side in Side if TURN[side] is passing.state]
    if passing.by_id != passing.signatory_ids[side]:
        raise PassingOnRefused("Only the signatory whose turn it is can pass this agreement on.")
    PassingOnRefused.if_any((*_about_the_person(passing, side), *_about_the_consent(passing)))
    return after


def _about_the_person(passing: PassingOn, side: Side) -> Iterator[str]:
    if passing.to_id == passing.by_id:
        yield "Choose somebody else than yourself."
    elif passing.to_id in passing.signatory_ids.values():
        yield "That person signs for the other side."
    if passing.to_id not in passing.may_sign:
        yield f"That person is not a signatory of the {side}."
    if passing.to_id == passing.sender_id and side is Side.CLIENT:
        yield "Whoever sent the agreement cannot sign it for the client."
    if passing.to_id == passing.sender_id and side is Side.PARTNER and passing.four_eyes:
        yield FOUR_EYES


def _about_the_consent(passing: PassingOn) -> Iterator[str]:
    if not passing.reason.strip():
        yield "Say why. The other side reads it, and the record keeps it."
    if passing.said != passing.words:
        yield f"Nothing was passed on. Confirm: “{passing.words}”"


def restating_words(title: str, executed_on: date, sha256: str) -> str:
    """Give the clause, as Markdown, by which an agreement takes the place of an executed one."""
    return (
        f"**Amended and restated.** From the day it takes effect this agreement amends and "
        f"restates the {title} between the parties that was executed on {show_date(executed_on)} "
        f"(SHA-256 of the document signed then: {sha256}), and takes its place. Rights and duties "
        f"that arose before that day stay."
    )
