"""Reads one calendar and expands what repeats; runs in a child with limits, without Django."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from math import prod
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar
from icalendar.cal import Component

MOST = 4000
# What repeats more often than hourly is no appointment; it is a mistake, or meant to keep us busy.
TOO_OFTEN = {"SECONDLY", "MINUTELY"}
MOST_A_DAY = 48
# Outlook says so beside TRANSP, and sometimes instead.
FREE = {"FREE", "WORKINGELSEWHERE"}

Range = tuple[datetime, datetime]


def answer(job: dict[str, Any]) -> dict[str, Any]:
    """The busy times of `calendar.ics` as pairs of start and length in minutes, or a refusal."""
    start, end = datetime.fromisoformat(job["start"]), datetime.fromisoformat(job["end"])
    try:
        calendars = Calendar.from_ical(Path("calendar.ics").read_bytes(), multiple=True)
        if not calendars or any(one.name != "VCALENDAR" for one in calendars):
            return {"refused": "What is there is not a calendar."}
        found = [
            piece
            for calendar in calendars
            for piece in _busy(calendar, start, end, ZoneInfo(job["zone"]), tuple(job["ours"]))
        ]
    except (ValueError, KeyError, IndexError, OverflowError) as error:
        return {"refused": f"What is there cannot be read as a calendar ({type(error).__name__})."}
    if len(found) > MOST:
        return {"refused": f"There are more than {MOST:,} appointments in that calendar."}
    return {"busy": [_minutes(*piece) for piece in _merged(sorted(found))]}


def _busy(
    calendar: Calendar, start: datetime, end: datetime, zone: ZoneInfo, ours: tuple[str, ...]
) -> Iterator[Range]:
    for event in calendar.walk("VEVENT"):
        if _repeats_too_often(event):
            raise ValueError("repeats too often")
    repeated = recurring_ical_events.of(calendar, skip_bad_series=True)
    for event in islice(repeated.after(start), MOST + 1):
        piece = _times(event, zone)
        if piece[0] >= end:
            break
        if _counts(event, ours):
            yield from _within(piece, start, end)
    for free_busy in calendar.walk("VFREEBUSY"):
        for piece in _periods(free_busy):
            yield from _within(piece, start, end)


def _repeats_too_often(event: Component) -> bool:
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        lists = [rule.get(name, []) for name in ("BYHOUR", "BYMINUTE", "BYSECOND")]
        within_a_day = prod(max(1, len(one if isinstance(one, list) else [one])) for one in lists)
        if TOO_OFTEN & set(rule.get("FREQ", [])) or within_a_day > MOST_A_DAY:
            return True
    return False


def _counts(event: Component, ours: tuple[str, ...]) -> bool:
    said = {name: str(event.get(name, "")).upper() for name in ("STATUS", "TRANSP", BUSY_STATUS)}
    own = bool(ours) and str(event.get("UID", "")).endswith(ours)
    return not (
        own
        or said["STATUS"] == "CANCELLED"
        or said["TRANSP"] == "TRANSPARENT"
        or said[BUSY_STATUS] in FREE
    )


def _times(event: Any, zone: ZoneInfo) -> Range:
    start = _instant(event["DTSTART"].dt, zone)
    end = _instant(event["DTEND"].dt, zone) if "DTEND" in event else start
    return start, max(start, end)


def _periods(free_busy: Component) -> Iterator[Range]:
    said = free_busy.get("FREEBUSY", [])
    for periods in said if isinstance(said, list) else [said]:
        if str(periods.params.get("FBTYPE", "BUSY")).upper() == "FREE":
            continue
        for start, end in (one.dt for one in getattr(periods, "dts", [periods])):
            begun = _instant(start, ZoneInfo("UTC"))
            after = begun + end if isinstance(end, timedelta) else _instant(end, ZoneInfo("UTC"))
            yield begun, after


def _instant(when: date | datetime, zone: ZoneInfo) -> datetime:
    """A day begins at midnight of its zone, and a time without one is on the owner's wall."""
    if not isinstance(when, datetime):
        when = datetime.combine(when, time.min)
    return (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)


def _within(piece: Range, start: datetime, end: datetime) -> Iterator[Range]:
    begin, stop = max(piece[0], start), min(piece[1], end)
    if begin < stop:
        yield begin, stop


def _merged(pieces: list[Range]) -> Iterator[Range]:
    waiting: Range | None = None
    for piece in pieces:
        if waiting and piece[0] <= waiting[1]:
            waiting = waiting[0], max(waiting[1], piece[1])
            continue
        if waiting:
            yield waiting
        waiting = piece
    if waiting:
        yield waiting


def _minutes(start: datetime, end: datetime) -> tuple[int, int]:
    """Begun minutes count: a minute too many keeps a call away, one too few books over it."""
    first = int(start.timestamp()) // 60
    last = -(-int(end.timestamp()) // 60)
    return first, last - first


BUSY_STATUS = "X-MICROSOFT-CDO-BUSYSTATUS"
