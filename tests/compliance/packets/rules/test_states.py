"""The life of a packet."""

import pytest

from compliance.packets.rules import (
    OPEN_STATES,
    TRANSITIONS,
    PacketRefused,
    PacketState,
    PacketStep,
    Progress,
    advance,
)


def test_the_table_knows_every_state_and_leads_only_to_known_ones():
    assert set(TRANSITIONS) == set(PacketState)
    assert {to for steps in TRANSITIONS.values() for to in steps.values()} <= set(PacketState)


def test_a_sealed_packet_takes_no_step():
    for step in PacketStep:
        with pytest.raises(PacketRefused, match="This packet is sealed"):
            advance(PacketState.SEALED, step)


def test_nothing_is_sealed_that_was_not_being_built():
    before = [state for state in PacketState if PacketStep.SEAL in TRANSITIONS[state]]

    assert before == [PacketState.BUILDING]


def test_a_second_worker_begins_anew():
    assert advance(PacketState.BUILDING, PacketStep.BEGIN) is PacketState.BUILDING


def test_what_is_open_can_be_cancelled_and_nothing_else():
    can = {state for state in PacketState if PacketStep.CANCEL in TRANSITIONS[state]}

    assert can == OPEN_STATES


@pytest.mark.parametrize("state", PacketState)
def test_every_state_can_be_told(state):
    assert state.label
    assert state.words


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(0, 0, 0), (0, 8, 0), (4, 8, 50), (8, 8, 99)]
)
def test_a_hundred_per_cent_is_what_a_sealed_packet_has(done, total, percent):
    assert Progress(done, total, "").percent == percent
