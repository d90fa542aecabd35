"""The stamp on an engagement follows from its facts, also when only time has passed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from compliance.clearance.actions import restamp
from compliance.vendors import actions as vendors
from engagements.lifecycle import actions as lifecycle
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Destination, Route
from portal.audit.models import AuditEvent
from tests.cast import NOON
from tests.compliance.agreements.papers import prepare, templates
from tests.compliance.conftest import PRIVATE_PHI
from tests.compliance.recorded import accepted_addendum

TODAY = NOON.date()


def stamped(cast, engagement, *, today=TODAY):
    with cast.at(cast.lakeview):
        restamp(engagement_id=engagement.pk, at=NOON, today=today)
        return Engagement.objects.get(pk=engagement.pk)


def test_the_stamp_names_the_next_step_and_who_has_it(cast, engagement):
    found = stamped(cast, engagement)

    assert found.stage == "agreements"
    assert found.next_step == "Prepare and send the BAA between client and partner"
    assert found.next_holder == "partner"
    assert found.cleared_until is None


def test_the_holder_and_since_stay_while_nothing_changes(cast, engagement):
    first = stamped(cast, engagement)
    with cast.at(cast.lakeview):
        restamp(engagement_id=engagement.pk, at=NOON + timedelta(days=3), today=TODAY)
        again = Engagement.objects.get(pk=engagement.pk)

    assert again.next_since == first.next_since


def test_the_book_says_since_when_a_paper_has_been_with_somebody_not_when_it_was_judged(
    cast, engagement, sign_in
):
    baa = templates(cast)["baa"]
    with cast.at(cast.lakeview, cast.carla):
        prepare(cast, engagement, baa)
    with cast.at(cast.lakeview):
        restamp(engagement_id=engagement.pk, at=NOON + timedelta(days=3), today=TODAY)
        found = Engagement.objects.select_related("org").get(pk=engagement.pk)
    carla = sign_in(cast.carla)

    assert found.next_since_on == TODAY
    for address in ("/o/northgate/", f"/o/{found.client_slug}/e/{found.pk}/"):
        shown = carla.get(address).text
        assert "16 November 2026" in shown
        assert "19 November 2026" not in shown


def test_judging_a_new_engagement_for_the_first_time_moves_nothing(cast):
    opened = NOON - timedelta(days=5)
    with cast.at(cast.northgate, cast.carla):
        new = lifecycle.open_engagement(
            partner=cast.northgate,
            client=cast.lakeview,
            title="Letters",
            lead=cast.carla,
            intake={},
            by=cast.carla,
            at=opened,
        )

    found = stamped(cast, new)

    assert found.next_step == "State the facts of the engagement"
    assert found.next_since == opened


def test_a_route_that_is_ruled_out_is_what_the_book_shows(cast, engagement, host):
    with cast.at(cast.northgate):
        public = type(host).objects.get(key="openai-api-public-terms")
    with cast.at(cast.lakeview, cast.carla):
        vendors.name_service(
            engagement=engagement,
            service=public,
            region="",
            touches_data=True,
            by=cast.carla,
            at=NOON,
        )

    assert stamped(cast, engagement).next_step.startswith("Ruled out: PHI may not reach OpenAI")


def test_a_change_of_facts_asks_for_other_things_at_once(cast, engagement):
    vendor_api = replace(PRIVATE_PHI, route=Route.VENDOR_API, destination=Destination.API_UNDER_BAA)
    with cast.at(cast.lakeview, cast.carla):
        lifecycle.state_scope(
            engagement=engagement, scope=vendor_api, use_case="Notes", by=cast.carla, at=NOON
        )

    assert stamped(cast, engagement).cleared_until is None


def test_a_paper_that_ran_out_is_told_on_the_day_after(cast, engagement, host):
    with cast.at(cast.lakeview, cast.carla):
        accepted_addendum(cast, engagement, host, until=TODAY + timedelta(days=9))

    before = stamped(cast, engagement)
    after = stamped(cast, engagement, today=TODAY + timedelta(days=10))

    assert before.earliest_expiry == TODAY + timedelta(days=9)
    assert after.earliest_expiry is None


@pytest.mark.parametrize("times", [1, 2])
def test_nothing_is_written_to_the_trail_while_clearance_does_not_change(cast, engagement, times):
    for _ in range(times):
        stamped(cast, engagement)

    with cast.at(cast.lakeview):
        assert not AuditEvent.objects.filter(action__startswith="compliance.clearance").exists()
