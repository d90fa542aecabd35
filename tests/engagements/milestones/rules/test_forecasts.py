"""Dates foretold from what is done and what depends on what."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.milestones.rules import (
    MilestoneState,
    PlannedMilestone,
    PlanRefused,
    check_plan,
    forecast,
)

TODAY = date(2027, 1, 4)
WEEK = timedelta(weeks=1)


def milestone(key, weeks=1, needs=(), **facts):
    return PlannedMilestone(
        key=key, title=key.capitalize(), weeks=weeks, depends_on=tuple(needs), **facts
    )


CLOUD = milestone("cloud", weeks=2)
WEIGHTS = milestone("weights", weeks=1, needs=["cloud"])
CONTROLS = milestone("controls", weeks=3, needs=["cloud"])
LIVE = milestone("live", weeks=1, needs=["weights", "controls"])
PLAN = [LIVE, CONTROLS, WEIGHTS, CLOUD]


def done(planned, on):
    return replace(planned, state=MilestoneState.ACCEPTED, accepted_on=on)


def test_a_new_plan_follows_its_longest_chain_whatever_the_order_it_is_given_in():
    result = forecast(PLAN, today=TODAY)

    assert result.dates == {
        "cloud": TODAY + 2 * WEEK,
        "weights": TODAY + 3 * WEEK,
        "controls": TODAY + 5 * WEEK,
        "live": TODAY + 6 * WEEK,
    }
    assert result.ends_on == TODAY + 6 * WEEK
    assert result.critical_path == ("cloud", "controls", "live")


def test_what_is_accepted_keeps_its_day_and_what_follows_begins_today():
    accepted = TODAY - 3 * WEEK

    result = forecast([done(CLOUD, accepted), WEIGHTS], today=TODAY)

    assert result.dates == {"cloud": accepted, "weights": TODAY + WEEK}
    assert result.critical_path == ("weights",)


def test_work_that_has_begun_counts_from_its_start():
    begun = replace(CLOUD, state=MilestoneState.IN_PROGRESS, started_on=TODAY - WEEK)

    assert forecast([begun], today=TODAY).dates == {"cloud": TODAY + WEEK}


@pytest.mark.parametrize("state", [MilestoneState.IN_PROGRESS, MilestoneState.RETURNED])
def test_work_that_takes_longer_than_thought_is_not_foretold_in_the_past(state):
    late = replace(CLOUD, state=state, started_on=TODAY - 9 * WEEK)

    assert forecast([late], today=TODAY).dates == {"cloud": TODAY}


def test_work_that_began_early_still_waits_for_what_it_depends_on():
    early = replace(WEIGHTS, state=MilestoneState.IN_PROGRESS, started_on=TODAY - WEEK)

    assert forecast([CLOUD, early], today=TODAY).dates["weights"] == TODAY + 2 * WEEK


def test_what_is_submitted_is_expected_today():
    submitted = replace(CLOUD, state=MilestoneState.SUBMITTED, started_on=TODAY - WEEK)

    assert forecast([submitted], today=TODAY).dates == {"cloud": TODAY}


def test_among_equal_days_the_path_ends_with_what_comes_last():
    first = replace(CLOUD, state=MilestoneState.SUBMITTED)
    second = replace(WEIGHTS, state=MilestoneState.SUBMITTED)

    assert forecast([first, second], today=TODAY).critical_path == ("cloud", "weights")


def test_a_finished_plan_ends_on_its_last_day_and_has_no_critical_path():
    plan = [done(CLOUD, TODAY - 2 * WEEK), done(WEIGHTS, TODAY - WEEK)]

    result = forecast(plan, today=TODAY)

    assert result.ends_on == TODAY - WEEK
    assert result.critical_path == ()


def test_a_plan_without_milestones_has_no_end():
    assert forecast([], today=TODAY).ends_on is None


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.lists(st.integers(0, 20), max_size=8))
def test_in_a_chain_each_step_adds_its_weeks(today, weeks):
    chain = [
        milestone(str(place), weeks=length, needs=[str(place - 1)] if place else [])
        for place, length in enumerate(weeks)
    ]

    result = forecast(chain, today=today)

    assert result.ends_on == (today + sum(weeks) * WEEK if chain else None)
    assert result.critical_path == tuple(planned.key for planned in chain)


# Plans that are none


def test_a_sound_plan_has_no_faults():
    assert check_plan(PLAN) == ()


@pytest.mark.parametrize(
    ("plan", "fault"),
    [
        ([CLOUD, CLOUD], "Two milestones of the plan have the same key."),
        ([WEIGHTS], "“Weights” depends on “cloud”, which is not in the plan."),
        (
            [replace(CLOUD, depends_on=("weights",)), WEIGHTS],
            "Milestones of the plan depend on each other in a circle.",
        ),
        (
            [replace(CLOUD, depends_on=("cloud",))],
            "Milestones of the plan depend on each other in a circle.",
        ),
    ],
)
def test_each_fault_of_a_plan_is_named_and_nothing_is_foretold(plan, fault):
    assert check_plan(plan) == (fault,)
    with pytest.raises(PlanRefused) as refused:
        forecast(plan, today=TODAY)
    assert refused.value.reasons == (fault,)
