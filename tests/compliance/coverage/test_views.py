"""The coverage map of an engagement: what it says to whom, and what it says is left."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from compliance.clearance.actions import restamp
from compliance.clearance.queries import standpoint
from compliance.coverage.queries import coverage_of
from compliance.evidence.rules import show_date
from compliance.vendors import actions as vendors
from compliance.vendors.models import ServiceUse, VendorReport
from compliance.vendors.rules import Answer, CoverageState, Position, ServiceRole, Topic
from engagements.lifecycle import actions as lifecycle
from engagements.lifecycle.rules import HipaaRole
from tests.cast import NOON
from tests.compliance.conftest import PRIVATE_PHI
from tests.papers import REPORT, received

TODAY = NOON.date()
EXCEPTION = {
    "control": "AC-07",
    "criteria": ["CC6.2"],
    "has_response": False,
    "result": "Two leavers kept access.",
    "page": 40,
}
HALLS = {"name": "Halden Halls", "method": "carve_out", "own_report": False, "criteria": ["CC6.4"]}


def address(engagement, show=""):
    path = reverse("compliance:coverage", args=(engagement.client_slug, engagement.pk))
    return f"{path}?show={show}" if show else path


def accept(cast, service, **stated):
    """A report on a service, reviewed by Carla and accepted by Pavel."""
    with cast.at(cast.northgate, cast.carla):
        report = vendors.receive_report(
            service=service, received=received(), stated=REPORT | stated, by=cast.carla, at=NOON
        )
        found = [finding.key for finding in vendors.findings_of(report, today=TODAY)]
        answers = dict.fromkeys(found, "Looked at.")
        vendors.review_report(
            report=report, stated={}, answers=answers, by=cast.carla, at=NOON, today=TODAY
        )
        return vendors.accept_report(report=report, by=cast.pavel, at=NOON, today=TODAY)


def enter(cast, vendor):
    with cast.at(cast.northgate, cast.carla):
        return vendors.enter_service(
            partner=cast.northgate,
            vendor=vendor,
            product=f"{vendor} service",
            access_route="",
            role=ServiceRole.CLOUD_HOST,
            by=cast.carla,
            at=NOON,
        )


def drawn(cast, engagement, today=TODAY):
    with cast.at(cast.lakeview):
        stand = standpoint(engagement, today=today)
        return coverage_of(stand, engagement=engagement, today=today)


def states(cast, engagement, today=TODAY):
    (service,) = drawn(cast, engagement, today).services
    return {cell.criterion.id: cell.state for cell in service.cells}


@pytest.fixture
def report(cast, host) -> VendorReport:
    """A report with everything that a map can show."""
    return accept(cast, host, exceptions=[EXCEPTION], subservice=[HALLS])


def test_the_page_says_in_one_sentence_whose_the_criteria_are(cast, engagement, report, sign_in):
    answer = sign_in(cast.lena).get(address(engagement))

    assert answer.status_code == 200
    # 33 of security, 3 of availability, and 2 of confidentiality, which the report lacks.
    assert "covers 34 of 38 criteria for you, 1 of them with an exception" in answer.text
    assert "1 is yours, 1 is another organisation’s and 2 are nobody’s." in answer.text
    assert answer.text.count('class="tile tile--') == 38


def test_every_tile_opens_a_card_of_its_own_without_a_script(cast, engagement, report, sign_in):
    text = sign_in(cast.lena).get(address(engagement)).text

    opens = re.findall(r'<button class="tile[^>]+popovertarget="([^"]+)"', text)
    cards = re.findall(r'<div class="why" id="([^"]+)" popover', text)
    assert len(set(opens)) == 38
    assert opens == cards


def test_a_reason_cites_the_page_says_what_settles_it_and_who_has_it(
    cast, engagement, report, sign_in
):
    text = sign_in(cast.lena).get(address(engagement)).text

    assert "Exception at AC-07: Two leavers kept access." in text
    assert "Page 40 of the report." in text
    assert "Get the report of Halden Halls." in text
    assert "Northgate has it." in text


def test_only_what_needs_somebody_can_be_shown(cast, engagement, report, sign_in):
    text = sign_in(cast.lena).get(address(engagement, "open")).text

    shown = re.findall(r'class="tile-name">([^<]+)<', text)
    assert shown == ["CC6.1", "CC6.2", "CC6.4", "C1.1", "C1.2"]
    assert "Show all criteria" in text


def test_without_a_report_nobody_answers(cast, engagement, sign_in):
    text = sign_in(cast.lena).get(address(engagement)).text

    assert "Nobody answers for any of the 38 criteria yet." in text
    assert "There is no report of this service." in text


def test_a_report_that_nobody_has_accepted_covers_nothing(cast, engagement, host):
    with cast.at(cast.northgate, cast.carla):
        vendors.receive_report(
            service=host, received=received(), stated=REPORT, by=cast.carla, at=NOON
        )

    (service,) = drawn(cast, engagement).services

    assert {cell.state for cell in service.cells} == {CoverageState.NOBODY}
    assert "received and waiting to be reviewed" in service.without


def test_a_report_covers_nothing_after_its_last_day(cast, engagement, report):
    last = report.valid_until()

    assert states(cast, engagement, last)["CC1.1"] is CoverageState.COVERED
    assert states(cast, engagement, last + timedelta(days=1))["CC1.1"] is CoverageState.NOBODY


def test_the_report_of_a_carved_out_organisation_is_found_in_the_register(cast, engagement, report):
    before = states(cast, engagement)["CC6.4"]
    halls = enter(cast, "Halden Halls")
    accept(cast, halls)

    assert before is CoverageState.CARVED_AWAY
    assert states(cast, engagement)["CC6.4"] is CoverageState.CARVED_HERE


def test_a_report_that_is_silent_on_what_was_carved_out_does_not_stand_in(cast, engagement, host):
    accept(cast, host, subservice=[HALLS | {"criteria": ["CC6.4", "A1.2"]}])
    accept(cast, enter(cast, "Halden Halls"), categories=["security"])

    assert states(cast, engagement)["A1.2"] is CoverageState.CARVED_AWAY


def test_categories_follow_from_the_facts(cast, engagement, report):
    plain = replace(PRIVATE_PHI, handles_phi=False, hipaa_role=HipaaRole.NONE)
    with cast.at(cast.lakeview, cast.carla):
        lifecycle.state_scope(
            engagement=engagement, scope=plain, use_case="Notes", by=cast.carla, at=NOON
        )

    assert len(states(cast, engagement)) == 33


def test_services_that_no_data_touches_are_not_on_the_map(cast, engagement, report):
    other = enter(cast, "Quill Status Page")
    with cast.at(cast.lakeview, cast.carla):
        vendors.name_service(
            engagement=engagement,
            service=other,
            region="",
            touches_data=False,
            by=cast.carla,
            at=NOON,
        )

    assert len(drawn(cast, engagement).services) == 1


def test_each_of_several_services_has_its_map_and_its_sentence(cast, engagement, report, sign_in):
    mail = enter(cast, "Corvid Mail")
    with cast.at(cast.lakeview, cast.carla):
        vendors.name_service(
            engagement=engagement,
            service=mail,
            region="",
            touches_data=True,
            by=cast.carla,
            at=NOON,
        )

    text = sign_in(cast.lena).get(address(engagement)).text

    assert "2 services touch the data, and each has its own map." in text
    assert "The report on Amazon EC2 covers 34 of 38 criteria" in text
    assert "All 38 criteria of it" in text


def test_before_a_service_is_named_the_page_says_what_will_be_here(cast, engagement, sign_in):
    with cast.at(cast.lakeview, cast.carla):
        use = ServiceUse.objects.of_engagement(engagement).current().get()
        vendors.end_use(use=use, by=cast.carla, at=timezone.now())

    text = sign_in(cast.lena).get(address(engagement)).text

    assert "No service touches the data yet" in text


def test_what_no_report_covers_leads_to_what_does(cast, engagement, report, sign_in):
    text = sign_in(cast.lena).get(address(engagement)).text

    assert "What no SOC 2 report covers" in text
    assert "DPA review of Amazon EC2" in text
    assert "BAA between client and partner" in text
    assert "Deployment milestones accepted by the client" in text


def test_the_page_asks_the_database_a_fixed_number_of_times(
    cast, engagement, report, sign_in, django_assert_max_num_queries
):
    client = sign_in(cast.lena)

    with django_assert_max_num_queries(40):
        client.get(address(engagement))


def test_a_report_on_another_region_covers_nothing_here(cast, engagement, host, sign_in):
    accept(cast, host, regions=["eu-west-1"])

    (service,) = drawn(cast, engagement).services

    assert {cell.state for cell in service.cells} == {CoverageState.NOBODY}
    assert "not of us-east-1, the region in use" in service.without


def test_of_two_reports_the_one_on_the_region_in_use_is_drawn(cast, engagement, host):
    here = accept(cast, host, period_end=REPORT["period_end"] - timedelta(days=20))
    accept(cast, host, regions=["eu-west-1"])

    (service,) = drawn(cast, engagement).services

    assert service.report == here


def test_positions_past_their_date_are_said_wherever_they_are_used(cast, engagement, host, sign_in):
    stale = Position(
        answer=Answer.YES, source="Its page", as_of=TODAY, verify_by=TODAY - timedelta(days=1)
    )
    with cast.at(cast.northgate, cast.carla):
        vendors.state_position(
            service=host,
            topic=Topic.BAA,
            position=stale,
            by=cast.carla,
            at=NOON + timedelta(hours=1),
        )
    here = (engagement.client_slug, engagement.pk)
    lena, carla = sign_in(cast.lena), sign_in(cast.carla)

    pages = [
        lena.get(address(engagement)),
        lena.get(reverse("compliance:evidence", args=here)),
        lena.get(reverse("overview", args=here)),
        lena.get(reverse("engagements:scope", args=here)),
        carla.get(reverse("compliance:service", args=(cast.northgate.slug, host.pk))),
    ]

    day = show_date(TODAY - timedelta(days=1))
    for page in pages:
        assert f"It was to be verified again by {day}." in page.text, page.request["PATH_INFO"]
    assert "Verify again" in carla.get(reverse("compliance:vendors", args=["northgate"])).text


def test_a_position_to_verify_by_an_impossible_day_stops_no_judgement(cast, engagement, host):
    odd = Position(answer=Answer.YES, source="Its page", as_of=TODAY, verify_by=date.min)
    with cast.at(cast.northgate, cast.carla):
        vendors.state_position(service=host, topic=Topic.BAA, position=odd, by=cast.carla, at=NOON)
    with cast.at(cast.lakeview):
        readiness = restamp(engagement_id=engagement.pk, at=NOON, today=TODAY)

    assert readiness.lines
