"""A call as it is told to somebody: in their zone, with the zone's name and offset."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engagements.bookings.rules.hours import TimeRange, zone_named


@dataclass(frozen=True)
class ToldCall:
    """A call on the clock of one zone; `str()` is the whole of it on one line."""

    day: date
    starts: str
    ends: str
    zone: str
    offset: str

    @property
    def day_in_words(self) -> str:
        """“Tuesday 24 November 2026”."""
        return f"{self.day:%A} {self.day.day} {self.day:%B %Y}"

    @property
    def hours(self) -> str:
        """“10:00 to 10:30”."""
        return f"{self.starts} to {self.ends}"

    @property
    def zone_in_words(self) -> str:
        """“Europe/Berlin, UTC+01:00”."""
        return f"{self.zone}, {self.offset}"

    def __str__(self) -> str:
        return f"{self.day_in_words}, {self.hours} ({self.zone_in_words})"


def told(call: TimeRange, zone: str) -> ToldCall:
    """A call as the wall clocks of a zone show it, with the offset that holds when it begins.

    Where the clocks are changed during the call, its end carries its own offset.

    :raises ZoneUnknown: when the name is not that of a zone.
    """
    starts_at = call.starts_at.astimezone(zone_named(zone))
    ends_at = call.ends_at.astimezone(zone_named(zone))
    before, after = offset_of(zone, call.starts_at), offset_of(zone, call.ends_at)
    return ToldCall(
        day=starts_at.date(),
        starts=f"{starts_at:%H:%M}",
        ends=f"{ends_at:%H:%M}" + (f" {after}" if after != before else ""),
        zone=zone,
        offset=before,
    )


def offset_of(zone: str, instant: datetime) -> str:
    """The offset of a zone at an instant: “UTC+01:00”, a minus sign to the west, “UTC” at none."""
    offset = instant.astimezone(zone_named(zone)).utcoffset() or timedelta()
    minutes = round(offset.total_seconds() / 60)
    if minutes == 0:
        return "UTC"
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    return f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
