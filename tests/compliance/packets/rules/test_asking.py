"""Who may ask for a packet, and how."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from compliance.packets.rules import Asking, Audience, Choice, PacketRefused, check_asking
from portal.accounts.roles import Role

TODAY = date(2026, 11, 22)
OPENED = date(2026, 9, 1)
USUAL = Choice.usual(Audience.AUDITOR, "Harrow & Vale LLP", as_of=TODAY)
SOUND = Asking(role=Role.CLIENT_OWNER, choice=USUAL, opened_on=OPENED)


def refusal(asking):
    with pytest.raises(PacketRefused) as refused:
        check_asking(asking, today=TODAY)
    return refused.value.reasons


def of(day):
    return replace(SOUND, choice=replace(USUAL, as_of=day))


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


@pytest.mark.parametrize("day", [OPENED, OPENED + timedelta(days=30), TODAY])
def test_it_may_show_any_day_of_the_engagement(day):
    check_asking(of(day), today=TODAY)


def test_it_shows_no_day_before_the_engagement():
    assert refusal(of(OPENED - timedelta(days=1))) == (
        "This engagement began on 1 September 2026; before, there is nothing.",
    )


def test_it_shows_no_day_that_is_still_to_come():
    assert refusal(of(TODAY + timedelta(days=1))) == (
        "23 November 2026 is still to come. A packet shows what is, or what was.",
    )


def test_one_at_a_time_and_every_reason_is_given():
    asking = replace(SOUND, choice=replace(USUAL, recipient=" "), open_number=3)

    assert refusal(asking) == (
        "Say who the packet is for; it stands on its cover.",
        "Packet 3 is still being built. Wait for it, or cancel it.",
    )
