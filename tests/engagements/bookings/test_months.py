"""Open slots as a month with the times of one day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.bookings.months import month_times
from engagements.bookings.rules import Slot, ZoneUnknown

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
SLOTS = ["2026-11-17T09:00", "2026-11-17T10:00", "2026-11-30T23:30", "2027-01-04T09:00"]


def slots_at(*texts):
    starts = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in texts]
    return [Slot(start, start + timedelta(minutes=30), ("ada",)) for start in starts]


def told(*texts, zone="UTC", **shown):
    return month_times(slots_at(*texts), zone=zone, at=NOON, **shown)


def open_days(times):
    return {one.day.day: one.open for week in times.month.weeks for one in week if one and one.open}


def test_the_first_month_and_day_with_open_times_are_shown():
    times = told(*SLOTS)

    assert times.month.first == date(2026, 11, 1)
    assert open_days(times) == {17: 2, 30: 1}
    assert [slot.label for slot in times.days[0].slots] == ["09:00", "10:00"]
    assert [one.day for week in times.month.weeks for one in week if one and one.chosen] == [
        date(2026, 11, 17)
    ]


def test_weeks_begin_on_monday_and_hold_days_of_the_month_alone():
    weeks = told(*SLOTS, month=date(2027, 1, 1)).month.weeks

    assert weeks[0][:4] == (None,) * 4
    assert weeks[0][4].day == date(2027, 1, 1)
    assert all(len(week) == 7 for week in weeks)


def test_weeks_that_are_over_are_not_shown():
    weeks = told(*SLOTS).month.weeks

    assert [week[0].day.day for week in weeks] == [16, 23, 30]


def test_one_turns_between_the_first_and_the_last_month_that_have_open_times():
    november = told(*SLOTS).month
    december = told(*SLOTS, month=november.later)
    january = told(*SLOTS, month=december.month.later)

    assert (november.earlier, december.month.first) == (None, date(2026, 12, 1))
    assert (open_days(december), december.days) == ({}, ())
    assert december.following == date(2027, 1, 4)
    assert january.days[0].day == date(2027, 1, 4)
    assert (january.month.earlier, january.month.later) == (date(2026, 12, 1), None)


def test_a_day_that_was_asked_for_is_shown_though_nothing_is_open_on_it():
    times = told(*SLOTS, day=date(2026, 11, 20))

    assert (times.days, times.following) == ((), date(2026, 11, 30))


def test_a_slot_stands_on_the_day_and_in_the_month_of_the_readers_clock():
    times = told("2026-11-30T23:30", zone="Asia/Tokyo")

    assert times.month.first == date(2026, 12, 1)
    assert open_days(times) == {1: 1}
    assert times.zone_in_words == "Asia/Tokyo, UTC+09:00"


def test_the_offset_is_that_of_the_day_that_is_shown():
    slots = ["2027-03-26T12:00", "2027-03-29T12:00"]

    before = told(*slots, zone="Europe/Berlin", day=date(2027, 3, 26))
    after = told(*slots, zone="Europe/Berlin", day=date(2027, 3, 29))

    assert (before.offset, after.offset) == ("UTC+01:00", "UTC+02:00")


def test_without_open_times_there_is_no_month():
    assert told().month is None
    with pytest.raises(ZoneUnknown):
        told(zone="Mars/Base")


@given(
    st.lists(st.integers(0, 24 * 400), min_size=1, max_size=30, unique=True),
    st.sampled_from(["Pacific/Apia", "America/Sao_Paulo", "Australia/Lord_Howe", "UTC"]),
)
def test_every_slot_is_found_by_turning_the_months_and_asking_for_its_day(hours, zone):
    slots = [
        Slot(start, start + timedelta(minutes=30), ("ada",))
        for start in (NOON + timedelta(hours=hour) for hour in sorted(hours))
    ]

    found, first = [], None
    times = month_times(slots, zone=zone, at=NOON)
    while True:
        for week in times.month.weeks:
            for one in week:
                if one and one.open:
                    day = month_times(slots, zone=zone, at=NOON, day=one.day)
                    found += [slot.value for slot in day.days[0].slots]
        first = times.month.later
        if first is None:
            break
        times = month_times(slots, zone=zone, at=NOON, month=first)

    assert found == [slot.starts_at.isoformat() for slot in slots]
