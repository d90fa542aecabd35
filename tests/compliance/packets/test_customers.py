"""What a customer of the client must not learn from a packet, wherever in it they look."""

from dataclasses import asdict

import pytest

from compliance.packets.papers import DocumentKind, papers_of
from compliance.packets.rules import PRESETS, Audience, PacketSection, RestrictedUse
from compliance.packets.sections import coverage_map
from compliance.packets.sections.coverage import CoverageSection
from compliance.vendors.models import ServiceUse
from engagements.milestones.models import MilestoneEvidence
from tests.compliance.retention import given
from tests.compliance.retention.given import TODAY


@pytest.fixture
def proven(cast, told):
    """The whole story, with the capture of a setting that was attested, and one against it."""
    with cast.at(cast.lakeview, cast.carla):
        host = ServiceUse.objects.of_engagement(told.engagement).current().first().service
        given.set_up(cast, told.engagement, host)
        capture = given.prove(cast, told.engagement, host)
        given.attest(cast, told.engagement, capture, until=TODAY.replace(year=2027, month=6))
        given.prove(cast, told.engagement, host, given.MONITORED)
    return told.engagement


@pytest.fixture
def asked_for(look_into):
    """A packet of these choices, read: its record, its papers and its content."""

    def of(engagement, **choice):
        record, content = look_into(engagement, **choice)
        return record, papers_of(record), content

    return of


def of_milestones(papers):
    return [one for one in papers.left_out if one.kind == DocumentKind.MILESTONE]


def test_what_is_left_out_with_its_section_has_neither_title_nor_link_nor_names(
    cast, told, asked_for
):
    with cast.at(cast.lakeview, cast.emil):
        attached = MilestoneEvidence.objects.filter(removed_at=None)
        taken = attached.exclude(milestone__state="accepted").exclude(form="link").first()
        titles = set(attached.values_list("title", flat=True))
        links = set(attached.exclude(link="").values_list("link", flat=True))

    _, papers, content = asked_for(told.engagement, audience=Audience.CUSTOMER)

    found = of_milestones(papers)
    assert len(found) >= len(titles)
    assert {one.title for one in found} == {"Evidence of a milestone"}
    words = str([asdict(one) for one in content.left_out])
    assert links
    assert not [one for one in titles | links if one in words]
    assert taken is None or taken.title not in words


def test_auditors_are_told_the_titles_all_the_same(told, asked_for):
    usual = PRESETS[Audience.AUDITOR].sections

    _, papers, _ = asked_for(
        told.engagement, sections=usual - {PacketSection.MILESTONES}, because="Sent apart."
    )

    assert "Evidence of a milestone" not in {one.title for one in of_milestones(papers)}


def test_captures_of_settings_go_where_the_section_on_settings_goes(proven, asked_for):
    record, everything, _ = asked_for(proven)
    _, without, _ = asked_for(
        proven,
        sections=PRESETS[Audience.AUDITOR].sections - {PacketSection.RETENTION},
        because="Sent apart.",
    )
    _, alone, _ = asked_for(
        proven,
        sections=PRESETS[Audience.AUDITOR].sections - {PacketSection.PAPERS},
        because="Sent apart.",
    )

    proofs = {str(one.pk) for one in record.held if one.kind == "retention_proof"}
    assert proofs & {one.record_id for one in everything.documents}
    assert not proofs & {one.record_id for one in without.documents}
    assert proofs & {one.record_id for one in alone.documents}


def test_a_capture_against_the_claim_is_not_told_to_customers(proven, asked_for):
    _, papers, _ = asked_for(proven, audience=Audience.CUSTOMER)

    assert not [one for one in papers.left_out if "contradicts" in one.reason]


def test_the_map_names_no_person_and_no_words_of_a_report_that_is_not_given(cast, told, asked_for):
    record, _, _ = asked_for(
        told.engagement, audience=Audience.CUSTOMER, restricted=RestrictedUse.STAMPED
    )

    quoted = [one for service in coverage_map(record).services for one in service.told]
    meanings = {
        reason.state.meaning
        for service in record.coverage.services
        for reason, _ in service.reasons
    }
    assert quoted
    assert {one.sentence for one in quoted} <= meanings
    assert {one.page for one in quoted} == {None}


def test_findings_of_a_report_that_is_not_given_are_counted_and_not_told(told, asked_for):
    _, _, full = asked_for(told.engagement)
    _, _, board = asked_for(told.engagement, audience=Audience.BOARD)
    _, _, least = asked_for(told.engagement, audience=Audience.CUSTOMER)

    [known] = reports_in(full)
    [kept] = reports_in(least)
    assert known.findings
    assert known.withheld == ""
    assert reports_in(board)[0].findings == known.findings
    assert kept.findings == ()
    assert kept.withheld.startswith(("One finding", f"{len(known.findings)} findings"))
    assert not [one for one in known.findings if one.answer and one.answer in str(kept)]


def reports_in(content):
    [section] = [one for one in content.sections if one.key == CoverageSection.key]
    return [one.report for one in section.services if one.report]
