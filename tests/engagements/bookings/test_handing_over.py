"""A call whose host is gone or takes none any more: somebody else takes it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from engagements.bookings import actions, moving
from engagements.bookings.models import TakenTime
from engagements.bookings.rules import (
    BookingRefused,
    HandedOver,
    HostUnknown,
    NobodyHosts,
    TakerBusy,
    TransitionRefused,
)
from portal.audit.models import AuditEvent
from tests.cast import NOON
from tests.engagements.bookings import ics
from tests.engagements.bookings.calls import (
    HALF_PAST_NINE,
    HOURS,
    NINE,
    POLICY,
    TEN,
    book,
    calls_told,
    host_of,
    leave,
    mails_to,
    stored,
    take_calls,
)

ZOE, CARLA, NADIA = "zoe@clinic.test", "carla@example.test", "nadia@example.test"
LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def booking(cast):
    """A call of Carla's; Nadia takes calls since."""
    take_calls(cast, cast.carla)
    call = book(cast)[0]
    take_calls(cast, cast.nadia, policy=replace(POLICY, buffer_after=timedelta(minutes=30)))
    return call


@pytest.fixture
def left(cast, booking):
    """The same call after Carla has left."""
    leave(cast)
    return booking


def hand_over(cast, booking, *, to=None, at=LATER):
    host = host_of(cast, to or cast.nadia)
    with cast.at(cast.northgate, cast.nadia):
        return actions.hand_over(
            partner=cast.northgate, booking=booking, host_id=host.pk, by=cast.nadia, at=at
        )


def event_of(mail):
    return ics.read(mail.calendar)[1]


def attendees(event):
    return [one.value.lower() for one in event["ATTENDEE"]]


# Handing over


def test_another_host_takes_the_call_at_its_time(cast, left):
    call = hand_over(cast, left)

    assert (call.host.user, call.starts_at, call.ical_sequence) == (cast.nadia, NINE, 1)
    assert call.block_end - call.ends_at == timedelta(minutes=30)
    assert call.moves == 0
    assert calls_told(cast)[-1] == "handed_over"
    with cast.at(cast.northgate, cast.nadia):
        told = AuditEvent.objects.order_by("seq").last()
        taken = TakenTime.objects.get(pk=call.pk)
    data = told.told["data"]
    assert (data["before"], data["host"]) == ("Carla Consult", "Nadia North")
    assert (taken.user, taken.ends_at) == (cast.nadia, call.block_end)


def test_visitor_and_both_hosts_are_told_with_the_same_entry(cast, left):
    before = len(mails_to(cast, CARLA))

    call = hand_over(cast, left)

    visitor, new, old = (mails_to(cast, who)[-1] for who in (ZOE, NADIA, CARLA))
    assert "Nadia North takes your strategy call" in visitor.text
    assert call.token in visitor.text
    assert visitor.reply_to == NADIA
    assert "in place of Carla Consult" in new.text
    assert call.token not in new.text
    for mail in (visitor, new):
        event = event_of(mail)
        assert mail.calendar_method == "REQUEST"
        assert event["UID"][0].value == call.ical_uid
        assert event["SEQUENCE"][0].value == "1"
        assert attendees(event) == [f"mailto:{ZOE}", f"mailto:{NADIA}"]
    assert len(mails_to(cast, CARLA)) == before + 1
    assert old.calendar_method == "CANCEL"
    assert event_of(old)["UID"][0].value == call.ical_uid
    assert event_of(old)["SEQUENCE"][0].value == "1"
    assert attendees(event_of(old)) == [f"mailto:{CARLA}"]


def test_who_has_left_is_told_nothing_of_the_visitor(cast, left):
    hand_over(cast, left)

    mail = mails_to(cast, CARLA)[-1]
    for word in ("Zoë", "Hill", ZOE, "clinic", "Nadia", "/calls/"):
        assert word not in mail.subject + mail.text + mail.calendar
    assert mail.reply_to == ""


def test_a_host_who_is_there_can_hand_a_call_over_too(cast, booking):
    assert hand_over(cast, booking).host.user == cast.nadia


