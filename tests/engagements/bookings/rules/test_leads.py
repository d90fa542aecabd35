"""When a lead can be closed, and when it is decided already."""

from datetime import UTC, datetime, timedelta

import pytest

from engagements.bookings.rules import (
    BookingRefused,
    BookingState,
    ClosingReason,
    TransitionRefused,
    check_closing,
    may_be_closed,
)

CALL = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
OPEN = {"starts_at": CALL, "engagement_id": None, "closed": False, "at": CALL + HOUR}


@pytest.mark.parametrize(
    "state",
    [
        BookingState.CONFIRMED,
        BookingState.CANCELLED,
        BookingState.TOOK_PLACE,
        BookingState.NO_SHOW,
    ],
)
def test_whatever_became_of_the_call_its_lead_can_be_closed(state):
    check_closing(state, **OPEN)

    assert may_be_closed(state, **OPEN)


@pytest.mark.parametrize("state", [BookingState.HELD, BookingState.EXPIRED])
def test_what_nobody_confirmed_is_no_lead(state):
    with pytest.raises(TransitionRefused):
        check_closing(state, **OPEN)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"engagement_id": 7}, "An engagement was already made of this call."),
        ({"closed": True}, "This lead is closed already."),
        ({"at": CALL - HOUR}, "The call is still to come. Cancel it first."),
    ],
)
def test_what_is_decided_or_to_come_is_not_closed(change, sentence):
    with pytest.raises(BookingRefused) as refused:
        check_closing(BookingState.CONFIRMED, **(OPEN | change))

    assert str(refused.value) == sentence
    assert not may_be_closed(BookingState.CONFIRMED, **(OPEN | change))


@pytest.mark.parametrize("reason", ClosingReason)
def test_every_reason_has_words(reason):
    assert reason.label[0].isupper()
