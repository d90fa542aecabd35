"""Hours and intakes survive being stored."""

import json
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from engagements.bookings.rules import (
    HostHours,
    Intake,
    Volume,
    WallRange,
    hours_from_json,
    intake_as_json,
    intake_from_json,
    overrides_as_json,
    proposed_title,
    weekly_as_json,
)
from engagements.lifecycle.rules import Destination, HipaaRole, Sector

minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))
ranges = st.lists(st.builds(WallRange, minutes, minutes), max_size=3).map(tuple)
hours = st.builds(
    HostHours,
    zone=st.just("Europe/Berlin"),
    weekly=st.dictionaries(st.integers(0, 6), ranges),
    overrides=st.dictionaries(st.dates(), ranges, max_size=4),
)
intakes = st.builds(
    Intake,
    use_case=st.text(max_size=50),
    sector=st.sampled_from(Sector),
    hipaa_role=st.sampled_from(HipaaRole),
    destination=st.sampled_from(Destination),
    volume=st.sampled_from(Volume),
    deadline=st.none() | st.dates(),
    handles_phi=st.booleans(),
    questionnaire_owed=st.booleans(),
)


@given(hours)
def test_hours_come_back_as_they_were(kept):
    weekly, overrides = json.dumps(weekly_as_json(kept)), json.dumps(overrides_as_json(kept))

    assert hours_from_json(kept.zone, json.loads(weekly), json.loads(overrides)) == kept


@given(intakes)
def test_an_intake_comes_back_as_it_was(said):
    assert intake_from_json(json.loads(json.dumps(intake_as_json(said)))) == said


def test_hours_are_stored_so_that_people_can_read_them():
    kept = HostHours(
        zone="Europe/Berlin",
        weekly={0: (WallRange(time(9), time(12, 30)),)},
        overrides={date(2026, 12, 24): ()},
    )

    assert weekly_as_json(kept) == {"0": [["09:00", "12:30"]]}
    assert overrides_as_json(kept) == {"2026-12-24": []}


def said(use_case):
    return Intake(use_case=use_case, sector=Sector.OTHER)


def test_the_title_is_the_first_sentence():
    assert proposed_title(said("Letters to\ndoctors. And more, later.")) == "Letters to doctors"
    assert proposed_title(said("Letters to doctors.")) == "Letters to doctors"


def test_a_long_first_sentence_is_cut_at_a_word():
    title = proposed_title(said("Summaries of visits " * 9))

    assert title == "Summaries of visits Summaries of visits Summaries of visits Summaries…"
    assert len(title) <= 71
