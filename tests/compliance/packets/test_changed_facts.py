"""One fact of a finished engagement changes: all that follows, up to the packet's cover."""

from datetime import timedelta

from compliance.agreements import actions as agreements
from compliance.clearance.rules import Standing
from compliance.vendors import actions as vendors
from compliance.vendors.models import VendorReport
from compliance.vendors.rules import Answer, Position, Topic
from engagements.lifecycle import actions as lifecycle
from engagements.lifecycle.rules import Stage
from tests.cast import NOON
from tests.compliance.packets import finished
from tests.compliance.packets.finished import PERIOD_END, RETENTION_END, TODAY
from tests.compliance.packets.following import later, ticks
from tests.compliance.packets.story import SCOPE

HOST = "Amazon EC2 (us-east-1)"
BAA = "BAA between client and partner"
HOST_BAA = f"BAA between client and Amazon Web Services for {HOST}"
REPORT = f"SOC 2 Type II report on {HOST}"
DPA = f"DPA review of {HOST}"
RETENTION = f"No prompt or answer kept on {HOST}"
DECIDERS = {"carla@example.test", "lena@example.test", "samuel@example.test"}
REVIEWERS = {"carla@example.test", "nadia@example.test", "pavel@example.test"}


def test_nothing_is_missing_and_nobody_is_written_to_before_anything_changes(
    cast, run_jobs, clock, follow, cover
):
    found = follow(finished.finish(cast, run_jobs))

    assert found.open == {}
    assert found.engagement.cleared_until == PERIOD_END
    assert found.engagement.stage == Stage.LIVE
    assert found.told() == {}
    assert "Clear until 26 November 2026." in cover(found.engagement)


def test_phi_after_all(cast, run_jobs, clock, follow, cover):
    engagement = finished.finish(cast, run_jobs, phi=False, go_live=False)
    assert engagement.cleared_until == PERIOD_END

    with cast.at(cast.lakeview, cast.carla):
        lifecycle.state_scope(
            engagement=engagement, scope=SCOPE, use_case="Drafts.", by=cast.carla, at=clock.at
        )
    found = follow(engagement)

    assert found.open == {BAA: Standing.DUE, HOST_BAA: Standing.DUE}
    assert found.engagement.cleared_until is None
    assert found.engagement.stage == Stage.AGREEMENTS
    assert found.engagement.next_step == f"Prepare and send the {BAA}"
    assert found.engagement.next_holder == "partner"
    assert f"Missing: {BAA}; {HOST_BAA}." in found.refused_go_live()
    assert set(found.told()) == DECIDERS | REVIEWERS
    assert "is no longer cleared" in found.told()["lena@example.test"]
    shown = cover(engagement)
    assert "Not clear yet." in shown
    assert BAA in shown
    assert HOST_BAA in shown


def test_the_baa_ended(cast, run_jobs, clock, follow, cover):
    engagement = finished.finish(cast, run_jobs)
    agreements_before = finished.baa_of(cast, engagement)

    with cast.at(cast.lakeview, cast.samuel):
        agreements.terminate(
            agreement=agreements_before,
            reason="In house from now on.",
            ended_on=TODAY,
            by=cast.samuel,
            at=clock.at,
        )
    found = follow(engagement)

    assert found.open == {BAA: Standing.LAPSED}
    assert "counted until 15 November 2026" in found.lines[BAA].sentence
    assert found.engagement.cleared_until is None
    assert found.engagement.stage == Stage.LIVE
    assert found.engagement.next_step == f"Prepare and send the {BAA}"
    text = found.told()["pavel@example.test"]
    assert "You can mend it." in text
    assert "has been live since 16 November 2026, and real data flows through it" in text
    assert set(found.told()) == DECIDERS | REVIEWERS
    assert "Not clear yet." in (shown := cover(engagement))
    assert "BAA of 16 November 2026 counted until 15 November 2026" in shown


