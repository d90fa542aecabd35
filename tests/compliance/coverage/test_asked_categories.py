"""Categories that the scope asks for by name: on the map, and holding up a report without them."""

from dataclasses import replace

from compliance.clearance.queries import standpoint
from compliance.clearance.rules import Standing
from compliance.vendors.rules import CoverageState
from engagements.lifecycle import actions as lifecycle
from tests.cast import NOON
from tests.compliance.conftest import PRIVATE_PHI
from tests.compliance.coverage.test_views import TODAY, accept, address, states


def soc2_line(cast, engagement):
    with cast.at(cast.lakeview):
        lines = standpoint(engagement, today=TODAY).readiness.lines
    return next(line for line in lines if line.requirement.id == "SOC-1")


def test_a_category_that_the_scope_asks_for_is_on_the_map_and_holds_up_the_report(
    cast, engagement, host, sign_in
):
    accept(cast, host)
    before = soc2_line(cast, engagement)
    asked = replace(PRIVATE_PHI, privacy_needed=True, categories_reason="The MSA asks for it.")
    with cast.at(cast.lakeview, cast.carla):
        lifecycle.state_scope(
            engagement=engagement, scope=asked, use_case="Notes", by=cast.carla, at=NOON
        )

    line = soc2_line(cast, engagement)
    page = sign_in(cast.lena).get(address(engagement)).text

    assert (before.standing, line.standing) == (Standing.MET, Standing.DUE)
    assert "does not count. Privacy is needed and not in the report." in line.sentence
    assert states(cast, engagement)["P4.2"] is CoverageState.OUTSIDE
    assert states(cast, engagement)["CC1.1"] is CoverageState.COVERED
    assert "The scope of this engagement asks for it: “The MSA asks for it.”" in page


def test_a_report_that_has_what_is_asked_for_counts(cast, engagement, host):
    accept(cast, host, categories=["security", "availability", "confidentiality", "privacy"])
    asked = replace(PRIVATE_PHI, privacy_needed=True, categories_reason="The MSA asks for it.")
    with cast.at(cast.lakeview, cast.carla):
        lifecycle.state_scope(
            engagement=engagement, scope=asked, use_case="Notes", by=cast.carla, at=NOON
        )

    assert soc2_line(cast, engagement).standing is Standing.MET
    assert states(cast, engagement)["P4.2"] is CoverageState.COVERED