def test_nobody_takes_a_call_over_who_has_something_else_then(cast, left):
    book(cast, starts_at=HALF_PAST_NINE, email="else@clinic.test")

    with pytest.raises(TakerBusy):
        hand_over(cast, left)

    assert stored(cast, left).host.user == cast.carla
    assert mails_to(cast, NADIA)[-1].to == NADIA
    assert "handed_over" not in calls_told(cast)


def test_hours_do_not_bind_who_is_asked(cast, booking):
    take_calls(cast, cast.nadia, hours=replace(HOURS, weekly={}))

    with cast.at(cast.northgate):
        takers = moving.takers_of(booking, at=LATER)
    call = hand_over(cast, booking)

    assert [(one.free, one.in_hours) for one in takers] == [(True, False)]
    assert takers[0].in_words == "Nadia North, outside their hours"
    assert call.host.user == cast.nadia


def test_nobody_takes_over_who_takes_no_calls_or_takes_it_already(cast, booking):
    take_calls(cast, cast.nadia, active=False)

    with pytest.raises(HostUnknown):
        hand_over(cast, booking)

    take_calls(cast, cast.nadia)
    hand_over(cast, booking)
    with pytest.raises(HandedOver):
        hand_over(cast, booking)
    assert stored(cast, booking).ical_sequence == 1


def test_what_is_not_to_come_is_not_handed_over(cast, booking):
    with pytest.raises(BookingRefused, match="has begun"):
        hand_over(cast, booking, at=NINE)
    with cast.at(cast.northgate):
        actions.cancel_by_visitor(partner=cast.northgate, booking=booking, at=NOON)

    with pytest.raises(TransitionRefused):
        hand_over(cast, booking)

    assert stored(cast, booking).host.user == cast.carla


# Moving it instead


def test_the_visitor_moves_it_to_a_time_of_the_hosts_there_are(cast, left):
    with cast.at(cast.northgate):
        slots = moving.slots_for_moving(left, at=LATER)
        call = actions.move_call(
            partner=cast.northgate, booking=left, token=left.token, starts_at=TEN, at=LATER
        )

    assert TEN in [slot.starts_at for slot in slots]
    assert (call.host.user, call.starts_at, call.moves) == (cast.nadia, TEN, 1)
    assert mails_to(cast, CARLA)[-1].calendar_method == "CANCEL"
    assert "in place of Carla Consult" in mails_to(cast, NADIA)[-1].text
    assert "is now at another time" in mails_to(cast, ZOE)[-1].text


def test_a_host_who_takes_no_calls_any_more_is_offered_no_more(cast, booking):
    take_calls(cast, cast.carla, active=False)

    seen = stored(cast, booking)
    with cast.at(cast.northgate):
        call = actions.move_call(
            partner=cast.northgate, booking=seen, token=booking.token, starts_at=TEN, at=LATER
        )

    assert call.host.user == cast.nadia


def test_a_call_stays_with_its_host_who_is_there(cast, booking):
    with cast.at(cast.northgate):
        call = actions.move_call(
            partner=cast.northgate, booking=booking, token=booking.token, starts_at=TEN, at=LATER
        )

    assert call.host.user == cast.carla
    assert mails_to(cast, CARLA)[-1].calendar_method == "REQUEST"


def test_the_partner_moves_it_to_a_time_of_the_hosts_there_are(cast, left):
    with cast.at(cast.northgate, cast.nadia):
        call = actions.move_by_host(
            partner=cast.northgate, booking=left, starts_at=TEN, by=cast.nadia, at=LATER
        )

    assert (call.host.user, call.starts_at) == (cast.nadia, TEN)


def test_a_stale_page_moves_nothing_that_was_handed_over(cast, left):
    seen = stored(cast, left)
    hand_over(cast, left)

    with cast.at(cast.northgate), pytest.raises(HandedOver):
        actions.move_call(
            partner=cast.northgate, booking=seen, token=seen.token, starts_at=TEN, at=LATER
        )

    assert stored(cast, left).starts_at == NINE


def test_where_nobody_takes_calls_it_can_only_be_cancelled(cast, left):
    take_calls(cast, cast.nadia, active=False)

    with cast.at(cast.northgate), pytest.raises(NobodyHosts):
        actions.move_call(
            partner=cast.northgate, booking=left, token=left.token, starts_at=TEN, at=LATER
        )
