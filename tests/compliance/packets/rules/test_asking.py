"""Who may ask for a packet, and how."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from compliance.packets.rules import LONGEST_PURPOSE, Asking, PacketRefused, check_asking
from portal.accounts.roles import Role

TODAY = date(2026, 11, 22)
SOUND = Asking(role=Role.CLIENT_OWNER, audience="Harrow & Vale LLP", as_of=TODAY)


def refusal(asking):
    with pytest.raises(PacketRefused) as refused:
        check_asking(asking, today=TODAY)
    return refused.value.reasons


@pytest.mark.parametrize(
    "role",
    [
        Role.CLIENT_OWNER,
        Role.CLIENT_SIGNATORY,
        Role.PARTNER_OWNER,
        Role.PARTNER_SIGNATORY,
        Role.PARTNER_CONSULTANT,
    ],
)
def test_those_with_the_right_may_ask(role):
    check_asking(replace(SOUND, role=role), today=TODAY)


@pytest.mark.parametrize("role", [Role.CLIENT_MEMBER, Role.PARTNER_ENGINEER, Role.AUDITOR])
def test_nobody_else_may(role):
    [reason] = refusal(replace(SOUND, role=role))

    assert reason == f"As {role.label.lower()} you cannot ask for a packet."


def test_it_says_who_it_is_for():
    assert refusal(replace(SOUND, audience="  ")) == (
        "Say who the packet is for; it stands on its cover.",
    )


def test_who_it_is_for_fits_on_the_cover():
    check_asking(replace(SOUND, audience="x" * LONGEST_PURPOSE), today=TODAY)

    assert "at most 200" in refusal(replace(SOUND, audience="x" * (LONGEST_PURPOSE + 1)))[0]


@pytest.mark.parametrize("days", [-1, 1])
def test_it_shows_the_day_it_is_asked_for(days):
    [reason] = refusal(replace(SOUND, as_of=TODAY + timedelta(days=days)))

    assert reason == "A packet shows the state of the day on which it is asked for."


def test_one_at_a_time_and_every_reason_is_given():
    reasons = refusal(replace(SOUND, audience="", open_number=3))

    assert reasons == (
        "Say who the packet is for; it stands on its cover.",
        "Packet 3 is still being built. Wait for it, or cancel it.",
    )
