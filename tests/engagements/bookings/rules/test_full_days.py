"""Days that are full or free of calls: the daily maximum, holidays, and what they leave."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagements.bookings.rules import (
    BookingPolicy,
    DayFull,
    HostCalendar,
    HostHours,
    SlotOutsideHours,
    SlotTaken,
    TimeRange,
    WallRange,
    check_slot,
    open_slots,
)

NIGHT = datetime(2026, 11, 16, 0, 0, tzinfo=UTC)
NINE = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
TUESDAY = date(2026, 11, 17)
HALF_HOUR = timedelta(minutes=30)
MORNING = (WallRange(time(9), time(11)),)
HOURS = HostHours(zone="UTC", weekly=dict.fromkeys(range(7), MORNING))
TWO_A_DAY = BookingPolicy(
    minimum_notice=timedelta(0), horizon=timedelta(days=2, hours=12), daily_most=2
)


def host(*booked, hours=HOURS):
    busy = tuple(TimeRange(start, start + HALF_HOUR) for start in booked)
    return HostCalendar(host="ada", hours=hours, busy=busy, booked=booked)


def days_of(calendar, policy=TWO_A_DAY):
    slots = open_slots([calendar], policy=policy, at=NIGHT)
    return sorted({slot.starts_at.date() for slot in slots})


def test_a_day_with_as_many_calls_as_the_host_takes_offers_none():
    one, two = host(NINE), host(NINE, NINE + HALF_HOUR)

    assert NINE.date() in days_of(one)
    assert days_of(two) == [TUESDAY, date(2026, 11, 18)]


def test_a_full_day_is_refused_as_such_and_a_busy_time_as_taken():
    ten = NINE + 2 * HALF_HOUR
    with pytest.raises(DayFull, match="All calls of that day"):
        check_slot(ten, [host(NINE, NINE + HALF_HOUR)], policy=TWO_A_DAY, at=NIGHT)
    with pytest.raises(SlotTaken):
        check_slot(NINE, [host(NINE)], policy=TWO_A_DAY, at=NIGHT)


def test_a_host_whose_day_is_not_full_takes_the_call():
    bo = replace(host(), host="bo")

    slot = check_slot(
        NINE + 2 * HALF_HOUR, [host(NINE, NINE + HALF_HOUR), bo], policy=TWO_A_DAY, at=NIGHT
    )

    assert slot.hosts == ("bo",)


def test_the_day_is_that_of_the_host():
    # 20:00 on Monday in New York, Tuesday by UTC.
    late = datetime(2026, 11, 17, 1, 0, tzinfo=UTC)
    hours = HostHours(
        zone="America/New_York", weekly=dict.fromkeys(range(7), (WallRange(time(9), time(21)),))
    )
    full = host(late, late + HALF_HOUR, hours=hours)

    assert full.full_days(2) == {date(2026, 11, 16)}
    assert not full.full_days(None)


def test_a_holiday_is_a_day_off_unless_the_host_wrote_hours_for_it():
    off = replace(HOURS, holidays={TUESDAY})
    works = replace(off, overrides={TUESDAY: MORNING})

    assert TUESDAY not in days_of(host(hours=off))
    assert TUESDAY in days_of(host(hours=works))
    with pytest.raises(SlotOutsideHours):
        check_slot(NINE + timedelta(days=1), [host(hours=off)], policy=TWO_A_DAY, at=NIGHT)


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from(["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia"]),
    st.lists(st.integers(0, 200), max_size=12, unique=True),
    st.integers(1, 4),
)
def test_no_day_on_which_clocks_change_is_booked_beyond_its_maximum(zone, halves, most):
    at = datetime(2027, 3, 12, tzinfo=UTC)
    hours = HostHours(zone=zone, weekly=dict.fromkeys(range(7), (WallRange(time(0), time(0)),)))
    booked = tuple(at + HALF_HOUR * number for number in sorted(halves))
    policy = replace(TWO_A_DAY, daily_most=most)

    slots = open_slots([host(*booked, hours=hours)], policy=policy, at=at)

    here = ZoneInfo(zone)
    for slot in slots:
        same_day = [
            start
            for start in booked
            if start.astimezone(here).date() == slot.starts_at.astimezone(here).date()
        ]
        assert len(same_day) < most
