"""Reports of organisations that a vendor's report carves out, by which the map says they stand."""

import pytest

from compliance.packets.papers import papers_of
from compliance.packets.record import read_record
from compliance.packets.rules import Audience
from compliance.vendors import actions as vendors
from tests.cast import NOON
from tests.compliance.coverage.test_views import HALLS, accept, enter

OWN = "SOC 2 Type II report, Halden Halls"


@pytest.fixture
def relied_on(cast, engagement):
    """A service in use, whose report leaves a criterion to halls that have a report as well."""
    host, halls = enter(cast, "Granite"), enter(cast, "Halden Halls")
    accept(cast, host, subservice=[HALLS])
    with cast.at(cast.lakeview, cast.carla):
        vendors.name_service(
            engagement=engagement,
            service=host,
            region="",
            touches_data=True,
            by=cast.carla,
            at=NOON,
        )
    return accept(cast, halls)


@pytest.fixture
def papers(cast, engagement, ask, django_assert_num_queries):
    def of(**choice):
        asked = ask(engagement, **choice)
        with cast.at(cast.lakeview):
            record = read_record(asked.pk)
            with django_assert_num_queries(0):
                return papers_of(record)

    return of


def test_the_report_that_the_map_leans_on_is_in_the_packet_and_says_why(relied_on, papers):
    found = {one.title: one for one in papers().documents}

    assert found[OWN].content.sha256 == relied_on.file.sha256
    assert "leaves criteria to Halden Halls" in found[OWN].counts_because
    assert found[OWN].restricted
    assert len(found) == 2


def test_without_documents_it_is_named_as_left_out(relied_on, papers):
    left_out = {
        one.title.partition(", dated")[0]: one for one in papers(audience=Audience.BOARD).left_out
    }

    assert left_out[OWN].sha256 == relied_on.file.sha256


def test_a_report_in_the_register_that_nothing_leans_on_is_not_the_engagement_s(
    cast, relied_on, papers
):
    accept(cast, enter(cast, "Elsewhere"))

    assert len(papers().documents) == 2