def test_the_period_of_the_report_is_over(cast, run_jobs, clock, follow, cover):
    engagement = finished.finish(cast, run_jobs, go_live=False)
    later(clock, PERIOD_END)
    ticks(cast, engagement, run_jobs)
    assert follow(engagement).told() == {}

    later(clock, PERIOD_END + timedelta(days=1))
    ticks(cast, engagement, run_jobs)
    found = follow(engagement)

    assert found.open == {REPORT: Standing.LAPSED}
    assert found.engagement.cleared_until is None
    assert found.engagement.stage == Stage.EVIDENCE
    assert found.engagement.next_step == REPORT
    assert f"Missing: {REPORT}." in found.refused_go_live()
    told = found.told()
    assert set(told) == DECIDERS | REVIEWERS
    assert "counted until 26 November 2026." in told["lena@example.test"]
    assert (
        "Carla Consult, Nadia North or Pavel Prime of Northgate can mend it."
        in told["lena@example.test"]
    )
    assert "You can mend it." in told["nadia@example.test"]
    assert REPORT in cover(engagement)


def test_retention_lapsed(cast, run_jobs, clock, follow, cover):
    engagement = finished.finish(cast, run_jobs, go_live=False)
    _renew_the_report(cast)
    later(clock, RETENTION_END + timedelta(days=1))
    ticks(cast, engagement, run_jobs)
    found = follow(engagement)

    assert found.open == {RETENTION: Standing.LAPSED}
    assert found.engagement.cleared_until is None
    assert f"Missing: {RETENTION}." in found.refused_go_live()
    assert set(found.told()) == DECIDERS | REVIEWERS
    shown = cover(engagement)
    assert "Not clear yet." in shown
    assert RETENTION in shown


def test_the_dpa_is_replaced_by_a_new_version(cast, run_jobs, clock, follow, cover):
    engagement = finished.finish(cast, run_jobs, go_live=False)
    service = finished.service_of(cast)
    later(clock, TODAY + timedelta(days=3))

    finished.open_dpa(cast, engagement, service, document="A draft", dated=None, at=clock.at)
    assert follow(engagement).open == {}
    finished.open_dpa(
        cast, engagement, service, document="Version 2", dated=clock.at.date(), at=clock.at
    )
    found = follow(engagement)

    assert found.open == {DPA: Standing.LAPSED}
    sentence = found.lines[DPA].sentence
    assert (
        "version 1” counted until 18 November 2026. The review of “Version 2” is being" in sentence
    )
    assert found.engagement.cleared_until is None
    assert f"Missing: {DPA}." in found.refused_go_live()
    assert set(found.told()) == DECIDERS | REVIEWERS
    assert DPA in cover(engagement)

    finished.review_dpa(
        cast, engagement, service, document="Version 2, signed", dated=clock.at.date(), at=clock.at
    )
    assert follow(engagement).open == {}


def test_a_service_is_no_longer_sold_with_a_baa(cast, run_jobs, clock, follow, cover):
    engagement = finished.finish(cast, run_jobs, go_live=False)
    clock.at += timedelta(hours=1)

    with cast.at(cast.northgate, cast.carla):
        vendors.state_position(
            service=finished.service_of(cast),
            topic=Topic.BAA,
            position=Position(
                answer=Answer.NO, says="No.", source="aws.example", as_of=clock.at.date()
            ),
            by=cast.carla,
            at=clock.at,
        )
    found = follow(engagement)

    assert found.open == {HOST_BAA: Standing.BLOCKED}
    assert found.engagement.cleared_until is None
    assert found.engagement.next_step == f"Ruled out: PHI may not reach {HOST}"
    assert f"Missing: {HOST_BAA}." in found.refused_go_live()
    assert "sold without a Business Associate Agreement" in found.told()["lena@example.test"]
    shown = cover(engagement)
    assert "Ruled out as it stands." in shown
    assert "no PHI may reach it" in shown


def _renew_the_report(cast):
    """The same report is good for longer: a bridge letter would say so, here its answers do."""
    service = finished.service_of(cast)
    with cast.at(cast.northgate, cast.carla):
        report = service_report(service)
        reopened = vendors.reopen_report(report=report, by=cast.carla, at=NOON)
        reviewed = vendors.review_report(
            report=reopened,
            stated={},
            answers=finished.ANSWERS | {"gap": "A bridge letter is asked for."},
            by=cast.carla,
            at=NOON,
            today=PERIOD_END + timedelta(days=1),
        )
        vendors.accept_report(
            report=reviewed, by=cast.nadia, at=NOON, today=PERIOD_END + timedelta(days=1)
        )


def service_report(service):
    return VendorReport.objects.get(service=service)
