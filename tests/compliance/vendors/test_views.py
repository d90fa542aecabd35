"""The register and the life of a report, through the pages."""

import pytest
from django.urls import reverse

from compliance.vendors import actions
from compliance.vendors.models import VendorReport
from compliance.vendors.rules import ReportRefused
from tests.cast import NOON
from tests.papers import REPORT, received, upload

SENT = {
    "kind": "soc_2",
    "type": "type_2",
    "system_name": "Elastic compute platform",
    "auditor": "Marlow & Finch LLP",
    "period_start": "2025-10-01",
    "period_end": "2026-09-30",
    "report_date": "2026-11-02",
    "categories": ["security", "availability"],
    "opinion": "unqualified",
    "covers_service": "on",
    "exceptions": "AC-07 | CC6.2, CC6.3 | response",
    "cuecs": "Restrict access to the account. | CC6.1",
}


@pytest.fixture
def report(cast, host):
    with cast.at(cast.northgate, cast.carla):
        return actions.receive_report(
            service=host, received=received(pages=4), stated=REPORT, by=cast.carla, at=NOON
        )


def page(name, *more):
    return reverse(f"compliance:{name}", args=("northgate", *more))


def reports(cast):
    with cast.at(cast.northgate):
        return list(VendorReport.objects.newest_first())


def test_the_register_lists_services_with_dated_positions(cast, host, sign_in):
    answer = sign_in(cast.carla).get(page("vendors"))

    assert "Amazon EC2" in answer.text
    assert "as of 20 November 2026" in answer.text


def test_a_service_that_the_register_lacks_is_entered_once(cast, host, sign_in):
    described = {"vendor": "Hartfield", "product": "Hartfield Compute", "role": "cloud_host"}
    carla = sign_in(cast.carla)

    first = carla.post(page("service-new"), described)
    again = carla.post(page("service-new"), described | {"product": "hartfield compute"})

    assert "Hartfield Compute" in carla.get(first.url).text
    assert again.status_code == 422
    assert "is in the register already" in again.text


def test_an_engineer_enters_no_service(cast, host, sign_in):
    answer = sign_in(cast.emil).post(page("service-new"), {"vendor": "H", "product": "C"})

    assert answer.status_code == 403


def test_a_consultant_records_a_report_as_it_came(cast, host, sign_in):
    answer = sign_in(cast.carla).post(
        page("report-new", host.pk), SENT | {"file": upload("soc2.pdf", pages=60)}
    )

    [found] = reports(cast)
    assert answer.url == page("report", found.pk)
    with cast.at(cast.northgate):
        assert found.file.pages == 60
    assert found.exceptions == [
        {"control": "AC-07", "criteria": ["CC6.2", "CC6.3"], "has_response": True}
    ]


def test_a_report_that_contradicts_itself_is_refused_and_nothing_is_kept(cast, host, sign_in):
    wrong = SENT | {"period_start": "2027-01-01", "file": upload()}

    answer = sign_in(cast.carla).post(page("report-new", host.pk), wrong)

    assert answer.status_code == 422
    assert "ends before it begins" in answer.text
    assert reports(cast) == []


def test_no_opinion_is_preselected_and_none_is_taken_for_unqualified(cast, host, sign_in):
    carla, address = sign_in(cast.carla), page("report-new", host.pk)

    empty = carla.get(address)
    answer = carla.post(address, {**SENT, "opinion": "", "file": upload()})

    assert '<option value="" selected>Choose</option>' in empty.text
    assert answer.status_code == 422
    assert "Say which opinion the report gives." in answer.text
    assert reports(cast) == []


def test_a_line_in_another_form_is_named(cast, host, sign_in):
    wrong = SENT | {"exceptions": "AC-07 and more", "file": upload()}

    answer = sign_in(cast.carla).post(page("report-new", host.pk), wrong)

    assert "Line 1 is not in the form shown" in answer.text
    assert reports(cast) == []


def test_two_people_review_and_accept(cast, report, sign_in):
    sign_in(cast.carla).post(
        page("report", report.pk),
        SENT | {"exceptions": ""} | {"answer:gap": "Next report is due in spring."},
    )

    by_reviewer = sign_in(cast.carla).post(page("report-decide", report.pk, "accept"))
    by_second = sign_in(cast.pavel).post(page("report-decide", report.pk, "accept"))

    assert by_reviewer.status_code == 409
    assert "Somebody else has to accept it" in by_reviewer.text
    assert by_second.status_code == 302
    assert reports(cast)[0].state == "accepted"


def test_a_review_that_leaves_a_condition_unanswered_is_not_taken(cast, report, sign_in):
    carla = sign_in(cast.carla)

    answer = carla.post(
        page("report", report.pk),
        SENT | {"exceptions": "AC-07 | CC6.2 | response", "answer:gap": "Next one in spring."},
    )

    assert answer.status_code == 409
    assert "Answer first: Exception at AC-07" in answer.text
    assert 'name="answer:exception:AC-07"' in answer.text
    assert "Next one in spring." in answer.text
    assert reports(cast)[0].state == "received"
    assert reports(cast)[0].exceptions == report.exceptions


def test_a_condition_that_came_up_after_the_review_stops_the_acceptance(cast, report):
    with cast.at(cast.northgate, cast.carla):
        actions.review_report(
            report=report,
            stated={},
            answers={"gap": "Known."},
            by=cast.carla,
            at=NOON,
            today=NOON.date(),
        )
        VendorReport.objects.update(answers={})

        with pytest.raises(ReportRefused, match="Answer first"):
            actions.accept_report(report=report, by=cast.pavel, at=NOON, today=NOON.date())


def test_an_answer_to_what_is_not_found_yet_does_not_make_it_count_longer(cast, report):
    """While the period lasts there is no gap; whoever accepts has not looked at one."""
    answers = {"gap": "Nothing has changed.", "made-up": "Words."}
    day = NOON.replace(year=2026, month=9, day=30)
    stated = {"report_date": day.date()}
    with cast.at(cast.northgate, cast.carla):
        actions.review_report(
            report=report,
            stated=stated,
            answers=answers,
            by=cast.carla,
            at=day,
            today=day.date(),
        )

        accepted = actions.accept_report(report=report, by=cast.pavel, at=day, today=day.date())

    assert accepted.answers == {}
    assert accepted.valid_until() == REPORT["period_end"]
    assert reports(cast)[0].answers == {}


def test_a_reviewed_report_can_be_taken_up_again_by_its_reviewer(cast, report, sign_in):
    carla = sign_in(cast.carla)
    carla.post(page("report", report.pk), SENT | {"exceptions": ""} | {"answer:gap": "Known."})

    offered = carla.get(page("report", report.pk))
    carla.post(page("report-decide", report.pk, "reopen"))

    assert "Take it up again" in offered.text
    assert reports(cast)[0].state == "received"


def test_the_report_page_draws_coverage_for_all_series(cast, report, sign_in):
    answer = sign_in(cast.carla).get(page("report", report.pk))

    assert answer.status_code == 200
    assert answer.text.count('class="map-row"') == 20
    assert answer.text.count('class="tile tile--') == 61
    assert "<span>Received " in answer.text
    assert "Last changed" not in answer.text


def test_clients_and_other_partners_do_not_reach_the_register(cast, report, sign_in):
    assert sign_in(cast.lena).get(page("vendors")).status_code == 404
    assert sign_in(cast.sora).get(page("report", report.pk)).status_code == 404
    assert sign_in(cast.emil).get(page("report", report.pk)).status_code == 403
