"""Moving and cancelling a call, and what comes of it afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest

from engagements.bookings import actions
from engagements.bookings.rules import (
    BookingRefused,
    BookingState,
    SlotTaken,
    TimeRange,
    TransitionRefused,
)
from engagements.lifecycle.models import Engagement
from tests.cast import NOON
from tests.engagements.bookings.calls import (
    HALF_PAST_NINE,
    INTAKE,
    NINE,
    TEN,
    VISITOR,
    book,
    calls_told,
    hold,
    mails_to,
    stored,
    take_calls,
)

LATER = NOON + timedelta(minutes=16)


# Moving and cancelling


def move(cast, booking, token, starts_at, at=LATER):
    with cast.at(cast.northgate):
        return actions.move_call(
            partner=cast.northgate, booking=booking, token=token, starts_at=starts_at, at=at
        )


def test_moving_frees_the_old_time_and_moves_the_same_calendar_entry(cast):
    take_calls(cast, cast.carla)
    booking, token = book(cast)

    moved = move(cast, booking, token, TEN)

    assert moved.call == TimeRange(TEN, TEN + timedelta(minutes=30))
    assert (moved.ical_uid, moved.ical_sequence) == (booking.ical_uid, 1)
    assert mails_to(cast, "zoe@clinic.test")[-1].subject == "Your call with Northgate was moved"
    assert mails_to(cast, "carla@example.test")[-1].subject == "Call moved: Hill & Vale Clinic"
    assert hold(cast, starts_at=NINE, email="other@clinic.test")


def test_a_call_can_move_into_its_own_buffer(cast):
    take_calls(cast, cast.carla)
    booking, token = book(cast)

    assert move(cast, booking, token, HALF_PAST_NINE).starts_at == HALF_PAST_NINE


def test_a_call_stays_with_its_host_when_it_moves(cast):
    take_calls(cast, cast.carla)
    booking, token = book(cast)
    take_calls(cast, cast.nadia)
    with cast.at(cast.northgate):
        other = actions.hold_slot(
            partner=cast.northgate,
            starts_at=TEN,
            visitor=replace(VISITOR, email="other@clinic.test"),
            intake=INTAKE,
            host_id=booking.host_id,
            at=NOON,
        )

    with pytest.raises(SlotTaken):
        move(cast, booking, token, TEN, at=NOON)

    assert stored(cast, booking).starts_at == NINE
    assert other.booking.host_id == booking.host_id


def test_a_hold_can_be_moved_without_an_invitation(cast):
    take_calls(cast, cast.carla)
    held = hold(cast)

    move(cast, held.booking, held.token, TEN, at=NOON)

    assert [mail.calendar_method for mail in mails_to(cast, "zoe@clinic.test")] == [""]


def test_a_hold_that_has_run_out_is_neither_moved_nor_given_up(cast):
    take_calls(cast, cast.carla)
    held = hold(cast)

    with pytest.raises(TransitionRefused):
        move(cast, held.booking, held.token, TEN)
    with cast.at(cast.northgate), pytest.raises(TransitionRefused):
        actions.cancel_by_visitor(partner=cast.northgate, booking=held.booking, at=LATER)

    assert stored(cast, held.booking).starts_at == NINE
    assert calls_told(cast) == ["hours_kept", "held"]


def test_two_hours_before_is_too_late_for_the_visitor_and_not_for_the_host(cast):
    take_calls(cast, cast.carla)
    booking, token = book(cast)
    late = NINE - timedelta(hours=1)

    with pytest.raises(BookingRefused, match="too close"):
        move(cast, booking, token, NINE + timedelta(days=1), at=late)
    with cast.at(cast.northgate), pytest.raises(BookingRefused, match="too close"):
        actions.cancel_by_visitor(partner=cast.northgate, booking=booking, at=late)
    with cast.at(cast.northgate, cast.carla):
        actions.cancel_by_host(
            partner=cast.northgate, booking=booking, reason="I am ill.", by=cast.carla, at=late
        )

    cancelled = stored(cast, booking)
    assert (cancelled.standing, cancelled.cancelled_by) == (BookingState.CANCELLED, cast.carla)
    assert "I am ill." in mails_to(cast, "zoe@clinic.test")[-1].text


def test_cancelling_takes_the_call_out_of_both_calendars_and_frees_the_time(cast):
    take_calls(cast, cast.carla)
    booking, _ = book(cast)

    with cast.at(cast.northgate):
        actions.cancel_by_visitor(partner=cast.northgate, booking=booking, at=LATER)

    for address in ("zoe@clinic.test", "carla@example.test"):
        last = mails_to(cast, address)[-1]
        assert last.calendar_method == "CANCEL"
        assert booking.ical_uid in last.calendar
    assert stored(cast, booking).ical_sequence == 1
    assert hold(cast, email="other@clinic.test", at=LATER)


def test_giving_up_a_hold_tells_nobody(cast):
    take_calls(cast, cast.carla)
    held = hold(cast)

    with cast.at(cast.northgate):
        actions.cancel_by_visitor(partner=cast.northgate, booking=held.booking, at=NOON)

    assert len(mails_to(cast, "zoe@clinic.test")) == 1
    assert mails_to(cast, "carla@example.test") == []
    assert calls_told(cast)[-1] == "cancelled"


# Afterwards


def test_an_outcome_is_recorded_after_the_call_and_can_be_corrected(cast):
    take_calls(cast, cast.carla)
    booking, _ = book(cast)

    with cast.at(cast.northgate, cast.carla):
        with pytest.raises(BookingRefused, match="not begun"):
            actions.record_outcome(
                booking=booking, outcome=BookingState.TOOK_PLACE, by=cast.carla, at=NOON
            )
        for outcome in (BookingState.NO_SHOW, BookingState.TOOK_PLACE):
            actions.record_outcome(booking=booking, outcome=outcome, by=cast.carla, at=TEN)

    recorded = stored(cast, booking)
    assert (recorded.standing, recorded.outcome_by) == (BookingState.TOOK_PLACE, cast.carla)
    assert recorded.outcome_at == TEN
    assert calls_told(cast)[-2:] == ["outcome_recorded", "outcome_recorded"]


def make_engagement(cast, booking):
    with cast.at(cast.northgate, cast.carla):
        return actions.make_engagement(
            partner=cast.northgate,
            booking=booking,
            client_name="Hill & Vale Clinic",
            legal_name="Hill & Vale Clinic PLLC",
            title="Visit summaries",
            lead=cast.nadia,
            by=cast.carla,
            at=TEN,
        )


def test_a_call_becomes_an_engagement_with_what_was_said(cast):
    take_calls(cast, cast.carla)
    booking, _ = book(cast)

    engagement = make_engagement(cast, booking)

    assert stored(cast, booking).engagement_id == engagement.pk
    assert engagement.booking_id == booking.pk
    assert engagement.intake["handles_phi"] is True
    assert engagement.intake["use_case"] == INTAKE.use_case
    assert engagement.org.time_zone == "Europe/Berlin"
    assert engagement.lead == cast.nadia
    assert calls_told(cast)[-1] == "engaged"


def test_a_call_becomes_an_engagement_once_and_only_when_confirmed(cast):
    take_calls(cast, cast.carla)
    booking, _ = book(cast)
    make_engagement(cast, booking)
    unconfirmed = hold(cast, starts_at=TEN).booking

    with pytest.raises(BookingRefused, match="already made"):
        make_engagement(cast, booking)
    with pytest.raises(TransitionRefused, match="still waiting"):
        make_engagement(cast, unconfirmed)

    with cast.at(cast.northgate):
        assert Engagement.objects.count() == 1
