"""An agreement is declined, made void or terminated by the right people, with a reason."""

from datetime import date

import pytest

from compliance.agreements.rules import (
    AgreementState,
    EndingRefused,
    Side,
    StepRefused,
    check_declining,
    check_paper,
    check_termination,
    check_voiding,
)

SIGNATORIES = {Side.CLIENT: "sam", Side.PARTNER: "pat"}
DAY = date(2026, 11, 22)


def decline(**changes):
    asked = {"state": AgreementState.SENT, "by_id": "sam", "reason": "Clause 4.7"} | changes
    return check_declining(signatory_ids=SIGNATORIES, **asked)


@pytest.mark.parametrize(
    ("state", "by_id"), [(AgreementState.SENT, "sam"), (AgreementState.CLIENT_SIGNED, "pat")]
)
def test_whoever_is_asked_to_sign_may_decline(state, by_id):
    assert decline(state=state, by_id=by_id) is AgreementState.DECLINED


@pytest.mark.parametrize(
    ("state", "by_id"),
    [
        (AgreementState.SENT, "pat"),
        (AgreementState.SENT, "eve"),
        (AgreementState.CLIENT_SIGNED, "sam"),
    ],
)
def test_nobody_else_may(state, by_id):
    with pytest.raises(EndingRefused, match="whose turn it is"):
        decline(state=state, by_id=by_id)


@pytest.mark.parametrize(
    "state", sorted(set(AgreementState) - {AgreementState.SENT, AgreementState.CLIENT_SIGNED})
)
def test_what_nobody_is_asked_to_sign_cannot_be_declined(state):
    with pytest.raises(StepRefused, match="cannot be declined"):
        decline(state=state)


def test_no_end_without_a_reason():
    with pytest.raises(EndingRefused, match="Say why"):
        decline(reason=" ")
    with pytest.raises(EndingRefused, match="Say why"):
        check_voiding(state=AgreementState.SENT, reason="")


def test_what_both_signed_cannot_be_made_void():
    with pytest.raises(StepRefused, match="cannot be made void"):
        check_voiding(state=AgreementState.COUNTERSIGNED, reason="A mistake")


def test_what_is_out_for_signature_can():
    after = check_voiding(state=AgreementState.CLIENT_SIGNED, reason="A mistake")

    assert after is AgreementState.VOID


def terminate(**changes):
    asked = {"state": AgreementState.EXECUTED, "reason": "The services ended", "ended_on": DAY}
    return check_termination(effective_on=DAY, **asked | changes)


def test_an_executed_agreement_is_terminated():
    assert terminate() is AgreementState.TERMINATED


def test_an_agreement_does_not_end_before_it_begins():
    with pytest.raises(EndingRefused, match="before the day"):
        terminate(ended_on=date(2026, 11, 21))


def test_only_what_was_executed_can_be_terminated():
    with pytest.raises(StepRefused, match="cannot be terminated"):
        terminate(state=AgreementState.SENT)


def test_the_clients_signatory_may_ask_for_paper_until_they_have_signed():
    check_paper(state=AgreementState.SENT, by_id="sam", client_signatory_id="sam")

    with pytest.raises(EndingRefused, match="before signing"):
        check_paper(state=AgreementState.CLIENT_SIGNED, by_id="sam", client_signatory_id="sam")
    with pytest.raises(EndingRefused, match="Only the client's signatory"):
        check_paper(state=AgreementState.SENT, by_id="pat", client_signatory_id="sam")
