"""Hosts write hours down, visitors hold a slot and confirm it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from engagements.bookings import actions
from engagements.bookings.models import Booking, Host
from engagements.bookings.rules import (
    BookingState,
    HostUnknown,
    HoursRefused,
    IntakeRefused,
    SlotOutsideHours,
    SlotPast,
    SlotTaken,
    SlotTooFar,
    SlotTooSoon,
    TimeRange,
    TooManyHolds,
    TransitionRefused,
    ZoneUnknown,
)
from portal.accounts.models import Membership
from portal.jobs.models import Job
from tests.cast import NOON
from tests.engagements.bookings.calls import (
    HALF_PAST_NINE,
    HOURS,
    INTAKE,
    NINE,
    POLICY,
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


# Hours


def test_writing_hours_down_makes_a_host_and_a_second_time_changes_them(cast):
    take_calls(cast, cast.carla)
    take_calls(cast, cast.carla, active=False)

    with cast.at(cast.northgate):
        host = Host.objects.get()
    assert host.hours == HOURS
    assert (host.policy, host.active) == (POLICY, False)
    assert calls_told(cast) == ["hours_kept", "hours_kept"]


def test_hours_that_cannot_be_kept_are_refused_and_not_written(cast):
    backwards = replace(
        HOURS, weekly={0: (replace(HOURS.weekly[0][0], start=HOURS.weekly[0][1].end),)}
    )

    with pytest.raises(HoursRefused, match="Monday: 17:00 to 12:00 ends before it begins"):
        take_calls(cast, cast.carla, hours=backwards)

    with cast.at(cast.northgate):
        assert not Host.objects.exists()


# Holding


def test_a_held_slot_keeps_its_host_busy_and_asks_the_visitor_to_confirm(cast):
    take_calls(cast, cast.carla)

    held = hold(cast)

    booking = stored(cast, held.booking)
    assert booking.standing is BookingState.HELD
    assert booking.call == TimeRange(NINE, HALF_PAST_NINE)
    assert booking.block == TimeRange(NINE, HALF_PAST_NINE + timedelta(minutes=15))
    assert booking.said == INTAKE
    assert held.token not in booking.token_digest
    assert calls_told(cast) == ["hours_kept", "held"]
    [mail] = mails_to(cast, "zoe@clinic.test")
    assert f"/p/northgate/calls/{held.token}/" in mail.text
    assert "Tuesday 17 November 2026, 15:00 to 15:30 (Europe/Berlin, UTC+01:00)" in mail.text
    assert not mail.calendar
    assert not any(typed in mail.subject + mail.text for typed in ("Zoë", "Hill"))
    assert mails_to(cast, "carla@example.test") == []


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"starts_at": NOON - timedelta(hours=1)}, SlotPast),
        ({"starts_at": NOON + timedelta(hours=3)}, SlotTooSoon),
        ({"starts_at": NOON + timedelta(days=31)}, SlotTooFar),
        ({"starts_at": NINE - timedelta(hours=2)}, SlotOutsideHours),
        ({"starts_at": NINE + timedelta(minutes=7)}, SlotOutsideHours),
        ({"host_id": UUID(int=4)}, HostUnknown),
        ({"visitor": replace(VISITOR, zone="Europe/Nowhere")}, ZoneUnknown),
        ({"visitor": replace(VISITOR, zone="../../etc/passwd")}, ZoneUnknown),
        ({"intake": replace(INTAKE, use_case=" ")}, IntakeRefused),
    ],
)
def test_what_cannot_be_booked_is_refused_and_leaves_nothing(cast, changed, refusal):
    take_calls(cast, cast.carla)
    asked = {"starts_at": NINE, "visitor": VISITOR, "intake": INTAKE, "host_id": None} | changed

    with cast.at(cast.northgate), pytest.raises(refusal):
        actions.hold_slot(partner=cast.northgate, at=NOON, **asked)

    with cast.at(cast.northgate):
        assert not Booking.objects.exists()
        assert not Job.objects.filter(name=actions.EXPIRE_HOLD).exists()
    assert mails_to(cast, "zoe@clinic.test") == []
    assert calls_told(cast) == ["hours_kept"]


def test_a_slot_is_held_once_and_a_buffer_keeps_the_next_one_free(cast):
    take_calls(cast, cast.carla)
    hold(cast)

    with pytest.raises(SlotTaken):
        hold(cast, email="other@clinic.test")
    with pytest.raises(SlotTaken):
        hold(cast, starts_at=HALF_PAST_NINE, email="other@clinic.test")

    assert hold(cast, starts_at=TEN, email="other@clinic.test").booking.starts_at == TEN


def test_a_second_host_takes_the_second_call_at_the_same_time(cast):
    carla, nadia = take_calls(cast, cast.carla), take_calls(cast, cast.nadia)

    first = hold(cast)
    second = hold(cast, email="other@clinic.test", at=NOON + timedelta(minutes=1))

    assert {first.booking.host_id, second.booking.host_id} == {carla.pk, nadia.pk}


def test_the_host_booked_longest_ago_is_next(cast):
    take_calls(cast, cast.carla)
    take_calls(cast, cast.nadia)
    first = hold(cast, starts_at=NINE)

    second = hold(cast, starts_at=TEN, at=NOON + timedelta(minutes=1))
    third = hold(cast, starts_at=TEN + timedelta(hours=1), at=NOON + timedelta(minutes=2))

    assert second.booking.host_id != first.booking.host_id
    assert third.booking.host_id == first.booking.host_id


def test_a_host_who_left_or_takes_no_calls_is_not_booked(cast):
    take_calls(cast, cast.carla, active=False)
    take_calls(cast, cast.pavel)
    with cast.at(cast.northgate):
        Membership.objects.current().get(user=cast.pavel).end(at=NOON)

    with pytest.raises(HostUnknown):
        hold(cast)


def test_one_address_waits_for_three_confirmations_at_the_most(cast):
    take_calls(cast, cast.carla)
    for hour in range(3):
        hold(cast, starts_at=NINE + timedelta(hours=4 + hour))

    with pytest.raises(TooManyHolds):
        hold(cast)

    assert hold(cast, email="other@clinic.test")
    assert hold(cast, starts_at=TEN, at=LATER)


# Confirming and expiring


def test_confirming_invites_visitor_and_host(cast):
    take_calls(cast, cast.carla)

    booking, token = book(cast)

    assert booking.standing is BookingState.CONFIRMED
    assert booking.confirmed_at == NOON
    assert calls_told(cast) == ["hours_kept", "held", "confirmed"]
    visitors, [hosts] = mails_to(cast, "zoe@clinic.test"), mails_to(cast, "carla@example.test")
    assert [mail.calendar_method for mail in visitors] == ["", "REQUEST"]
    assert visitors[1].subject == "Your call with Northgate is confirmed"
    assert "Hello Zoë O'Hara," in visitors[1].text
    assert token in visitors[1].text
    assert hosts.subject == "New call: Hill & Vale Clinic"
    assert hosts.calendar_method == "REQUEST"
    assert token not in hosts.text + hosts.calendar
    assert INTAKE.use_case not in hosts.text + hosts.calendar


def test_a_hold_is_confirmed_once(cast):
    take_calls(cast, cast.carla)
    booking, token = book(cast)

    with cast.at(cast.northgate), pytest.raises(TransitionRefused, match="confirmed already"):
        actions.confirm_call(partner=cast.northgate, booking=booking, token=token, at=NOON)

    assert calls_told(cast).count("confirmed") == 1


def test_a_hold_that_ran_out_cannot_be_confirmed_and_its_time_is_open_again(cast):
    take_calls(cast, cast.carla)
    late = hold(cast)

    with cast.at(cast.northgate), pytest.raises(TransitionRefused, match="not confirmed in time"):
        actions.confirm_call(
            partner=cast.northgate, booking=late.booking, token=late.token, at=LATER
        )
    hold(cast, email="other@clinic.test", at=LATER)

    assert stored(cast, late.booking).standing is BookingState.EXPIRED
    assert calls_told(cast) == ["hours_kept", "held", "expired", "held"]


def test_a_job_lets_go_of_what_nobody_confirmed(cast, run_jobs):
    take_calls(cast, cast.carla)
    held = hold(cast)
    with cast.at(cast.northgate):
        Job.objects.filter(name=actions.EXPIRE_HOLD).update(not_before=NOON)

    run_jobs()

    assert stored(cast, held.booking).standing is BookingState.EXPIRED


def test_letting_go_leaves_a_confirmed_call_alone(cast):
    take_calls(cast, cast.carla)
    booking, _ = book(cast)

    with cast.at(cast.northgate):
        assert not actions.expire_hold(booking_id=booking.pk, at=LATER)

    assert stored(cast, booking).standing is BookingState.CONFIRMED
