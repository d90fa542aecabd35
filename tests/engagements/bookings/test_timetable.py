"""Open slots as the days of a page."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagements.bookings.rules import Slot, ZoneUnknown
from engagements.bookings.timetable import timetable, zones_at

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
MINUS = "\N{MINUS SIGN}"


def slots_at(*texts):
    starts = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in texts]
    return [Slot(start, start + timedelta(minutes=30), ("ada",)) for start in starts]


def days_of(count):
    first = datetime(2026, 11, 17, 9, tzinfo=UTC)
    return [
        Slot(start, start + timedelta(minutes=30), ("ada",))
        for start in (first + timedelta(days=day) for day in range(count))
    ]


def test_a_slot_stands_on_the_day_of_the_readers_clock():
    late = slots_at("2026-11-17T23:30", "2026-11-18T00:30")

    told = timetable(late, zone="America/New_York", at=NOON, most=4)

    [day] = told.days
    assert day.day == date(2026, 11, 17)
    assert [slot.label for slot in day.slots] == ["18:30", "19:30"]
    assert [slot.value for slot in day.slots] == [
        "2026-11-17T23:30:00+00:00",
        "2026-11-18T00:30:00+00:00",
    ]


def test_the_offset_is_that_of_the_days_shown_and_not_of_today():
    summer = slots_at("2026-07-01T12:00")

    told = timetable(summer, zone="Europe/Berlin", at=NOON, most=4)

    assert told.zone_in_words == "Europe/Berlin, UTC+02:00"


def test_an_hour_that_comes_twice_carries_its_offsets():
    doubled = slots_at("2026-11-01T05:30", "2026-11-01T06:30", "2026-11-01T07:30")

    [day] = timetable(doubled, zone="America/New_York", at=NOON, most=4).days

    assert [slot.label for slot in day.slots] == [
        f"01:30 UTC{MINUS}04:00",
        f"01:30 UTC{MINUS}05:00",
        "02:30",
    ]


def test_a_few_days_from_a_start_on_are_shown():
    told = timetable(days_of(5), zone="UTC", at=NOON, start=date(2026, 11, 18), most=2)

    assert [day.day.day for day in told.days] == [18, 19]


def test_a_start_before_or_behind_all_days_is_the_first_page():
    slots = days_of(2)

    for start in (date(2020, 1, 1), date(2099, 1, 1)):
        told = timetable(slots, zone="UTC", at=NOON, start=start, most=4)
        assert [day.day.day for day in told.days] == [17, 18]


def test_without_slots_the_offset_is_that_of_now():
    told = timetable([], zone="Europe/Berlin", at=NOON, most=4)

    assert (told.days, told.offset) == ((), "UTC+01:00")


def test_an_unknown_zone_is_refused():
    with pytest.raises(ZoneUnknown):
        timetable([], zone="Mars/Base", at=NOON, most=4)


def test_zones_are_listed_by_area_with_their_offset():
    areas = dict(zones_at(NOON, chosen="Europe/Berlin"))

    names = {zone.name: zone.label for zone in areas["Europe"]}
    assert names["Europe/Berlin"] == "Berlin (UTC+01:00)"
    america = {zone.label for zone in areas["America"]}
    assert f"Argentina/Buenos Aires (UTC{MINUS}03:00)" in america
    assert "Chosen" not in areas


def test_a_zone_of_an_old_name_is_put_in_front():
    front = zones_at(NOON, chosen="US/Eastern")[0]

    assert front[0] == "Chosen"
    assert [zone.label for zone in front[1]] == [f"US/Eastern (UTC{MINUS}05:00)"]
