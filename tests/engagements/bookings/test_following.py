"""What the partner does with a call: another time, notes, what follows or does not."""

from datetime import timedelta

import pytest

from engagements.bookings import actions
from engagements.bookings.rules import (
    BookingRefused,
    BookingState,
    ClosingReason,
    SlotOutsideHours,
    SlotTaken,
    TransitionRefused,
)
from portal.audit.models import AuditEvent
from tests.cast import NOON
from tests.engagements.bookings import ics
from tests.engagements.bookings.calls import (
    NINE,
    TEN,
    TWO,
    book,
    by_carla,
    calls_told,
    mails_to,
    move,
    stored,
)

ZOE, CARLA = "zoe@clinic.test", "carla@example.test"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def miss(cast, booking):
    return by_carla(
        cast,
        actions.record_outcome,
        booking=booking,
        outcome=BookingState.NO_SHOW,
        at=NINE + HOUR,
    )


def close(cast, booking, at=NINE + HOUR):
    return by_carla(
        cast,
        actions.close_lead,
        booking=booking,
        reason=ClosingReason.NOT_NOW,
        note=" In spring. ",
        at=at,
    )


# Another time by the host


def test_the_host_gives_another_time_and_both_calendars_follow(cast, booking):
    moved = move(cast, booking)

    assert (moved.starts_at, moved.moves, moved.standing) == (TWO, 1, BookingState.CONFIRMED)
    visitor_mail, host_mail = mails_to(cast, ZOE)[-1], mails_to(cast, CARLA)[-1]
    assert "Carla Consult has given your strategy call with Northgate another time" in (
        visitor_mail.text
    )
    assert "was given another time" in host_mail.text
    for mail in (visitor_mail, host_mail):
        _, event = ics.read(mail.calendar)
        assert event["UID"][0].value == booking.ical_uid
        assert event["SEQUENCE"][0].value == "1"
        assert event["DTSTART"][0].value == "20261117T190000Z"
    assert moved.token in visitor_mail.text


def test_neither_notice_nor_cut_off_binds_the_host(cast, booking):
    ten_minutes_before = NINE - timedelta(minutes=10)

    moved = move(cast, booking, starts_at=TEN, at=ten_minutes_before)

    assert moved.starts_at == TEN


@pytest.mark.parametrize(
    ("starts_at", "refusal"),
    [(TEN, SlotTaken), (NINE - 2 * HOUR, SlotOutsideHours)],
)
def test_the_host_cannot_be_booked_twice_either(cast, booking, starts_at, refusal):
    book(cast, starts_at=TEN, email="other@clinic.test")

    with pytest.raises(refusal):
        move(cast, booking, starts_at=starts_at)

    assert stored(cast, booking).starts_at == NINE


def test_a_missed_call_gets_another_time_and_the_miss_is_not_forgotten(cast, booking):
    miss(cast, booking)

    moved = move(cast, booking, at=NINE + HOUR)

    assert (moved.standing, moved.missed, moved.outcome_at) == (BookingState.CONFIRMED, 1, None)
    with cast.at(cast.northgate):
        told = AuditEvent.objects.get(action="engagements.bookings.moved")
        assert '"after_no_show":true' in told.payload


def test_a_call_that_took_place_gets_no_other_time(cast, booking):
    by_carla(
        cast,
        actions.record_outcome,
        booking=booking,
        outcome=BookingState.TOOK_PLACE,
        at=NINE + HOUR,
    )

    with pytest.raises(TransitionRefused, match="This call has taken place"):
        move(cast, booking, at=NINE + HOUR)


# Notes, closing


def test_notes_are_kept_and_the_trail_tells_that_and_not_what(cast, booking):
    by_carla(cast, actions.write_notes, booking=booking, notes=" Ask for Otto. ", at=NOON)

    assert stored(cast, booking).notes == "Ask for Otto."
    assert calls_told(cast)[-1] == "noted"
    with cast.at(cast.northgate):
        assert not any("Otto" in str(event.__dict__) for event in AuditEvent.objects.all())


def test_a_lead_is_closed_with_a_reason_and_opened_again(cast, booking):
    close(cast, booking)

    closed = stored(cast, booking)
    assert (closed.closed_reason, closed.closed_note) == ("not_now", "In spring.")
    assert closed.why_closed == "Not now; perhaps later"
    with pytest.raises(BookingRefused, match="closed already"):
        close(cast, booking)

    by_carla(cast, actions.open_lead_again, booking=booking, at=NINE + DAY)

    assert not stored(cast, booking).is_closed
    assert calls_told(cast)[-2:] == ["closed", "opened_again"]
    with pytest.raises(BookingRefused, match="This lead is open"):
        by_carla(cast, actions.open_lead_again, booking=booking, at=NINE + DAY)


def test_a_call_to_come_is_cancelled_before_its_lead_is_closed(cast, booking):
    with pytest.raises(BookingRefused, match="Cancel it first"):
        close(cast, booking, at=NOON)

    assert not stored(cast, booking).is_closed


def test_no_engagement_is_made_of_a_closed_lead(cast, booking):
    close(cast, booking)

    with pytest.raises(BookingRefused, match="Open it again first"):
        by_carla(
            cast,
            actions.make_engagement,
            partner=cast.northgate,
            booking=booking,
            client_name="Hill",
            legal_name="Hill",
            title="Letters",
            lead=cast.carla,
            at=NINE + DAY,
        )


def test_a_closed_lead_that_gets_another_time_is_open(cast, booking):
    miss(cast, booking)
    close(cast, booking)

    assert not move(cast, booking, at=NINE + HOUR).is_closed
