"""The life of a booking: the table is total and every step outside it is refused."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from engagements.bookings.rules import (
    OCCUPYING,
    OUTCOMES,
    TRANSITIONS,
    Asked,
    BookingPolicy,
    BookingRefused,
    BookingState,
    TooManyFromHere,
    TooManyHolds,
    TooManyToday,
    TransitionRefused,
    check_change_by_visitor,
    check_confirmation,
    check_engagement,
    check_move_by_host,
    check_outcome,
    check_pace,
    check_transition,
    may_change_by_visitor,
    outcomes_open_to,
)
from engagements.lifecycle.rules import Refused

CALL = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
POLICY = BookingPolicy(change_cutoff=2 * HOUR)
ALLOWED = {
    (BookingState.HELD, BookingState.CONFIRMED),
    (BookingState.HELD, BookingState.CANCELLED),
    (BookingState.HELD, BookingState.EXPIRED),
    (BookingState.CONFIRMED, BookingState.CANCELLED),
    (BookingState.CONFIRMED, BookingState.TOOK_PLACE),
    (BookingState.CONFIRMED, BookingState.NO_SHOW),
    (BookingState.TOOK_PLACE, BookingState.NO_SHOW),
    (BookingState.NO_SHOW, BookingState.TOOK_PLACE),
    (BookingState.NO_SHOW, BookingState.CONFIRMED),
}
PAIRS = list(product(BookingState, BookingState))


def test_every_state_has_its_row():
    assert set(TRANSITIONS) == set(BookingState)


@pytest.mark.parametrize(("current", "to"), [pair for pair in PAIRS if pair in ALLOWED])
def test_these_steps_are_allowed(current, to):
    check_transition(current, to)


@pytest.mark.parametrize(("current", "to"), [pair for pair in PAIRS if pair not in ALLOWED])
def test_every_other_step_is_refused_in_a_sentence(current, to):
    with pytest.raises(TransitionRefused, match=r"^This (booking|call) .+\.$"):
        check_transition(current, to)


def test_only_bookings_that_can_still_happen_keep_the_hosts_time():
    assert {state for state in BookingState if BookingState.CANCELLED in TRANSITIONS[state]} == (
        OCCUPYING
    )


def test_a_hold_is_confirmed_before_it_runs_out():
    check_confirmation(BookingState.HELD, hold_expires_at=CALL, at=CALL - HOUR)


def test_a_hold_that_ran_out_cannot_be_confirmed():
    with pytest.raises(TransitionRefused, match="not confirmed in time"):
        check_confirmation(BookingState.HELD, hold_expires_at=CALL, at=CALL)


def test_a_cancelled_booking_cannot_be_confirmed():
    with pytest.raises(TransitionRefused, match="has been cancelled"):
        check_confirmation(BookingState.CANCELLED, hold_expires_at=CALL, at=CALL - HOUR)


@pytest.mark.parametrize("outcome", sorted(OUTCOMES))
def test_an_outcome_is_recorded_once_the_call_has_begun(outcome):
    check_outcome(BookingState.CONFIRMED, outcome, starts_at=CALL, at=CALL)


@pytest.mark.parametrize("outcome", sorted(OUTCOMES))
def test_a_call_that_has_not_begun_has_no_outcome(outcome):
    with pytest.raises(BookingRefused, match="not begun yet"):
        check_outcome(BookingState.CONFIRMED, outcome, starts_at=CALL, at=CALL - HOUR)


def test_a_hold_has_no_outcome_however_late_it_is():
    with pytest.raises(TransitionRefused, match="waiting for its address"):
        check_outcome(BookingState.HELD, BookingState.NO_SHOW, starts_at=CALL, at=CALL + HOUR)


@pytest.mark.parametrize("state", sorted(OCCUPYING))
def test_a_visitor_may_change_a_call_until_the_cut_off(state):
    check_change_by_visitor(state, starts_at=CALL, policy=POLICY, at=CALL - 2 * HOUR)


@pytest.mark.parametrize("state", sorted(OCCUPYING))
def test_after_the_cut_off_the_visitor_is_told_what_to_do_instead(state):
    with pytest.raises(BookingRefused, match="Reply to the invitation instead"):
        check_change_by_visitor(state, starts_at=CALL, policy=POLICY, at=CALL - HOUR)


@pytest.mark.parametrize("state", sorted(set(BookingState) - OCCUPYING))
def test_a_booking_that_is_over_cannot_be_changed(state):
    with pytest.raises(TransitionRefused):
        check_change_by_visitor(state, starts_at=CALL, policy=POLICY, at=CALL - 9 * HOUR)


def test_every_refusal_of_a_booking_can_be_caught_as_one():
    assert issubclass(TransitionRefused, BookingRefused)
    assert issubclass(BookingRefused, Refused)


@pytest.mark.parametrize("state", BookingState)
def test_every_state_has_words(state):
    assert state.label
    assert "_" not in state.label


@pytest.mark.parametrize(
    ("enough", "refusal"),
    [
        (Asked(waiting=3), TooManyHolds),
        (Asked(within_a_day=10), TooManyToday),
        (Asked(from_network=20), TooManyFromHere),
    ],
)
def test_who_asked_often_enough_is_refused_and_not_before(enough, refusal):
    check_pace(Asked(waiting=2, within_a_day=9, from_network=19))
    with pytest.raises(refusal):
        check_pace(enough)


@pytest.mark.parametrize("state", BookingState)
def test_a_host_gives_another_time_to_what_is_to_come_or_was_missed(state):
    if state in {BookingState.CONFIRMED, BookingState.NO_SHOW}:
        check_move_by_host(state)
    else:
        with pytest.raises(TransitionRefused, match="This"):
            check_move_by_host(state)


def test_a_missed_call_is_not_confirmed_by_its_visitor():
    with pytest.raises(TransitionRefused):
        check_confirmation(BookingState.NO_SHOW, hold_expires_at=CALL, at=CALL - HOUR)


def test_a_closed_lead_leads_to_no_engagement():
    with pytest.raises(BookingRefused, match="Open it again"):
        check_engagement(BookingState.TOOK_PLACE, engagement_id=None, closed=True)


@pytest.mark.parametrize(("ahead", "may"), [(2 * HOUR, True), (HOUR, False)])
def test_whether_a_visitor_may_change_a_call_can_be_asked(ahead, may):
    state = BookingState.CONFIRMED

    assert may_change_by_visitor(state, starts_at=CALL, policy=POLICY, at=CALL - ahead) is may


@pytest.mark.parametrize(
    ("state", "outcomes"),
    [
        (BookingState.CONFIRMED, (BookingState.TOOK_PLACE, BookingState.NO_SHOW)),
        (BookingState.TOOK_PLACE, (BookingState.NO_SHOW,)),
        (BookingState.NO_SHOW, (BookingState.TOOK_PLACE,)),
        (BookingState.CANCELLED, ()),
    ],
)
def test_outcomes_are_offered_once_the_call_has_begun(state, outcomes):
    assert outcomes_open_to(state, starts_at=CALL, at=CALL) == outcomes
    assert outcomes_open_to(state, starts_at=CALL, at=CALL - HOUR) == ()


@pytest.mark.parametrize("state", [BookingState.HELD, BookingState.EXPIRED])
def test_a_call_nobody_confirmed_leads_to_no_engagement(state):
    with pytest.raises(TransitionRefused):
        check_engagement(state, engagement_id=None)


def test_a_call_leads_to_one_engagement_whatever_became_of_it():
    for state in set(BookingState) - {BookingState.HELD, BookingState.EXPIRED}:
        check_engagement(state, engagement_id=None)
        with pytest.raises(BookingRefused, match="already made"):
            check_engagement(state, engagement_id="one")
