"""User entity controls in packets of a day that is past."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string

from compliance.cuecs.queries import duties_of
from compliance.packets.content import Trust, read_content
from compliance.vendors import actions as vendors
from compliance.vendors.models import VendorService
from tests.cast import NOON
from tests.compliance.cuecs.relying import CONTROLS, accepted, given, rely, shown

TRUST = Trust("Northgate", "AB:CD", own_time=True)
LATER = NOON + timedelta(days=3)


@pytest.fixture
def host(cast, engagement):
    with cast.at(cast.northgate, cast.carla):
        vendors.fill_register(partner=cast.northgate, by=cast.nadia, at=NOON)
        found = VendorService.objects.get(key="amazon-ec2")
    with cast.at(cast.lakeview, cast.carla):
        vendors.name_service(
            engagement=engagement,
            service=found,
            region="us-east-1",
            touches_data=True,
            by=cast.carla,
            at=NOON,
        )
    return found


@pytest.fixture
def duty(cast, clock, engagement, host, run_jobs):
    """The first of both, with an owner."""
    rely(cast, host, CONTROLS)
    run_jobs()
    with cast.at(cast.lakeview):
        found = duties_of(engagement, today=NOON.date())[0].duty
        found.engagement = engagement
    return given(cast, found)


@pytest.fixture
def read(cast, ask, engagement):
    def what():
        asked = ask(engagement, at=LATER + timedelta(hours=1), as_of=NOON.date())
        with cast.at(cast.lakeview):
            return read_content(asked.pk, trust=TRUST)

    return what


def test_an_answer_that_was_accepted_since_was_not_then(cast, duty, read):
    answer = shown(cast, duty)
    accepted(cast, answer, at=LATER)

    content = read()

    [section] = [one for one in content.sections if one.key == "duties"]
    assert section.waiting == ()
    told = section.services[0].duties[0]
    assert (told.state, section.settled) == ("Shown, to be accepted", 0)
    assert told.answer.people.endswith("not looked at yet")
    [left_out] = [one for one in content.left_out if one.kind == "duty_answer"]
    assert left_out.reason == "Nobody has accepted it yet."


def test_an_answer_that_was_given_since_is_not_there(cast, duty, read):
    shown(cast, duty, at=LATER)

    content = read()

    assert [one for one in content.left_out if one.kind == "duty_answer"] == []


def test_what_a_later_report_wrote_over_is_said(cast, duty, host, clock, run_jobs, read):
    before = read_numbers(cast, duty)
    other = [CONTROLS[0] | {"number": "9.1"}, CONTROLS[1]]
    clock.at = LATER
    rely(cast, host, other, at=LATER, ends=LATER.date() - timedelta(days=1))
    run_jobs()

    content = read()

    assert before != read_numbers(cast, duty)
    assert (
        "2 user entity controls have numbers and criteria of reports accepted since."
        in content.not_kept
    )


def read_numbers(cast, duty):
    with cast.at(cast.lakeview):
        lines = duties_of(duty.engagement, today=NOON.date())
    return {line.duty.number for line in lines}


def test_controls_that_are_no_duties_yet_are_told_as_waiting(cast, clock, host, read):
    rely(cast, host, CONTROLS)

    content = read()

    [section] = [one for one in content.sections if one.key == "duties"]
    [row] = section.waiting
    assert section.services == ()
    assert row.value == "The controls that its report names are being taken over as duties."
    printed = render_to_string(section.template, {"section": section})
    assert row.value in printed
    assert "asks anything of its users" not in printed
