"""When visitor and host are reminded of a call."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from engagements.bookings.rules.bookings import BookingState


class Reminder(StrEnum):
    """A mail before the call."""

    DAY = "day"
    HOUR = "hour"

    @property
    def ahead(self) -> timedelta:
        """How long before the call it is sent."""
        return _AHEAD[self]

    @property
    def words(self) -> str:
        """When the call is, seen from the mail."""
        return _WORDS[self]


def reminders_to_come(starts_at: datetime, *, at: datetime) -> Iterator[tuple[Reminder, timedelta]]:
    """The reminders whose time has not come, each with how long it is until then."""
    for reminder in Reminder:
        wait = starts_at - reminder.ahead - at
        if wait > timedelta():
            yield reminder, wait


def is_due(
    reminder: Reminder,
    current: BookingState,
    *,
    meant_for: datetime,
    starts_at: datetime,
    at: datetime,
) -> bool:
    """Whether a reminder that was planned for a start is still worth sending.

    Not when the call was moved or called off since; not when it came late, into the time of the
    next reminder or of the call.
    """
    if current is not BookingState.CONFIRMED or meant_for != starts_at:
        return False
    over = starts_at - (Reminder.HOUR.ahead if reminder is Reminder.DAY else timedelta())
    return at < over


_AHEAD = {Reminder.DAY: timedelta(days=1), Reminder.HOUR: timedelta(hours=1)}
_WORDS = {Reminder.DAY: "in a day", Reminder.HOUR: "in an hour"}
