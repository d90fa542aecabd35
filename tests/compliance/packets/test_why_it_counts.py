"""What a packet says of a document's period, and why it counts, is what clearance goes by."""

from dataclasses import replace
from datetime import timedelta

import pytest

from compliance.dpa.models import DpaReview
from compliance.evidence.rules import EvidenceKind
from compliance.retention import actions as retention_actions
from compliance.retention.rules import Step
from compliance.vendors import actions as vendors
from compliance.vendors.models import ServiceUse, VendorService
from tests.cast import NOON
from tests.compliance.cuecs.relying import rely
from tests.compliance.packets import finished
from tests.compliance.packets.finished import TODAY
from tests.compliance.retention import given as retention


@pytest.fixture
def read(look_into):
    def what(engagement, **choice):
        _, content = look_into(engagement, **choice)
        return content

    return what


def of_kind(content, kind):
    [found] = [one.document for one in content.exhibits if one.document.kind == kind]
    return found


def proof_in(content):
    shows = ("Shows", "Proof of the retention setting")
    [found] = [one.document for one in content.exhibits if shows in one.document.facts]
    return found


def section(content, key):
    [found] = [one for one in content.sections if one.key == key]
    return found


def test_a_review_counts_no_longer_than_its_version_of_the_dpa(cast, run_jobs, read):
    engagement = finished.finish(cast, run_jobs, go_live=False)
    later = NOON + timedelta(days=3)
    finished.open_dpa(
        cast,
        engagement,
        finished.service_of(cast),
        document="Data Processing Addendum, version 2",
        dated=later.date(),
        at=later,
    )

    content = read(engagement, at=later)

    dpa = of_kind(content, "dpa")
    with cast.at(cast.lakeview):
        first = DpaReview.objects.of_engagement(engagement).get(state="accepted")
    last_day = later.date() - timedelta(days=1)
    assert dpa.effective_until == last_day < first.valid_until
    assert dpa.counts_because.startswith("It does not count any more")
    [review] = section(content, "dpa").reviews
    [until] = [row.value for row in review.facts if row.term == "Counts until"]
    assert until == f"{last_day:%-d %B %Y}"


def test_a_report_on_another_region_is_not_said_to_count(cast, engagement, read):
    with cast.at(cast.northgate, cast.carla):
        vendors.fill_register(partner=cast.northgate, by=cast.nadia, at=NOON)
        host = VendorService.objects.get(key="amazon-ec2")
    with cast.at(cast.lakeview, cast.carla):
        vendors.name_service(
            engagement=engagement,
            service=host,
            region="us-east-1",
            touches_data=True,
            by=cast.carla,
            at=NOON,
        )
    rely(cast, host, [], regions=("eu-west-1",))

    content = read(engagement)

    said = "It speaks of eu-west-1 and not of us-east-1, the region in use."
    assert of_kind(content, "soc2_report").counts_because == f"It does not count here. {said}"
    [service] = section(content, "coverage").services
    assert said in [one.sentence for one in service.report.findings]
    assert service.report.conclusion == "Do not rely"


@pytest.mark.parametrize(
    ("until", "as_of", "words"),
    [
        (TODAY + timedelta(days=9), TODAY + timedelta(days=9), "Recorded by one person"),
        (
            TODAY + timedelta(days=9),
            TODAY + timedelta(days=10),
            "It does not count any more: it did until 25 November 2026.",
        ),
    ],
)
def test_a_paper_that_ran_out_is_not_said_to_count(cast, run_jobs, read, until, as_of, words):
    engagement = finished.finish(cast, run_jobs, phi=False, go_live=False)
    finished.hold(
        cast, engagement, finished.service_of(cast), EvidenceKind.EXECUTED_BAA, until=until, at=NOON
    )

    content = read(engagement, at=NOON + (as_of - TODAY))

    papers = [one.document for one in content.exhibits if one.document.kind == "held_evidence"]
    [paper] = [one for one in papers if "BAA" in one.title]
    assert paper.effective_until == until
    assert paper.counts_because.startswith(words)


def test_a_proof_that_a_later_capture_contradicts_is_not_said_to_count(cast, run_jobs, read):
    engagement = finished.finish(cast, run_jobs, go_live=False)
    rule = replace(retention.LOGGING_OFF, keeps_nothing=True)
    service = finished.service_of(cast)
    with cast.at(cast.lakeview, cast.carla):
        retention.prove(
            cast,
            engagement,
            service,
            {"logging": {"prompts": True}},
            rule=rule,
            at=NOON + timedelta(hours=1),
        )

    content = read(engagement, at=NOON + timedelta(hours=2))

    assert proof_in(content).counts_because.startswith(
        "It does not count: what was captured on 16 November"
    )


def test_a_proof_from_before_the_setting_was_made_anew_is_not_said_to_count(cast, run_jobs, read):
    engagement = finished.finish(cast, run_jobs, go_live=False)
    later = NOON + timedelta(days=2)
    anew = replace(retention.STEPS[Step.CONFIGURED], on=later.date())
    service = finished.service_of(cast)
    with cast.at(cast.lakeview, cast.carla):
        retention_actions.tell_step(
            engagement=engagement,
            service=service,
            new=anew,
            by=cast.carla,
            at=later,
            today=later.date(),
        )

    content = read(engagement, at=later)

    assert proof_in(content).counts_because == (
        "It does not count any more: the setting was made or looked at anew since."
    )


def test_what_is_about_a_service_that_was_left_is_named_and_not_said_to_count(cast, run_jobs, read):
    engagement = finished.finish(cast, run_jobs, go_live=False)
    later = NOON + timedelta(days=1)
    with cast.at(cast.lakeview, cast.carla):
        use = ServiceUse.objects.of_engagement(engagement).current().get()
        vendors.end_use(use=use, by=cast.carla, at=later)

    content = read(engagement, at=later + timedelta(hours=1))

    said = "Nothing asks for it any more: the engagement uses the service no longer."
    assert of_kind(content, "dpa").counts_because == said
    assert proof_in(content).counts_because == said
    reasons = {one.kind: one.reason for one in content.left_out}
    assert reasons["soc2_report"] == "The engagement uses the service no longer."
    assert reasons["bridge_letter"].startswith("The report that it belongs to is left out.")
    [before] = [
        one.document
        for one in read(engagement, at=later + timedelta(days=1), as_of=TODAY).exhibits
        if one.document.kind == "soc2_report"
    ]
    assert before.counts_because.startswith("Reviewed and accepted by two people")
