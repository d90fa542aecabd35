"""When somebody is reminded: to sign, of the end of an agreement, of the PHI that is still held."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from engagements.lifecycle.rules import Refused

REST_BETWEEN = timedelta(hours=24)
LAST_CALL_DAYS = 3
"""So many days before the last day to sign the portal itself reminds, once."""
RENEWAL_DAYS = (60, 14)
"""So many days before an agreement runs out by its own words, both sides are told."""


class ReminderKind(StrEnum):
    """What a reminder is about."""

    TO_SIGN = "to_sign"
    RENEWAL = "renewal"
    PHI = "phi"


class ReminderRefused(Refused):
    """Nobody is to be reminded now; says why."""


def check_reminder(*, waits: bool, last: datetime | None, at: datetime) -> None:
    """Refuse to remind where nobody is asked to sign, or somebody was reminded within a day."""
    if not waits:
        raise ReminderRefused("Nobody is asked to sign this agreement now.")
    if last is not None and at - last < REST_BETWEEN:
        raise ReminderRefused("They were reminded less than a day ago. Once a day is enough.")


def last_call_is_due(*, sign_by: date, today: date, reminded_on: date | None) -> bool:
    """Whether the portal itself reminds today: shortly before the last day, once."""
    begins = sign_by - timedelta(days=LAST_CALL_DAYS)
    return begins <= today <= sign_by and (reminded_on is None or reminded_on < begins)


def renewal_is_due(*, last_day: date | None, today: date, reminded_on: date | None) -> bool:
    """Whether both sides are told today that an agreement in force runs out by its own words."""
    if last_day is None or today > last_day:
        return False
    begun = [last_day - timedelta(days=days) for days in RENEWAL_DAYS]
    reached = max((day for day in begun if day <= today), default=None)
    return reached is not None and (reminded_on is None or reminded_on < reached)


def phi_reminder_is_due(*, due_on: date, today: date, reminded_on: date | None) -> bool:
    """Whether the partner is told that the return or destruction of PHI is not recorded: weekly.

    From seven days before the last day for it.
    """
    if today < due_on - timedelta(days=7):
        return False
    return reminded_on is None or today - reminded_on >= timedelta(days=7)
