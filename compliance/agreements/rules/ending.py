"""Ending an agreement: declining it, making it void, terminating it; each with its reason."""

from datetime import date

from compliance.agreements.rules.signing import TURN, Side
from compliance.agreements.rules.states import AgreementState, Step, advance
from engagements.lifecycle.rules import Refused

NEEDS_REASON = frozenset(
    {
        AgreementState.DECLINED,
        AgreementState.VOID,
        AgreementState.REASSIGNED,
        AgreementState.REPLACED,
        AgreementState.TERMINATED,
    }
)
"""The states into which an agreement only comes by a person who says why."""


class EndingRefused(Refused):
    """This person cannot end this agreement, or did not say why."""


def check_declining(
    *, state: AgreementState, by_id: str, signatory_ids: dict[Side, str], reason: str
) -> AgreementState:
    """Give the state after declining; only the signatory whose turn it is may decline.

    Raises `StepRefused` where nobody is asked to sign, `EndingRefused` for everybody else and
    without a reason.
    """
    after = advance(state, Step.DECLINE)
    (side,) = [side for side in Side if TURN[side] is state]
    if by_id != signatory_ids[side]:
        raise EndingRefused("Only the signatory whose turn it is can decline this agreement.")
    _check_reason(reason)
    return after


def check_voiding(*, state: AgreementState, reason: str) -> AgreementState:
    """Give the state after making it void; possible until both have signed, and with a reason."""
    after = advance(state, Step.MAKE_VOID)
    _check_reason(reason)
    return after


def check_replacing(*, state: AgreementState, reason: str) -> AgreementState:
    """Give the state after a changed version took its place; until both signed, with a reason."""
    after = advance(state, Step.REPLACE)
    _check_reason(reason)
    return after


def check_termination(
    *, state: AgreementState, reason: str, ended_on: date, effective_on: date
) -> AgreementState:
    """Give the state after termination on `ended_on`, the first day it is no longer in force."""
    after = advance(state, Step.TERMINATE)
    _check_reason(reason)
    if ended_on < effective_on:
        raise EndingRefused("It cannot end before the day on which it takes effect.")
    return after


def check_paper(*, state: AgreementState, by_id: str, client_signatory_id: str) -> None:
    """Refuse to take a wish for paper from anybody but the client's signatory, while asked."""
    if state is not TURN[Side.CLIENT] or by_id != client_signatory_id:
        raise EndingRefused("Only the client's signatory can ask for paper, before signing.")


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise EndingRefused("Say why. The other side reads it, and the record keeps it.")
