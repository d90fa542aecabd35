"""The Evidence tab, and readiness as papers come in."""

from django.urls import reverse

from compliance.clearance.queries import standpoint
from compliance.clearance.rules import RequirementKind, Standing
from compliance.evidence import actions as evidence
from compliance.evidence.models import HeldEvidence
from compliance.vendors import actions as vendors
from tests.cast import NOON
from tests.compliance.recorded import addendum, reviewed_report
from tests.papers import upload

TODAY = NOON.date()


def page(engagement, name, *more):
    return reverse(f"compliance:{name}", args=(engagement.client_slug, engagement.pk, *more))


def standing(cast, engagement, kind):
    with cast.at(cast.lakeview):
        lines = standpoint(engagement, today=TODAY).readiness.lines
    return next(line for line in lines if line.requirement.kind is kind)


def test_the_tab_says_per_service_what_is_missing(cast, engagement, sign_in):
    answer = sign_in(cast.lena).get(page(engagement, "evidence"))

    assert answer.status_code == 200
    assert "Amazon EC2" in answer.text
    assert "Not here yet." in answer.text


def test_an_accepted_report_meets_its_requirement(cast, engagement, host):
    with cast.at(cast.northgate, cast.carla):
        report = reviewed_report(cast, host)

    reviewed = standing(cast, engagement, RequirementKind.SOC2_REPORT)
    with cast.at(cast.northgate, cast.pavel):
        vendors.accept_report(report=report, by=cast.pavel, at=NOON, today=TODAY)

    assert reviewed.standing is Standing.DUE
    assert standing(cast, engagement, RequirementKind.SOC2_REPORT).standing is Standing.MET


def test_a_paper_counts_once_a_second_person_accepted_it(cast, engagement, host, sign_in):
    sign_in(cast.carla).post(
        page(engagement, "held-new"),
        {
            "kind": "executed_baa",
            "service_id": str(host.pk),
            "title": "AWS Business Associate Addendum",
            "file": upload("baa.pdf"),
            "effective_from": "2026-11-01",
        },
    )
    with cast.at(cast.lakeview):
        held = HeldEvidence.objects.get()
    here = page(engagement, "held", held.pk)

    own = sign_in(cast.carla).post(here, {"verb": "accept"})
    other = sign_in(cast.pavel).post(here, {"verb": "accept"})

    assert own.status_code == 409
    assert other.status_code == 302
    assert standing(cast, engagement, RequirementKind.VENDOR_BAA).standing is Standing.MET


def test_a_wait_that_began_in_the_evening_did_not_begin_tomorrow(cast, engagement, host):
    """Lakeview is in New York, where it is still the sixteenth."""
    evening = NOON.replace(day=17, hour=1)
    with cast.at(cast.lakeview, cast.carla):
        addendum(cast, engagement, host, at=evening)

    line = standing(cast, engagement, RequirementKind.VENDOR_BAA)

    assert "It has been with the partner since 16 November 2026." in line.sentence


def test_a_post_of_somebody_who_may_not_decide_is_refused(cast, engagement, host, sign_in):
    with cast.at(cast.lakeview, cast.carla):
        held = addendum(cast, engagement, host)

    answer = sign_in(cast.lena).post(page(engagement, "held", held.pk), {"verb": "accept"})

    assert answer.status_code == 403
    with cast.at(cast.lakeview):
        assert HeldEvidence.objects.get().state == "recorded"


def test_withdrawing_a_paper_takes_readiness_back_at_once(cast, engagement, host):
    with cast.at(cast.lakeview, cast.carla):
        held = addendum(cast, engagement, host)
        evidence.accept_evidence(held=held, by=cast.pavel, at=NOON, today=TODAY)
        evidence.withdraw_evidence(held=held, reason="Ended.", by=cast.pavel, at=NOON)

    assert standing(cast, engagement, RequirementKind.VENDOR_BAA).standing is Standing.DUE


def test_only_reviewers_record(cast, engagement, sign_in):
    assert sign_in(cast.lena).get(page(engagement, "held-new")).status_code == 403
    assert sign_in(cast.quinn).get(page(engagement, "evidence")).status_code == 404


def test_a_decision_nobody_knows_is_refused_and_changes_nothing(cast, engagement, host, sign_in):
    with cast.at(cast.lakeview, cast.carla):
        held = addendum(cast, engagement, host)
        evidence.accept_evidence(held=held, by=cast.pavel, at=NOON, today=TODAY)

    answer = sign_in(cast.pavel).post(
        page(engagement, "held", held.pk), {"verb": "approve", "reason": "Because."}
    )

    assert answer.status_code == 404
    with cast.at(cast.lakeview):
        assert HeldEvidence.objects.get().state == "accepted"
