"""Hours of hosts as real time, above all on the days the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagements.bookings.rules import (
    HostHours,
    TimeRange,
    WallRange,
    ZoneUnknown,
    check_hours,
    open_ranges,
    zone_named,
    zone_names,
)

QUARTER = timedelta(minutes=15)
ZONES = [
    "America/New_York",
    "America/Santiago",  # skips midnight itself
    "Asia/Kathmandu",  # 5:45 ahead, no summer time
    "Atlantic/Azores",  # shows midnight twice
    "Australia/Lord_Howe",  # changes by half an hour
    "Europe/Berlin",
    "Pacific/Apia",
    "UTC",
]
# The days of 2027 on which one of these zones changes its clock, and their neighbours.
CHANGES = [
    date(2027, month, day)
    for month, days in {
        3: (13, 14, 15, 28),
        4: (3, 4),
        9: (4, 5),
        10: (3, 31),
        11: (6, 7, 8),
    }.items()
    for day in days
]


def wall(start, end):
    return WallRange(time.fromisoformat(start), time.fromisoformat(end))


def hours_in(zone, *ranges):
    return HostHours(zone=zone, weekly=dict.fromkeys(range(7), ranges))


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def spans(zone, day, *ranges):
    return [
        (f"{opening.starts_at:%dT%H:%M}", f"{opening.ends_at:%dT%H:%M}")
        for opening in open_ranges(hours_in(zone, *ranges), date.fromisoformat(day))
    ]


# Ordinary days


def test_hours_follow_the_zone_of_the_host():
    assert spans("Asia/Kathmandu", "2027-03-14", wall("09:00", "17:00")) == [
        ("14T03:15", "14T11:15")
    ]


def test_an_end_of_midnight_is_the_end_of_the_day():
    assert spans("UTC", "2027-01-05", wall("22:00", "00:00")) == [("05T22:00", "06T00:00")]


def test_several_ranges_a_day_come_in_order_and_touching_ones_as_one():
    ranges = (wall("14:00", "16:00"), wall("09:00", "10:30"), wall("10:30", "12:00"))

    assert spans("UTC", "2027-01-05", *ranges) == [
        ("05T09:00", "05T12:00"),
        ("05T14:00", "05T16:00"),
    ]


def test_a_weekday_left_out_has_no_hours():
    hours = HostHours(zone="UTC", weekly={0: (wall("09:00", "10:00"),)})

    assert len(open_ranges(hours, date(2027, 1, 4))) == 1
    assert open_ranges(hours, date(2027, 1, 5)) == ()


def test_an_override_replaces_the_hours_of_its_date_only():
    monday = date(2027, 1, 4)
    hours = HostHours(
        zone="UTC",
        weekly={0: (wall("09:00", "10:00"),)},
        overrides={monday: (wall("15:00", "16:00"),)},
    )

    assert open_ranges(hours, monday) == (
        TimeRange(utc("2027-01-04T15:00"), utc("2027-01-04T16:00")),
    )
    assert open_ranges(hours, monday + timedelta(days=7))[0].starts_at.hour == 9


def test_an_empty_override_is_a_day_off():
    monday = date(2027, 1, 4)
    hours = HostHours(zone="UTC", weekly={0: (wall("09:00", "10:00"),)}, overrides={monday: ()})

    assert open_ranges(hours, monday) == ()


# Days on which the clock changes


@pytest.mark.parametrize(
    ("zone", "day", "ranges", "expected"),
    [
        # New York skips 02:00 to 03:00 on 14 March 2027.
        ("America/New_York", "2027-03-14", ("01:00", "04:00"), [("14T06:00", "14T08:00")]),
        ("America/New_York", "2027-03-14", ("02:00", "03:00"), []),
        ("America/New_York", "2027-03-14", ("02:30", "03:30"), [("14T07:00", "14T07:30")]),
        # It shows 01:00 to 02:00 twice on 7 November 2027.
        ("America/New_York", "2027-11-07", ("01:00", "02:00"), [("07T05:00", "07T07:00")]),
        (
            "America/New_York",
            "2027-11-07",
            ("00:30", "01:30"),
            [("07T04:30", "07T05:30"), ("07T06:00", "07T06:30")],
        ),
        ("America/New_York", "2027-11-07", ("09:00", "10:00"), [("07T14:00", "07T15:00")]),
        # Berlin skips 02:00 to 03:00 on 28 March and shows it twice on 31 October 2027.
        ("Europe/Berlin", "2027-03-28", ("01:30", "03:30"), [("28T00:30", "28T01:30")]),
        ("Europe/Berlin", "2027-10-31", ("02:00", "03:00"), [("31T00:00", "31T02:00")]),
        # Lord Howe changes by half an hour: 02:00 to 02:30 is skipped, 01:30 to 02:00 doubled.
        ("Australia/Lord_Howe", "2027-10-03", ("01:30", "03:00"), [("02T15:00", "02T16:00")]),
        ("Australia/Lord_Howe", "2027-04-04", ("01:00", "02:00"), [("03T14:00", "03T15:30")]),
        # Santiago has no midnight on 5 September 2027.
        ("America/Santiago", "2027-09-05", ("00:00", "01:30"), [("05T04:00", "05T04:30")]),
    ],
)
def test_skipped_hours_are_missing_and_doubled_hours_count_twice(zone, day, ranges, expected):
    assert spans(zone, day, wall(*ranges)) == expected


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("America/New_York", "2027-03-14", 23),
        ("America/New_York", "2027-11-07", 25),
        ("Europe/Berlin", "2027-03-28", 23),
        ("Europe/Berlin", "2027-10-31", 25),
        ("Australia/Lord_Howe", "2027-10-03", 23.5),
        ("Australia/Lord_Howe", "2027-04-04", 24.5),
        ("America/Santiago", "2027-09-05", 23),
        ("Atlantic/Azores", "2027-10-31", 25),
        ("Asia/Kathmandu", "2027-03-14", 24),
    ],
)
def test_a_whole_day_is_as_long_as_it_is(zone, day, hours):
    (opening,) = open_ranges(hours_in(zone, wall("00:00", "00:00")), date.fromisoformat(day))

    assert opening.ends_at - opening.starts_at == timedelta(hours=hours)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", CHANGES)
def test_each_day_begins_where_the_one_before_ended(zone, day):
    hours = hours_in(zone, wall("00:00", "00:00"))

    (before,) = open_ranges(hours, day - timedelta(days=1))
    (opening,) = open_ranges(hours, day)

    assert before.ends_at == opening.starts_at


QUARTERS_OF_DAY = st.integers(0, 24 * 4 - 1)


@settings(deadline=None, max_examples=200)
@given(
    zone=st.sampled_from(ZONES),
    day=st.sampled_from(CHANGES),
    edges=st.lists(QUARTERS_OF_DAY, min_size=2, max_size=2, unique=True).map(sorted),
)
def test_an_instant_is_open_exactly_when_the_wall_clock_shows_an_open_hour(zone, day, edges):
    start, end = (time(quarter // 4, quarter % 4 * 15) for quarter in edges)
    openings = open_ranges(hours_in(zone, WallRange(start, end)), day)

    instant = datetime.combine(day, time.min, UTC) - timedelta(hours=15)
    for _ in range(54 * 4):
        shown = instant.astimezone(ZoneInfo(zone))
        expected = shown.date() == day and start <= shown.time() < end
        is_open = any(o.starts_at <= instant < o.ends_at for o in openings)
        assert is_open == expected, shown
        instant += QUARTER


# Sound and unsound hours


def test_sound_hours_have_no_faults():
    assert (
        check_hours(hours_in("Europe/Berlin", wall("09:00", "12:00"), wall("12:00", "00:00"))) == ()
    )


def test_every_fault_of_the_hours_is_named():
    hours = HostHours(
        zone="Mars/Olympus",
        weekly={1: (wall("12:00", "09:00"),)},
        overrides={date(2027, 1, 4): (wall("09:00", "11:00"), wall("10:00", "12:00"))},
    )

    assert check_hours(hours) == (
        "“Mars/Olympus” is not a time zone we know. "
        "Choose one from the list, such as Europe/Berlin.",
        "Tuesday: 12:00 to 09:00 ends before it begins.",
        "4 January 2027: 09:00 and 10:00 begin overlapping hours.",
    )


@pytest.mark.parametrize(
    "name", ["", "America", "../../etc/passwd", "/etc/localtime", "CET\0", "\ud800"]
)
def test_a_name_that_is_no_zone_is_refused(name):
    with pytest.raises(ZoneUnknown, match="is not a time zone we know"):
        zone_named(name)


def test_hours_in_an_unknown_zone_open_nothing():
    with pytest.raises(ZoneUnknown):
        open_ranges(hours_in("Nowhere", wall("09:00", "10:00")), date(2027, 1, 4))


def test_zones_are_known_by_their_iana_names():
    assert set(ZONES) <= zone_names()
    assert zone_named("Europe/Berlin").key == "Europe/Berlin"


def test_ranges_that_only_touch_do_not_overlap():
    morning = TimeRange(utc("2027-01-04T09:00"), utc("2027-01-04T10:00"))
    next_hour = TimeRange(utc("2027-01-04T10:00"), utc("2027-01-04T11:00"))
    across = TimeRange(utc("2027-01-04T09:59"), utc("2027-01-04T10:01"))

    assert not morning.overlaps(next_hour)
    assert not next_hour.overlaps(morning)
    assert across.overlaps(morning)
    assert next_hour.overlaps(across)
