"""Days on which a host differs from the usual week, written one a line."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta

from engagements.bookings.rules.hours import WallRange
from engagements.bookings.rules.refusals import HoursRefused

# Longer is a typing error, or a host who takes no calls at all.
LONGEST_ABSENCE = 120
_LINE = re.compile(
    r"(?P<first>\d{4}-\d\d-\d\d)(?:\s*(?:to|–|until)\s*(?P<last>\d{4}-\d\d-\d\d))?"
    r"(?P<ranges>(?:[\s,:]+\d{1,2}:\d\d\s*[-–]\s*\d{1,2}:\d\d)*)\s*"
)
_RANGE = re.compile(r"(\d{1,2}:\d\d)\s*[-–]\s*(\d{1,2}:\d\d)")
_EXAMPLES = "“2026-12-24”, “2026-12-24 to 2027-01-01” or “2026-12-30 10:00-14:00”"


def read_days(text: str) -> dict[date, tuple[WallRange, ...]]:
    """Each day that is written down, with its ranges; without any it is a day off.

    A line is a date, or a first and a last one, and then the ranges of that day or those days.

    :raises HoursRefused: naming every line that cannot be read.
    """
    days: dict[date, tuple[WallRange, ...]] = {}
    faults: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        try:
            days |= _read(line)
        except ValueError:
            faults.append(f"“{line[:60]}” cannot be read. Write {_EXAMPLES}.")
    HoursRefused.if_any(tuple(faults))
    return days


def written_days(days: Mapping[date, tuple[WallRange, ...]]) -> str:
    """The lines that `read_days` reads; days off that follow one another are one line."""
    return "\n".join(_lines(sorted(days.items())))


def _read(line: str) -> dict[date, tuple[WallRange, ...]]:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(line)
    first = date.fromisoformat(match["first"])
    last = date.fromisoformat(match["last"] or match["first"])
    count = (last - first).days + 1
    if not 1 <= count <= LONGEST_ABSENCE:
        raise ValueError(line)
    ranges = tuple(WallRange(_clock(a), _clock(b)) for a, b in _RANGE.findall(match["ranges"]))
    return {first + timedelta(days=number): ranges for number in range(count)}


def _clock(text: str) -> time:
    return time.fromisoformat(text.zfill(5))


def _lines(days: list[tuple[date, tuple[WallRange, ...]]]) -> Iterator[str]:
    while days:
        first, ranges = days[0]
        count = 1
        while count < len(days) and days[count] == (first + timedelta(days=count), ranges):
            count += 1
        last = days[count - 1][0]
        dates = f"{first}" if count == 1 else f"{first} to {last}"
        hours = ", ".join(f"{wall.start:%H:%M}-{wall.end:%H:%M}" for wall in ranges)
        yield f"{dates} {hours}".strip()
        days = days[count:]
