"""What holds for every slot, around the days on which clocks change."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from engagements.bookings.rules import (
    BookingPolicy,
    HostCalendar,
    HostHours,
    TimeRange,
    WallRange,
    check_slot,
    open_slots,
)

ZONES = [
    "America/New_York",
    "America/Santiago",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "UTC",
]
HALF_HOUR = timedelta(minutes=30)
# The time a property takes depends on the machine; how many slots it sees does not.
unhurried = settings(deadline=None, max_examples=60)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def wall(quarter):
    return time(quarter // 4, quarter % 4 * 15)


@st.composite
def situations(draw):
    """A host somewhere, hours, busy times and a moment within days of a change of clocks."""
    at = draw(
        st.sampled_from(
            [
                "2027-03-13",
                "2027-03-27",
                "2027-04-03",
                "2027-09-04",
                "2027-10-02",
                "2027-10-30",
                "2027-11-06",
            ]
        )
    )
    minute = draw(st.integers(0, 24 * 60 - 1))
    at = utc(f"{at}T00:00") + timedelta(minutes=minute)
    first, last = sorted(draw(st.lists(st.integers(0, 95), min_size=2, max_size=2, unique=True)))
    busy = [
        TimeRange(at + timedelta(minutes=begin), at + timedelta(minutes=begin + length))
        for begin, length in draw(
            st.lists(st.tuples(st.integers(0, 4000), st.integers(1, 300)), max_size=4)
        )
    ]
    policy = BookingPolicy(
        buffer_before=timedelta(minutes=draw(st.integers(0, 20))),
        buffer_after=timedelta(minutes=draw(st.integers(0, 20))),
        minimum_notice=timedelta(minutes=draw(st.integers(0, 600))),
        horizon=timedelta(days=draw(st.integers(1, 3))),
    )
    daily = (WallRange(wall(first), wall(last)),)
    hours = HostHours(zone=draw(st.sampled_from(ZONES)), weekly=dict.fromkeys(range(7), daily))
    calendar = HostCalendar(host="ada", hours=hours, busy=tuple(busy))
    return calendar, policy, at


@unhurried
@given(situations())
def test_every_slot_lasts_half_an_hour_inside_the_hours_of_its_host(situation):
    calendar, policy, at = situation
    zone = ZoneInfo(calendar.hours.zone)

    for slot in open_slots([calendar], policy=policy, at=at):
        assert slot.ends_at - slot.starts_at == HALF_HOUR
        for minute in range(30):
            shown = (slot.starts_at + timedelta(minutes=minute)).astimezone(zone)
            (daily,) = calendar.hours.on(shown.date())
            assert daily.start <= shown.time() < daily.end


@unhurried
@given(situations())
def test_every_slot_keeps_notice_horizon_and_buffers(situation):
    calendar, policy, at = situation

    for slot in open_slots([calendar], policy=policy, at=at):
        block = policy.block_at(slot.starts_at)
        assert at + policy.minimum_notice <= slot.starts_at <= at + policy.horizon
        assert block.starts_at == slot.starts_at - policy.buffer_before
        assert block.ends_at == slot.ends_at + policy.buffer_after
        assert not any(block.overlaps(busy) for busy in calendar.busy)


@unhurried
@given(situations())
def test_slots_come_in_order_and_never_overlap(situation):
    calendar, policy, at = situation

    slots = open_slots([calendar], policy=policy, at=at)

    assert all(earlier.ends_at <= later.starts_at for earlier, later in pairwise(slots))


@unhurried
@given(situations())
def test_busy_times_only_take_slots_away(situation):
    calendar, policy, at = situation

    offered = open_slots([calendar], policy=policy, at=at)
    without_busy = open_slots([replace(calendar, busy=())], policy=policy, at=at)

    assert set(offered) <= set(without_busy)


@unhurried
@given(situations())
def test_what_is_offered_is_accepted_when_chosen(situation):
    calendar, policy, at = situation

    for slot in open_slots([calendar], policy=policy, at=at)[:5]:
        assert check_slot(slot.starts_at, [calendar], policy=policy, at=at) == slot
