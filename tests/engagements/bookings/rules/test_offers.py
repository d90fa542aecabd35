"""What several hosts offer together, each on their own terms."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from engagements.bookings.rules import (
    BookingPolicy,
    Desk,
    HostCalendar,
    HostHours,
    HostUnknown,
    SlotOutsideHours,
    SlotPast,
    SlotTaken,
    SlotTooFar,
    SlotTooSoon,
    TimeRange,
    WallRange,
    ZoneUnknown,
    check_offer,
    offered_slots,
)

NIGHT = datetime(2027, 1, 4, tzinfo=UTC)
NINE = datetime(2027, 1, 4, 9, tzinfo=UTC)
HALF_PAST = NINE + timedelta(minutes=30)
MONDAY = TimeRange(NIGHT, NIGHT + timedelta(days=1))
POLICY = BookingPolicy(minimum_notice=timedelta(hours=1), horizon=timedelta(days=5))


def desk(name, start="09:00", end="10:00", busy=(), policy=POLICY, zone="UTC"):
    daily = (WallRange(time.fromisoformat(start), time.fromisoformat(end)),)
    hours = HostHours(zone=zone, weekly=dict.fromkeys(range(7), daily))
    return Desk(calendar=HostCalendar(host=name, hours=hours, busy=tuple(busy)), policy=policy)


def test_a_slot_names_every_host_who_is_free_for_it():
    desks = [desk("ada", end="10:00"), desk("bo", start="09:30", end="10:30")]

    slots = offered_slots(desks, at=NIGHT, window=MONDAY)

    assert [(f"{slot.starts_at:%H:%M}", slot.hosts) for slot in slots] == [
        ("09:00", ("ada",)),
        ("09:30", ("ada", "bo")),
        ("10:00", ("bo",)),
    ]


def test_each_host_is_asked_on_their_own_terms():
    hasty = desk("ada")
    slow = desk("bo", policy=replace(POLICY, minimum_notice=timedelta(hours=9, minutes=30)))

    slots = offered_slots([hasty, slow], at=NIGHT, window=MONDAY)

    assert [slot.hosts for slot in slots] == [("ada",), ("ada", "bo")]


def test_a_buffer_is_that_of_the_host_who_asks_for_it():
    taken = (TimeRange(NINE, HALF_PAST),)
    plain = desk("ada", busy=taken)
    buffered = desk("bo", busy=taken, policy=replace(POLICY, buffer_before=timedelta(minutes=5)))

    slots = offered_slots([plain, buffered], at=NIGHT, window=MONDAY)

    assert [slot.hosts for slot in slots] == [("ada",)]


def test_a_checked_slot_is_the_one_that_is_offered():
    desks = [desk("ada"), desk("bo")]

    assert check_offer(NINE, desks, at=NIGHT) == offered_slots(desks, at=NIGHT, window=MONDAY)[0]


def test_one_free_host_is_enough():
    busy = desk("ada", busy=(TimeRange(NINE, HALF_PAST),))

    assert check_offer(NINE, [busy, desk("bo")], at=NIGHT).hosts == ("bo",)
    assert check_offer(NINE, [desk("bo"), busy], at=NIGHT).hosts == ("bo",)


@pytest.mark.parametrize(
    ("starts_at", "refusal"),
    [
        (NIGHT - timedelta(minutes=1), SlotPast),
        (NIGHT + timedelta(minutes=30), SlotTooSoon),
        (NINE + timedelta(days=9), SlotTooFar),
        (NINE + timedelta(minutes=1), SlotOutsideHours),
    ],
)
def test_a_time_nobody_offers_is_refused(starts_at, refusal):
    with pytest.raises(refusal):
        check_offer(starts_at, [desk("ada"), desk("bo")], at=NIGHT)


def test_the_refusal_nearest_to_a_yes_is_told():
    away = desk("ada", start="13:00", end="14:00")
    busy = desk("bo", busy=(TimeRange(NINE, HALF_PAST),))

    for desks in ([away, busy], [busy, away]):
        with pytest.raises(SlotTaken):
            check_offer(NINE, desks, at=NIGHT)


def test_a_refusal_that_is_about_no_slot_comes_last():
    lost = desk("ada", zone="Mars/Base")
    away = desk("bo", start="13:00", end="14:00")

    with pytest.raises(SlotOutsideHours):
        check_offer(NINE, [lost, away], at=NIGHT)
    with pytest.raises(ZoneUnknown):
        check_offer(NINE, [lost], at=NIGHT)


def test_without_any_host_nobody_takes_calls():
    assert offered_slots([], at=NIGHT) == []
    with pytest.raises(HostUnknown):
        check_offer(NINE, [], at=NIGHT)
