"""How a call is told in a zone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.bookings.rules import TimeRange, ZoneUnknown, offset_of, told

MINUS = "\N{MINUS SIGN}"


def call_at(text):
    starts_at = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return TimeRange(starts_at, starts_at + timedelta(minutes=30))


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("UTC", "Tuesday 24 November 2026, 23:45 to 00:15 (UTC, UTC)"),
        ("Europe/Berlin", "Wednesday 25 November 2026, 00:45 to 01:15 (Europe/Berlin, UTC+01:00)"),
        (
            "America/St_Johns",
            f"Tuesday 24 November 2026, 20:15 to 20:45 (America/St_Johns, UTC{MINUS}03:30)",
        ),
        (
            "Asia/Kathmandu",
            "Wednesday 25 November 2026, 05:30 to 06:00 (Asia/Kathmandu, UTC+05:45)",
        ),
    ],
)
def test_a_call_is_told_with_day_hours_zone_and_offset(zone, words):
    assert str(told(call_at("2026-11-24T23:45"), zone)) == words


def test_the_offset_is_that_of_the_day_of_the_call():
    assert offset_of("America/New_York", datetime(2026, 7, 1, tzinfo=UTC)) == f"UTC{MINUS}04:00"
    assert offset_of("America/New_York", datetime(2026, 12, 1, tzinfo=UTC)) == f"UTC{MINUS}05:00"


def test_an_hour_that_comes_twice_is_told_apart_by_its_offset():
    first = told(call_at("2026-11-01T05:15"), "America/New_York")
    second = told(call_at("2026-11-01T06:15"), "America/New_York")

    assert first.hours == second.hours == "01:15 to 01:45"
    assert (first.offset, second.offset) == (f"UTC{MINUS}04:00", f"UTC{MINUS}05:00")


def test_a_call_over_the_change_of_clocks_tells_the_offset_of_its_end():
    in_spring = told(call_at("2027-03-14T06:45"), "America/New_York")
    in_autumn = told(call_at("2026-11-01T05:45"), "America/New_York")

    assert in_spring.hours == f"01:45 to 03:15 UTC{MINUS}04:00"
    assert in_autumn.hours == f"01:45 to 01:15 UTC{MINUS}05:00"


def test_no_zone_is_no_telling():
    with pytest.raises(ZoneUnknown):
        told(call_at("2026-11-24T12:00"), "Mars/Base")


@given(
    st.sampled_from(
        [
            *("America/New_York", "America/Santiago", "Asia/Kathmandu", "Australia/Lord_Howe"),
            *("Europe/Berlin", "Europe/Dublin", "Pacific/Apia", "Africa/Casablanca", "UTC"),
        ]
    ),
    st.sampled_from(["2027-03-14", "2027-03-28", "2027-04-04", "2027-10-31", "2027-11-07"]),
    st.integers(-24 * 60, 48 * 60),
)
def test_what_is_told_names_one_instant_also_when_clocks_change(zone, day, minute):
    start = datetime.fromisoformat(f"{day}T00:00+00:00") + timedelta(minutes=minute)

    call = told(TimeRange(start, start + timedelta(minutes=30)), zone)

    offset = call.offset.removeprefix("UTC").replace("\N{MINUS SIGN}", "-") or "+00:00"
    assert datetime.fromisoformat(f"{call.day}T{call.starts}{offset}") == start
    ends, _, own = call.ends.partition(" UTC")
    offset = own.replace("\N{MINUS SIGN}", "-") or ("+00:00" if " UTC" in call.ends else offset)
    end = datetime.fromisoformat(f"{call.day}T{ends}{offset}")
    assert (end - start) % timedelta(days=1) == timedelta(minutes=30)
