"""How near a last day is, and what is listed."""

from datetime import date, timedelta

import pytest

from engagements.lifecycle.rules import Horizon, Lapsing, by_horizon, horizon, is_listed

TODAY = date(2026, 11, 23)

# The first and the last number of days until the last day, for each horizon.
TABLE = {
    Horizon.PAST: (-400, -1),
    Horizon.WEEK: (0, 7),
    Horizon.MONTH: (8, 30),
    Horizon.QUARTER: (31, 90),
    None: (91, 400),
}


def lapsing(key, days):
    return Lapsing(
        key=key,
        what=f"Paper {key}",
        sentence="It ends.",
        until=(TODAY + timedelta(days=days)).isoformat(),
        party="partner",
        url="/o/clinic/",
    )


@pytest.mark.parametrize(("near", "days"), TABLE.items())
def test_every_day_of_two_years_has_the_horizon_of_the_table(near, days):
    for left in range(days[0], days[1] + 1):
        assert horizon(TODAY + timedelta(days=left), today=TODAY) is near


def test_what_is_listed_tomorrow_is_stamped_today():
    listed = [days for days in range(80, 100) if is_listed(TODAY + timedelta(days), today=TODAY)]

    assert max(listed) == 91
    assert is_listed(TODAY - timedelta(days=1), today=TODAY)


def test_what_runs_out_is_grouped_nearest_first_and_each_thing_once():
    found = [lapsing("c", 60), lapsing("a", 3), lapsing("b", -2), lapsing("a", 3), lapsing("d", 1)]

    groups = by_horizon(found, today=TODAY)

    assert [(near, [one.key for one in group]) for near, group in groups] == [
        (Horizon.PAST, ["b"]),
        (Horizon.WEEK, ["d", "a"]),
        (Horizon.QUARTER, ["c"]),
    ]


def test_what_ends_too_late_is_in_no_group():
    assert by_horizon([lapsing("a", 91)], today=TODAY) == ()
