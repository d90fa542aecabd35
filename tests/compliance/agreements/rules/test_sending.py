"""An agreement goes out to the right people, once, and not for ever."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from compliance.agreements.rules.sending import (
    LONGEST_SIGNING_DAYS,
    Sending,
    SendingRefused,
    check_sending,
)

TODAY = date(2026, 11, 22)
SENDING = Sending(
    sender_id="carla",
    client_signatory=("sam", "Samuel Sign"),
    partner_signatory=("pat", "Pavel Prime"),
    may_sign_for_client=frozenset({"sam"}),
    may_countersign=frozenset({"pat"}),
    sign_by=TODAY,
    kind="BAA",
    one_is_open=False,
)


def reasons(**changes):
    with pytest.raises(SendingRefused) as refused:
        check_sending(replace(SENDING, **changes), today=TODAY)
    return refused.value.reasons


def test_two_signatories_and_a_day_to_come_are_enough():
    check_sending(SENDING, today=TODAY)


def test_the_partners_signatory_may_send():
    check_sending(replace(SENDING, sender_id="pat"), today=TODAY)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"sender_id": "sam"}, "You send this agreement, so you cannot sign it for the client."),
        ({"may_sign_for_client": frozenset()}, "Samuel Sign is not a signatory of the client."),
        ({"may_countersign": frozenset()}, "Pavel Prime is not a signatory of the partner."),
        ({"sign_by": TODAY - timedelta(days=1)}, "The last day to sign lies in the past."),
        (
            {"one_is_open": True},
            "A BAA is already out for signature. Make it void to send another.",
        ),
        (
            {"sign_by": TODAY + timedelta(days=LONGEST_SIGNING_DAYS + 1)},
            "The last day to sign may be 90 days away at most.",
        ),
    ],
)
def test_each_obstacle_is_told(changes, reason):
    assert reasons(**changes) == (reason,)


def test_one_person_cannot_be_both_signatories():
    told = reasons(
        partner_signatory=("sam", "Samuel Sign"), may_countersign=frozenset({"sam", "pat"})
    )

    assert told == ("Two people have to sign: one for the client, another for the partner.",)


def test_every_obstacle_is_told_at_once():
    assert len(reasons(may_countersign=frozenset(), one_is_open=True, sender_id="sam")) == 3
