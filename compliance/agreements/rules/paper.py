"""Signing on paper: what was signed by hand is recorded by one person and confirmed by another."""

from dataclasses import dataclass
from datetime import date

from compliance.agreements.rules.states import AgreementState, Step, advance
from engagements.lifecycle.rules import Refused


class PaperRefused(Refused):
    """This paper copy cannot be recorded or confirmed; names every reason."""


@dataclass(frozen=True)
class Hand:
    """One signature by hand, as the paper shows it."""

    name: str
    title: str
    signed_on: date


def check_recording(
    *, state: AgreementState, client: Hand, partner: Hand, sent_on: date, today: date
) -> AgreementState:
    """Give the state after a scanned copy was recorded: it waits for a second person.

    Raises `StepRefused` unless the client is asked to sign and has not, `PaperRefused` for dates
    and names that cannot be.
    """
    after = advance(state, Step.RECORD_PAPER)
    reasons = []
    for side, hand in (("client", client), ("partner", partner)):
        if not (hand.name.strip() and hand.title.strip()):
            reasons.append(f"Say who signed for the {side}, and in what capacity.")
        if not sent_on <= hand.signed_on <= today:
            reasons.append(f"The {side} cannot have signed before it was sent, or after today.")
    PaperRefused.if_any(reasons)
    return after


def check_confirming(*, state: AgreementState, by_id: str, recorded_by_id: str) -> AgreementState:
    """Give the state after a second person compared the scan with what was sent: to be sealed."""
    after = advance(state, Step.CONFIRM_PAPER)
    if by_id == recorded_by_id:
        raise PaperRefused("You recorded this copy. Somebody else has to confirm it.")
    return after


def check_compared(compared: str, waiting: str) -> None:
    """Refuse with `PaperRefused` to confirm a scan that is not the one that was looked at."""
    if compared != waiting:
        raise PaperRefused(
            "Another copy was recorded since this page was opened. Compare that one, then confirm."
        )


def check_returning(*, state: AgreementState, reason: str) -> AgreementState:
    """Give the state after the recorded copy was turned down: it is out for signature again."""
    after = advance(state, Step.RETURN_PAPER)
    if not reason.strip():
        raise PaperRefused("Say what is wrong with the copy.")
    return after
