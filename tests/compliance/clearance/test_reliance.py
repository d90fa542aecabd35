"""The engagement's own trail says on which reports of the partner's register it rests."""

from datetime import timedelta

import pytest

from compliance.vendors import actions as vendors
from portal.audit.models import AuditEvent
from portal.jobs.queue import enqueue
from tests.cast import NOON
from tests.papers import REPORT, received

RELIED, LEFT = "compliance.report.relied_on", "compliance.report.left"


@pytest.fixture
def report(cast, host, run_jobs):
    """A report on the host, reviewed by Carla and accepted by Pavel."""
    with cast.at(cast.northgate, cast.carla):
        report = vendors.receive_report(
            service=host, received=received(), stated=REPORT, by=cast.carla, at=NOON
        )
        accept(cast, report)
    run_jobs()
    return report


def accept(cast, report, *, at=NOON):
    vendors.review_report(
        report=report,
        stated={},
        answers={"gap": "The next one is due in spring."},
        by=cast.carla,
        at=at,
        today=NOON.date(),
    )
    vendors.accept_report(report=report, by=cast.pavel, at=at, today=NOON.date())


def trail(cast, org, engagement):
    with cast.at(org):
        rows = AuditEvent.objects.of_engagement(engagement.pk).filter(action__in=(RELIED, LEFT))
        return [event.told for event in rows.chained()]


def test_an_accepted_report_stands_in_the_trail_with_who_reviewed_and_accepted_it(
    cast, engagement, report
):
    (event,) = trail(cast, cast.lakeview, engagement)

    assert event["action"] == RELIED
    assert event["target"]["id"] == str(report.pk)
    assert "Reviewed by Carla Consult on 16 November 2026" in event["data"]["summary"]
    assert "Accepted by Pavel Prime on 16 November 2026" in event["data"]["summary"]
    assert event["data"]["sha256"] == report.file.sha256
    assert trail(cast, cast.northgate, engagement) == []
    with cast.at(cast.harbor):
        assert not AuditEvent.objects.filter(action=RELIED).exists()


def test_judging_again_tells_nothing_twice(cast, engagement, report, run_jobs):
    with cast.at(cast.lakeview):
        enqueue("compliance.restamp", engagement_id=str(engagement.pk))
    run_jobs()

    assert len(trail(cast, cast.lakeview, engagement)) == 1


def test_a_report_that_is_taken_up_again_is_left_and_relied_on_anew_when_accepted(
    cast, engagement, report, run_jobs
):
    with cast.at(cast.northgate, cast.carla):
        vendors.reopen_report(report=report, by=cast.carla, at=NOON)
    run_jobs()
    with cast.at(cast.northgate, cast.carla):
        accept(cast, report, at=NOON + timedelta(hours=1))
    run_jobs()

    told = trail(cast, cast.lakeview, engagement)
    assert [event["action"] for event in told] == [RELIED, LEFT, RELIED]


def test_the_activity_page_tells_who_accepted_the_report(cast, engagement, report, sign_in):
    shown = sign_in(cast.lena).get(f"/o/{cast.lakeview.slug}/e/{engagement.pk}/activity/")

    assert "opened the engagement" in shown.text
    assert "noted that the engagement relies on a vendor&#x27;s report" in shown.text
    assert "Accepted by Pavel Prime" in shown.text
