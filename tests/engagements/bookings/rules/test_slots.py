"""Slots that are offered, slots that are refused, and who takes the call."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.bookings.rules import (
    BookingPolicy,
    HostCalendar,
    HostHours,
    SlotOutsideHours,
    SlotPast,
    SlotTaken,
    SlotTooFar,
    SlotTooSoon,
    SlotUnreadable,
    TimeRange,
    WallRange,
    ZoneUnknown,
    check_slot,
    choose_host,
    open_slots,
    read_start,
)

HALF_HOUR = timedelta(minutes=30)
NO_NOTICE = BookingPolicy(minimum_notice=timedelta(0))


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def host(name="ada", zone="UTC", start="09:00", end="11:00", busy=()):
    daily = (WallRange(time.fromisoformat(start), time.fromisoformat(end)),)
    hours = HostHours(zone=zone, weekly=dict.fromkeys(range(7), daily))
    return HostCalendar(host=name, hours=hours, busy=tuple(busy))


def on(day):
    return TimeRange(utc(f"{day}T00:00"), utc(f"{day}T00:00") + timedelta(days=1))


def starts(slots):
    return [f"{slot.starts_at:%dT%H:%M}" for slot in slots]


NIGHT = utc("2027-01-04T00:00")
MONDAY = on("2027-01-04")


# What is offered


def test_a_morning_of_two_hours_has_four_slots():
    slots = open_slots([host()], policy=NO_NOTICE, at=NIGHT, window=MONDAY)

    assert starts(slots) == ["04T09:00", "04T09:30", "04T10:00", "04T10:30"]
    assert {slot.ends_at - slot.starts_at for slot in slots} == {HALF_HOUR}


def test_a_slot_has_to_end_within_the_hours():
    slots = open_slots([host(end="09:59")], policy=NO_NOTICE, at=NIGHT, window=MONDAY)

    assert starts(slots) == ["04T09:00"]


def test_slots_may_begin_more_often_than_they_last():
    policy = replace(NO_NOTICE, step=timedelta(minutes=15))

    slots = open_slots([host(end="10:00")], policy=policy, at=NIGHT, window=MONDAY)

    assert starts(slots) == ["04T09:00", "04T09:15", "04T09:30"]


def test_a_busy_range_takes_every_slot_it_touches_and_no_other():
    busy = [TimeRange(utc("2027-01-04T09:45"), utc("2027-01-04T10:15"))]

    slots = open_slots([host(busy=busy)], policy=NO_NOTICE, at=NIGHT, window=MONDAY)

    assert starts(slots) == ["04T09:00", "04T10:30"]


def test_buffers_keep_the_host_free_on_both_sides():
    policy = replace(
        NO_NOTICE, buffer_before=timedelta(minutes=10), buffer_after=timedelta(minutes=5)
    )
    busy = [
        TimeRange(utc("2027-01-04T08:51"), utc("2027-01-04T08:52")),
        TimeRange(utc("2027-01-04T10:34"), utc("2027-01-04T10:40")),
    ]

    slots = open_slots([host(busy=busy)], policy=policy, at=NIGHT, window=MONDAY)

    assert starts(slots) == ["04T09:30"]


def test_slots_of_several_hosts_are_one_list_that_says_who_is_free():
    busy = [TimeRange(utc("2027-01-04T09:00"), utc("2027-01-04T09:30"))]
    calendars = [
        host("ada", end="10:00", busy=busy),
        host("bo", end="09:30"),
        host("cy", zone="Europe/Berlin", start="10:00", end="11:00"),
    ]

    slots = open_slots(calendars, policy=NO_NOTICE, at=NIGHT, window=MONDAY)

    assert [(f"{slot.starts_at:%H:%M}", slot.hosts) for slot in slots] == [
        ("09:00", ("bo", "cy")),
        ("09:30", ("ada", "cy")),
    ]


def test_notice_and_horizon_bound_what_is_offered_and_both_ends_count():
    policy = BookingPolicy(minimum_notice=timedelta(hours=1), horizon=timedelta(days=1))

    slots = open_slots([host()], policy=policy, at=utc("2027-01-04T09:30"))

    assert starts(slots) == ["04T10:30", "05T09:00", "05T09:30"]


@pytest.mark.parametrize("day", ["2026-12-01", "2027-12-01", "9999-12-30"])
def test_a_window_outside_what_can_be_booked_offers_nothing(day):
    assert open_slots([host()], policy=NO_NOTICE, at=NIGHT, window=on(day)) == []


def test_without_hosts_nothing_is_offered():
    assert open_slots([], policy=NO_NOTICE, at=NIGHT) == []


def test_a_host_without_a_real_zone_is_an_error_and_not_an_empty_page():
    with pytest.raises(ZoneUnknown):
        open_slots([host(zone="Nowhere")], policy=NO_NOTICE, at=NIGHT)


@pytest.mark.parametrize(
    ("zone", "day", "hours", "expected"),
    [
        (
            "America/New_York",
            "2027-03-14",
            ("01:00", "04:00"),
            ["14T06:00", "14T06:30", "14T07:00", "14T07:30"],
        ),
        (
            "America/New_York",
            "2027-11-07",
            ("01:00", "02:00"),
            ["07T05:00", "07T05:30", "07T06:00", "07T06:30"],
        ),
        ("Europe/Berlin", "2027-03-28", ("02:00", "03:30"), ["28T01:00"]),
        ("Australia/Lord_Howe", "2027-04-03", ("01:00", "02:00"), ["02T14:00", "02T14:30"]),
    ],
)
def test_on_the_night_the_clocks_change_slots_are_real_half_hours(zone, day, hours, expected):
    calendar = host(zone=zone, start=hours[0], end=hours[1])
    local_day = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone))
    window = TimeRange(local_day.astimezone(UTC), (local_day + timedelta(days=1)).astimezone(UTC))

    slots = open_slots(
        [calendar], policy=NO_NOTICE, at=utc(f"{day}T00:00") - timedelta(days=2), window=window
    )

    assert starts(slots) == expected
    assert all(slot.ends_at - slot.starts_at == HALF_HOUR for slot in slots)


# What is refused


POLICY = BookingPolicy(minimum_notice=timedelta(hours=2), horizon=timedelta(days=10))
MORNING = utc("2027-01-04T06:00")


def test_an_offered_slot_is_accepted_with_its_free_hosts():
    busy = [TimeRange(utc("2027-01-04T09:00"), utc("2027-01-04T10:00"))]

    slot = check_slot(
        utc("2027-01-04T09:00"),
        [host("ada", busy=busy), host("bo")],
        policy=POLICY,
        at=MORNING,
    )

    assert slot.hosts == ("bo",)


@pytest.mark.parametrize(
    ("start", "refusal", "sentence"),
    [
        ("2027-01-04T06:00", SlotPast, "has passed"),
        ("2026-01-04T09:00", SlotPast, "has passed"),
        ("2027-01-04T07:30", SlotTooSoon, "too close"),
        ("2027-01-15T09:00", SlotTooFar, "further ahead"),
        ("9999-12-31T23:59", SlotTooFar, "further ahead"),
        ("2027-01-04T11:00", SlotOutsideHours, "Nobody takes calls at that time"),
        ("2027-01-04T09:10", SlotOutsideHours, "Nobody takes calls at that time"),
        ("2027-01-04T09:00", SlotTaken, "has just taken that time"),
    ],
)
def test_each_slot_that_is_not_offered_is_refused_with_its_reason(start, refusal, sentence):
    busy = [TimeRange(utc("2027-01-04T09:00"), utc("2027-01-04T09:30"))]

    with pytest.raises(refusal, match=sentence):
        check_slot(utc(start), [host(busy=busy)], policy=POLICY, at=MORNING)


def test_a_slot_in_the_skipped_hour_does_not_exist():
    calendar = host(zone="America/New_York", start="01:00", end="02:30")
    two_o_clock_had_there_been_one = read_start("2027-03-14T02:00-05:00")

    with pytest.raises(SlotOutsideHours):
        check_slot(
            two_o_clock_had_there_been_one,
            [calendar],
            policy=POLICY,
            at=utc("2027-03-13T00:00"),
        )


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2027-01-04T09:00:00+00:00", "2027-01-04T09:00"),
        ("2027-01-04T09:00Z", "2027-01-04T09:00"),
        ("2027-01-04T14:45+05:45", "2027-01-04T09:00"),
    ],
)
def test_a_start_is_read_in_any_offset_and_given_in_utc(text, instant):
    assert read_start(text) == utc(instant)
    assert read_start(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "2027-01-04T09:00",
        "2027-13-04T09:00Z",
        "0001-01-01T00:00+14:00",
        "2027-01-04",
    ],
)
def test_a_start_that_names_no_instant_is_refused(text):
    with pytest.raises(SlotUnreadable, match="not one of the times offered"):
        read_start(text)


# Who takes the call


def test_the_host_booked_longest_ago_takes_the_call():
    last_booked = {"ada": utc("2027-01-03T09:00"), "bo": utc("2027-01-02T09:00")}

    assert choose_host(["ada", "bo"], last_booked) == "bo"


def test_a_host_who_was_never_booked_comes_first():
    assert choose_host(["ada", "bo"], {"ada": utc("2020-01-01T09:00")}) == "bo"


def test_a_tie_goes_to_the_host_named_first():
    assert choose_host(["bo", "ada"], {}) == "bo"


def test_a_host_who_is_not_free_is_not_chosen_however_long_ago_the_last_call():
    last_booked = {"ada": utc("2027-01-03T09:00")}

    assert choose_host(["ada"], last_booked) == "ada"


def test_when_nobody_is_free_the_slot_is_taken():
    with pytest.raises(SlotTaken):
        choose_host([], {})


@given(
    rounds=st.integers(1, 30),
    names=st.lists(st.text(min_size=1), min_size=1, max_size=5, unique=True),
)
def test_round_robin_shares_calls_evenly(rounds, names):
    last_booked = {}
    counts = dict.fromkeys(names, 0)

    for step in range(rounds):
        chosen = choose_host(names, last_booked)
        last_booked[chosen] = NIGHT + timedelta(minutes=step)
        counts[chosen] += 1

    assert max(counts.values()) - min(counts.values()) <= 1
