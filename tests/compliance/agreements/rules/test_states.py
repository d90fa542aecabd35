"""Agreements move along the table and no other way, and are in force from day to day."""

from datetime import date

import pytest

from compliance.agreements.rules import states
from compliance.agreements.rules.states import AgreementKind, AgreementState, Step, Term

FIRST = date(2026, 11, 22)


def test_every_state_has_its_row_and_its_words():
    assert set(states.TRANSITIONS) == set(AgreementState)
    assert all(state.words and state.label for state in AgreementState)
    assert all(step.words for step in Step)
    assert all(kind.label for kind in AgreementKind)


def test_every_state_is_open_was_executed_or_is_final():
    assert set(AgreementState) == states.OPEN_STATES | states.WAS_EXECUTED | states.FINAL_STATES
    assert not states.OPEN_STATES & states.FINAL_STATES


def test_every_state_can_be_reached():
    reached = {AgreementState.PREPARING}
    for _ in AgreementState:
        reached |= {end for state in reached for end in states.TRANSITIONS[state].values()}

    assert reached == set(AgreementState)


@pytest.mark.parametrize("state", AgreementState)
@pytest.mark.parametrize("step", Step)
def test_a_step_leads_where_the_table_says_or_is_refused(state, step):
    if step in states.TRANSITIONS[state]:
        assert states.advance(state, step) is states.TRANSITIONS[state][step]
    else:
        with pytest.raises(states.StepRefused, match=state.words):
            states.advance(state, step)


def test_the_whole_way_from_draft_to_executed():
    state = AgreementState.PREPARING

    for step in (Step.SEND, Step.SIGN_FOR_CLIENT, Step.COUNTERSIGN, Step.SEAL):
        state = states.advance(state, step)

    assert state is AgreementState.EXECUTED


def test_what_both_signed_can_only_be_sealed():
    assert set(states.TRANSITIONS[AgreementState.COUNTERSIGNED]) == {Step.SEAL}


def test_a_refused_step_says_what_the_agreement_is():
    with pytest.raises(states.StepRefused) as refused:
        states.advance(AgreementState.EXECUTED, Step.SEND)

    assert str(refused.value) == "This agreement is executed; it cannot be sent."


@pytest.mark.parametrize("state", sorted(set(AgreementState) - states.WAS_EXECUTED))
def test_nothing_is_in_force_before_it_is_executed(state):
    assert not Term(state=state, effective_on=FIRST).in_force(FIRST)


@pytest.mark.parametrize(
    ("today", "in_force"),
    [
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), True),
        (date(2027, 11, 21), True),
        (date(2027, 11, 22), False),
    ],
)
def test_first_and_last_day_are_in_force(today, in_force):
    term = Term(state=AgreementState.EXECUTED, effective_on=FIRST, ends_on=date(2027, 11, 21))

    assert term.in_force(today) is in_force


def test_without_an_end_it_runs_on():
    term = Term(state=AgreementState.EXECUTED, effective_on=FIRST)

    assert term.last_day is None
    assert term.in_force(date(2040, 1, 1))


@pytest.mark.parametrize("state", [AgreementState.TERMINATED, AgreementState.SUPERSEDED])
def test_the_day_it_was_ended_is_no_longer_in_force_and_the_day_before_still_was(state):
    term = Term(
        state=state, effective_on=FIRST, ends_on=date(2027, 11, 21), ended_on=date(2027, 3, 1)
    )

    assert not term.in_force(date(2027, 3, 1))
    assert term.in_force(date(2027, 2, 28))
    assert term.last_day == date(2027, 2, 28)
