"""Which reminders are sent, and which have lost their meaning when their time comes."""

from datetime import UTC, datetime, timedelta

import pytest

from engagements.bookings.rules import BookingState, Reminder, is_due, reminders_to_come

CALL = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (3 * DAY, {Reminder.DAY: 2 * DAY, Reminder.HOUR: 3 * DAY - HOUR}),
        (DAY, {Reminder.HOUR: DAY - HOUR}),
        (2 * HOUR, {Reminder.HOUR: HOUR}),
        (HOUR, {}),
        (-HOUR, {}),
    ],
)
def test_only_reminders_that_lie_ahead_are_planned(ahead, expected):
    assert dict(reminders_to_come(CALL, at=CALL - ahead)) == expected


@pytest.mark.parametrize(
    ("reminder", "ahead", "due"),
    [
        (Reminder.DAY, DAY, True),
        (Reminder.DAY, 2 * HOUR, True),
        (Reminder.DAY, HOUR, False),
        (Reminder.HOUR, HOUR, True),
        (Reminder.HOUR, MINUTE, True),
        (Reminder.HOUR, 0 * HOUR, False),
    ],
)
def test_a_reminder_that_comes_too_late_is_not_sent(reminder, ahead, due):
    said = is_due(reminder, BookingState.CONFIRMED, meant_for=CALL, starts_at=CALL, at=CALL - ahead)

    assert said is due


def test_a_reminder_of_a_time_the_call_no_longer_has_is_not_sent():
    moved = CALL + DAY

    assert not is_due(
        Reminder.DAY, BookingState.CONFIRMED, meant_for=CALL, starts_at=moved, at=CALL - DAY
    )


@pytest.mark.parametrize("state", set(BookingState) - {BookingState.CONFIRMED})
def test_nobody_is_reminded_of_what_does_not_stand(state):
    assert not is_due(Reminder.DAY, state, meant_for=CALL, starts_at=CALL, at=CALL - DAY)


@pytest.mark.parametrize("reminder", Reminder)
def test_every_reminder_has_words(reminder):
    assert reminder.words.startswith("in ")
