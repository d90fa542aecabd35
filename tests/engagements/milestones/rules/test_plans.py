"""The plans that engagements start with."""

from datetime import date

import pytest

from engagements.lifecycle.rules import HipaaRole, Route, Scope
from engagements.milestones.rules import (
    ASSUMPTION,
    PLANS,
    PlannedMilestone,
    check_plan,
    forecast,
    plan_for,
)

CLINIC = Scope(
    handles_phi=True, hipaa_role=HipaaRole.COVERED_ENTITY, route=Route.PRIVATE_DEPLOYMENT
)
DECIDED = [Route.PRIVATE_DEPLOYMENT, Route.VENDOR_API]
TEMPLATES = [(route, template) for route in Route for template in PLANS[route]]


def planned(templates):
    return [
        PlannedMilestone(
            key=template.key,
            title=template.title,
            weeks=template.weeks.likely,
            depends_on=template.depends_on,
        )
        for template in templates
    ]


def test_every_route_has_a_plan_written_down_and_indecision_an_empty_one():
    assert set(PLANS) == set(Route)
    assert PLANS[Route.UNDECIDED] == ()


@pytest.mark.parametrize("route", DECIDED)
def test_a_plan_has_no_faults_and_lists_work_in_its_order(route):
    keys = [template.key for template in PLANS[route]]

    assert check_plan(planned(PLANS[route])) == ()
    for place, template in enumerate(PLANS[route]):
        assert set(template.depends_on) <= set(keys[:place])


@pytest.mark.parametrize("route", DECIDED)
def test_a_plan_ends_with_its_only_go_live_after_an_acceptance_test(route):
    *before, last = PLANS[route]

    assert last.is_go_live
    assert last.depends_on == ("acceptance-test",)
    assert not any(template.is_go_live for template in before)


@pytest.mark.parametrize("route", DECIDED)
def test_go_live_depends_on_everything_before_it(route):
    *before, last = PLANS[route]
    needed, found = {template.key: template.depends_on for template in PLANS[route]}, set()
    waiting = list(last.depends_on)

    while waiting:
        found.add(key := waiting.pop())
        waiting.extend(needed[key])

    assert found == {template.key for template in before}


@pytest.mark.parametrize(("route", "template"), TEMPLATES)
def test_a_template_says_what_settles_it_and_its_weeks_are_in_order(route, template):
    assert template.evidence.endswith(".")
    assert 1 <= template.weeks.low <= template.weeks.likely <= template.weeks.high


def test_the_weights_are_recorded_with_their_checksum():
    (weights,) = [t for t in PLANS[Route.PRIVATE_DEPLOYMENT] if t.key == "model-weights"]

    assert "SHA-256" in weights.evidence


def test_where_phi_is_handled_the_safeguards_cite_the_security_rule():
    citations = {template.key: template.citation for template in plan_for(CLINIC)}

    assert citations["safeguards"] == "45 CFR 164.312(a), (b), (d) and (e)"


@pytest.mark.parametrize("route", DECIDED)
def test_without_phi_the_plan_is_the_same_and_cites_no_hipaa_rule(route):
    with_phi = plan_for(Scope(handles_phi=True, route=route))
    without = plan_for(Scope(route=route))

    assert [template.key for template in without] == [template.key for template in with_phi]
    assert {template.citation for template in without} == {""}


def test_while_the_route_is_undecided_there_is_no_plan():
    assert plan_for(Scope()) == ()


@pytest.mark.parametrize(
    ("route", "ends_on"),
    [(Route.PRIVATE_DEPLOYMENT, date(2027, 2, 22)), (Route.VENDOR_API, date(2027, 2, 1))],
)
def test_a_new_plan_gets_its_dates_from_its_first_day(route, ends_on):
    plan = planned(PLANS[route])

    assert forecast(plan, today=date(2027, 1, 4)).ends_on == ends_on


def test_the_assumption_says_that_it_is_one():
    assert "assumed" in ASSUMPTION
