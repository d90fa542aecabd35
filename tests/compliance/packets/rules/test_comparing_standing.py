"""Comparing two manifests: requirements, the verdict, people, and manifests without them."""

import json
from datetime import date

import pytest

from compliance.packets.rules import compare, read_back
from tests.compliance.packets.rules.manifests import asked, item, manifest, person, told

BAA, REPORT = item("agreement:1"), item("soc2_report:2")


def ids(found):
    return [one.id for one in found]


# Requirements


@pytest.mark.parametrize("before", ["met", "expiring", "due", "lapsed", "blocked"])
@pytest.mark.parametrize("after", ["met", "expiring", "due", "lapsed", "blocked"])
def test_a_requirement_is_newly_met_or_no_longer_met_when_it_crosses_that_line(before, after):
    met = {"met", "expiring"}

    found = compare(
        told(1, requirements=(asked(standing=before),)),
        told(2, requirements=(asked(standing=after),)),
    ).requirements

    assert bool(found.met) is (after in met and before not in met)
    assert bool(found.unmet) is (before in met and after not in met)
    assert not found.asked
    assert not found.dropped


def test_a_requirement_that_was_not_there_before_is_newly_asked_for_met_or_not():
    new = (asked("requirement:A", "met"), asked("requirement:B", "due"))

    found = compare(told(1), told(2, requirements=new))

    assert ids(found.requirements.asked) == ["requirement:A", "requirement:B"]
    assert not found.requirements.met
    assert not found.nothing_changed


def test_a_requirement_that_does_not_apply_any_more_is_told():
    found = compare(told(1, requirements=(asked(),)), told(2))

    assert ids(found.requirements.dropped) == ["requirement:BAA-1"]
    assert not found.requirements.unmet
    assert not found.nothing_changed


# The verdict


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        (None, None, False),
        (date(2027, 1, 1), date(2027, 1, 1), False),
        (None, date(2027, 1, 1), True),
        (date(2027, 1, 1), None, True),
        (date(2027, 1, 1), date(2027, 6, 1), True),
    ],
)
def test_the_verdict_is_compared(before, after, changed):
    found = compare(told(1, cleared_until=before), told(2, cleared_until=after))

    assert found.verdict_changed is changed
    assert found.nothing_changed is not changed
    assert (found.older.cleared_until, found.newer.cleared_until) == (before, after)


# People


def test_who_came_who_went_and_whose_role_is_another():
    before = (person("membership:1"), person("membership:2"), person("membership:3", "Member"))
    after = (
        person("membership:1"),
        person("membership:3", "Client owner"),
        person("grant:4", "Auditor", date(2026, 9, 1)),
    )

    found = compare(told(1, people=before), told(2, people=after))

    assert ids(found.people.let_in) == ["grant:4"]
    assert ids(found.people.let_out) == ["membership:2"]
    assert [(one.role, other.role) for one, other in found.people.moved] == [
        ("Member", "Client owner")
    ]
    assert not found.nothing_changed


def test_another_last_day_of_an_auditor_is_told():
    before = person("grant:1", "Auditor", date(2026, 9, 1))
    after = person("grant:1", "Auditor", date(2026, 12, 1))

    [moved] = compare(told(1, people=(before,)), told(2, people=(after,))).people.moved

    assert moved == (before, after)


# Manifests of an earlier time


def test_a_manifest_without_requirements_and_people_can_still_be_compared():
    old = json.loads(manifest(1, BAA))
    del old["requirements"], old["people"]

    found = compare(
        read_back(json.dumps(old)),
        told(2, BAA, REPORT, requirements=(asked(),), people=(person(),)),
    )

    assert (found.requirements, found.people) == (None, None)
    assert ids(found.documents.added) == ["soc2_report:2"]


def test_what_an_old_manifest_does_not_tell_is_no_difference():
    old = json.loads(manifest(1, BAA))
    del old["requirements"], old["people"]

    found = compare(read_back(json.dumps(old)), told(2, BAA, requirements=(asked(),)))

    assert found.nothing_changed
