"""What a packet says of retention settings and of the chain of BAAs."""

from datetime import timedelta

import pytest

from compliance.packets.papers import papers_of
from compliance.packets.record import read_record
from compliance.packets.sections import chain, retention
from compliance.vendors.models import ServiceUse
from tests.cast import NOON
from tests.compliance.retention import given
from tests.compliance.retention.given import TODAY


@pytest.fixture
def record(cast, told, ask):
    """The whole story, with a setting that was attested and then contradicted."""
    engagement = told.engagement
    with cast.at(cast.lakeview, cast.carla):
        host = ServiceUse.objects.of_engagement(engagement).current().first().service
        given.set_up(cast, engagement, host)
        capture = given.prove(cast, engagement, host, at=NOON - timedelta(hours=1))
        given.attest(cast, engagement, capture, until=TODAY.replace(year=2027, month=6))
        given.prove(cast, engagement, host, given.MONITORED)
    asked = ask(engagement)
    with cast.at(cast.lakeview):
        return read_record(asked.pk)


def test_the_proofs_are_printed_with_the_paths_that_were_compared(
    record, django_assert_num_queries
):
    with django_assert_num_queries(0):
        [service] = retention(record, {}).services

    assert service.stage == "Contradicted"
    assert [step.title for step in service.steps] == [
        *("Asked of the vendor", "Approved by the vendor", "Configured"),
        *("Evidenced", "Attested until"),
    ]
    agreed, against = service.proofs
    assert agreed.attested == ("Pavel Prime attested it on 16 November 2026 until 16 June 2027.",)
    assert [(one.path, one.found) for one in against.compared] == [
        ("object", '"organization.data_retention"'),
        ("type", '"modified_abuse_monitoring"'),
    ]
    assert against.attested == ()


def test_a_contradicting_capture_is_left_out_with_what_it_says(record):
    papers = papers_of(record)

    reasons = [one.reason for one in papers.left_out if "contradicts" in one.reason]
    assert reasons == [
        'It contradicts the claim: “type” says "modified_abuse_monitoring", where '
        '"zero_data_retention" is expected.'
    ]


def test_the_chain_is_printed_with_its_verdict(record, django_assert_num_queries):
    with django_assert_num_queries(0):
        section = chain(record)

    assert section.verdict == "Closed for PHI"
    assert [row.state for row in section.rows] == ["BAA in place", "No BAA needed", "BAA in place"]
