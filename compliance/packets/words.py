"""Words that sections and dividers share: people, days and instants that may not be known.

Days of instants are those of the current zone: reading a packet makes it the client's, whose
calendar decides what belongs to the day of the packet.
"""

from datetime import UTC, date, datetime

from django.utils import timezone

from compliance.evidence.rules import show_date
from portal.accounts.models import User

UNKNOWN = "not recorded"


def are(count: int) -> str:
    """The verb of so many of them."""
    return "is" if count == 1 else "are"


def name(person: User | None) -> str:
    """A person by name."""
    return person.name if person else UNKNOWN


def calendar_day(value: datetime) -> date:
    """The day of an instant in the current zone."""
    return value.astimezone(timezone.get_current_timezone()).date()


def day(value: date | None) -> str:
    """ "22 November 2026"; of an instant, its day in the current zone."""
    if isinstance(value, datetime):
        value = calendar_day(value)
    return show_date(value) if value else UNKNOWN


def instant(value: datetime | None) -> str:
    """ "22 November 2026, 14:03:11 UTC"."""
    if value is None:
        return UNKNOWN
    utc = value.astimezone(UTC)
    return f"{show_date(utc.date())}, {utc:%H:%M:%S} UTC"


def moment(value: datetime) -> str:
    """ "22 November 2026, 14:03 UTC"."""
    utc = value.astimezone(UTC)
    return f"{show_date(utc.date())}, {utc:%H:%M} UTC"


def span(first: date | None, last: date | None) -> str:
    """ "1 July 2025 to 30 June 2026"; without a last day "from 1 July 2025, no end named"."""
    if first is None:
        return f"until {day(last)}" if last else UNKNOWN
    return f"{day(first)} to {day(last)}" if last else f"from {day(first)}, no end named"


def reported(first: date | None, last: date) -> str:
    """The time a report speaks of: a period, or one day ("as of 30 June 2026") without a first."""
    return span(first, last) if first else f"as of {day(last)}"
