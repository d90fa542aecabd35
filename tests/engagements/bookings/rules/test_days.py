"""Days that differ from the usual week, as people write them down."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.bookings.rules import HoursRefused, WallRange, read_days, written_days

CHRISTMAS = date(2026, 12, 24)
MORNING = WallRange(time(9), time(12))
EVENING = WallRange(time(18), time(0))


def test_a_date_alone_is_a_day_off():
    assert read_days("2026-12-24\n") == {CHRISTMAS: ()}


def test_a_first_and_a_last_date_are_all_days_between():
    days = read_days("2026-12-24 to 2026-12-27")

    assert list(days) == [CHRISTMAS + timedelta(days=number) for number in range(4)]
    assert set(days.values()) == {()}


@pytest.mark.parametrize(
    "line", ["2026-12-24 9:00-12:00, 18:00 - 00:00", "2026-12-24: 09:00–12:00 18:00–00:00"]
)
def test_a_date_with_hours_has_those_and_no_others(line):
    assert read_days(line) == {CHRISTMAS: (MORNING, EVENING)}


def test_a_later_line_wins():
    days = read_days("2026-12-20 to 2026-12-30\n2026-12-24 09:00-12:00")

    assert days[CHRISTMAS] == (MORNING,)
    assert len(days) == 11


@pytest.mark.parametrize(
    "line",
    [
        "Christmas",
        "24.12.2026",
        "2026-13-01",
        "2026-12-24 to",
        "2026-12-24 to 2026-12-20",
        "2026-01-01 to 2026-12-31",
        "2026-12-24 25:00-26:00",
        "2026-12-24 9-12",
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_examples(line):
    with pytest.raises(HoursRefused, match="cannot be read") as refused:
        read_days(f"2026-12-24\n{line}\n")

    assert line in str(refused.value)
    assert "2026-12-24 to 2027-01-01" in str(refused.value)


def test_every_line_that_cannot_be_read_is_named():
    with pytest.raises(HoursRefused) as refused:
        read_days("one\ntwo")

    assert len(refused.value.reasons) == 2


days_kept = st.dictionaries(
    st.dates(date(2026, 1, 1), date(2026, 3, 1)),
    st.sampled_from([(), (MORNING,), (MORNING, EVENING)]),
    max_size=20,
)


@given(days_kept)
def test_what_is_written_is_read_again_as_it_was(days):
    assert read_days(written_days(days)) == days
