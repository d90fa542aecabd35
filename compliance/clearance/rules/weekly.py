"""When the weekly mail of what runs out is due."""

from datetime import date, datetime, timedelta

MONDAY = 0
FIRST_HOUR = 7


def letter_of(local: datetime) -> date | None:
    """The Monday whose mail is due at a moment where the organisation is; None when none is.

    Due from seven in the morning until the day is over: a portal that was down at seven still
    writes, and nobody gets Monday's mail on a Tuesday.
    """
    if local.weekday() != MONDAY or local.hour < FIRST_HOUR:
        return None
    return local.date()


def next_letter(today: date) -> date:
    """The Monday of the next mail, seen from a day; on a Monday the one in a week."""
    return today + timedelta(days=7 - today.weekday())
