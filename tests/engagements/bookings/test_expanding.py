"""What other calendars say, read in a child with limits: busy times and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from engagements.bookings.reading import busy_times
from engagements.bookings.rules import (
    CalendarUnreadable,
    TimeRange,
)
from portal.files.sandbox import ProcessLimits
from tests.cast import NOON
from tests.engagements.bookings.calendars import calendar

WINDOW = TimeRange(NOON, NOON + timedelta(days=30))
WORDS = {"zone": "America/New_York", "window": WINDOW}


def told(data, **changes):
    """The busy times as “day hour:minute to hour:minute” in UTC."""
    return [
        f"{one.starts_at:%d %H:%M} to {one.ends_at:%d %H:%M}"
        for one in busy_times(data, **(WORDS | changes))
    ]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (["DTSTART:20261117T140000Z", "DTEND:20261117T150000Z"], ["17 14:00 to 17 15:00"]),
        (["DTSTART:20261117T140000Z", "DURATION:PT45M"], ["17 14:00 to 17 14:45"]),
        (
            ["DTSTART;TZID=Europe/Berlin:20261117T140000", "DURATION:PT1H"],
            ["17 13:00 to 17 14:00"],
        ),
        # Outlook's own names of zones.
        (
            ["DTSTART;TZID=W. Europe Standard Time:20261117T140000", "DURATION:PT1H"],
            ["17 13:00 to 17 14:00"],
        ),
        # A time without a zone is on the owner's wall, and a day is the owner's day.
        (["DTSTART:20261117T140000", "DURATION:PT1H"], ["17 19:00 to 17 20:00"]),
        (["DTSTART;VALUE=DATE:20261117"], ["17 05:00 to 18 05:00"]),
        (
            ["DTSTART;VALUE=DATE:20261117", "DTEND;VALUE=DATE:20261119"],
            ["17 05:00 to 19 05:00"],
        ),
        # Cut where the window begins; over before it; beyond it.
        (["DTSTART:20261116T110000Z", "DTEND:20261116T130000Z"], ["16 12:00 to 16 13:00"]),
        (["DTSTART:20261110T110000Z", "DTEND:20261110T130000Z"], []),
        (["DTSTART:20270310T110000Z", "DTEND:20270310T130000Z"], []),
        (["DTSTART:20261117T140000Z", "DURATION:PT1H", "STATUS:CANCELLED"], []),
        (["DTSTART:20261117T140000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"], []),
        (["DTSTART:20261117T140000Z", "DURATION:PT1H", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"], []),
        (
            ["DTSTART:20261117T140000Z", "DURATION:PT1H", "STATUS:TENTATIVE"],
            ["17 14:00 to 17 15:00"],
        ),
        (["DTSTART:20261117T140000Z", "DTEND:20261117T140000Z"], []),
    ],
)
def test_an_event_keeps_its_owner_busy_or_does_not(event, expected):
    assert told(calendar(event)) == expected


def test_what_repeats_is_expanded_and_keeps_its_wall_time_over_a_change_of_clocks():
    weekly = ["DTSTART;TZID=America/New_York:20261020T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"]
    window = TimeRange(datetime(2026, 10, 26, tzinfo=UTC), datetime(2026, 11, 6, tzinfo=UTC))

    assert told(calendar(weekly), window=window) == [
        "27 13:00 to 27 14:00",
        "03 14:00 to 03 15:00",
    ]


def test_exceptions_of_what_repeats_are_heeded():
    data = calendar(
        [
            "DTSTART:20261117T140000Z",
            "DURATION:PT1H",
            "RRULE:FREQ=DAILY;COUNT=4",
            "EXDATE:20261118T140000Z",
        ]
    )
    moved = data.replace(
        b"END:VCALENDAR",
        b"BEGIN:VEVENT\r\nUID:0@elsewhere.test\r\nRECURRENCE-ID:20261119T140000Z\r\n"
        b"DTSTAMP:20261101T000000Z\r\nDTSTART:20261119T180000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\n"
        b"BEGIN:VEVENT\r\nUID:0@elsewhere.test\r\nRECURRENCE-ID:20261120T140000Z\r\n"
        b"DTSTAMP:20261101T000000Z\r\nDTSTART:20261120T140000Z\r\nDURATION:PT1H\r\n"
        b"STATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR",
    )

    assert told(moved) == ["17 14:00 to 17 15:00", "19 18:00 to 19 19:00"]


def test_what_touches_or_overlaps_is_one():
    data = calendar(
        ["DTSTART:20261117T140000Z", "DURATION:PT1H"],
        ["DTSTART:20261117T150000Z", "DURATION:PT1H"],
        ["DTSTART:20261117T143000Z", "DURATION:PT15M"],
    )

    assert told(data) == ["17 14:00 to 17 16:00"]


def test_our_own_calls_in_it_are_left_to_the_table():
    data = calendar(["DTSTART:20261117T140000Z", "DURATION:PT1H"])

    assert told(data, ours=("@elsewhere.test",)) == []


def test_published_free_busy_times_count():
    data = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VFREEBUSY\r\nUID:1\r\n"
        b"DTSTAMP:20261101T000000Z\r\nFREEBUSY;FBTYPE=BUSY:20261117T140000Z/20261117T150000Z\r\n"
        b"FREEBUSY;FBTYPE=FREE:20261118T140000Z/PT1H\r\n"
        b"FREEBUSY:20261119T140000Z/PT30M\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"
    )

    assert told(data) == ["17 14:00 to 17 15:00", "19 14:00 to 19 14:30"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>Sign in</html>",
        b"\x00\xff\xfe",
        b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\nEND:VCARD\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
        calendar(["DTSTART:20261117T140000Z", "DURATION:PT1S", "RRULE:FREQ=SECONDLY"]),
        calendar(["DTSTART:20261117T140000Z", "DURATION:PT1M", "RRULE:FREQ=MINUTELY"]),
        calendar(
            [
                "DTSTART:20261117T140000Z",
                "DURATION:PT1M",
                "RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5;BYSECOND=1,2,3,4",
            ]
        ),
        calendar(
            *([f"DTSTART:20261117T{hour:02}0000Z", "DURATION:PT1M", "RRULE:FREQ=HOURLY"]
              for hour in range(10))
        ),
    ],
)  # fmt: skip
def test_what_is_no_calendar_or_never_ends_is_refused_in_a_sentence(data):
    with pytest.raises(CalendarUnreadable, match=r"^(What|There).+\.$"):
        busy_times(data, **WORDS)


def test_a_calendar_that_asks_too_much_of_us_is_given_up():
    with pytest.raises(CalendarUnreadable, match=r"takes too long to read\.$"):
        busy_times(calendar(), **WORDS, limits=ProcessLimits(wall_seconds=0.01))
