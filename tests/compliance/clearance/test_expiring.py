"""What runs out is listed for whoever sees the book or the engagement, and mailed on Mondays."""

from datetime import UTC, datetime, timedelta

import pytest

from compliance.clearance.actions import restamp
from compliance.clearance.book import running_out_at
from compliance.clearance.lapsing import running_out
from compliance.clearance.queries import standpoint
from compliance.evidence import actions as evidence
from compliance.evidence.rules import EvidenceKind
from engagements.lifecycle import actions as lifecycle
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Horizon
from engagements.team import actions as team
from portal.accounts import actions as accounts
from portal.accounts.roles import Role
from tests.cast import NOON
from tests.papers import received

TODAY = NOON.date()  # a Monday
SEVEN = datetime(2026, 11, 16, 12, tzinfo=UTC)  # seven in the morning in New York


def listed(cast, org, *, at=NOON):
    with cast.at(org):
        return {
            group.horizon: [entry.lapsing.what for entry in group.entries]
            for group in running_out_at(org, at=at)
        }


def test_the_list_of_the_partner_says_what_the_engagements_own_page_says(cast, ending):
    with cast.at(cast.lakeview):
        found = Engagement.objects.get(pk=ending.pk)
        live = running_out(found, standpoint(found, today=TODAY), at=NOON, today=TODAY)

    everywhere = [what for group in listed(cast, cast.northgate).values() for what in group]

    assert live == found.running_out
    assert {one.what for one in live} <= set(everywhere)
    assert "BAA between client and Amazon Web Services for Amazon EC2 (us-east-1)" in everywhere


@pytest.mark.parametrize(
    ("days", "near"),
    [(0, Horizon.MONTH), (2, Horizon.WEEK), (9, Horizon.WEEK), (10, Horizon.PAST)],
)
def test_the_same_paper_moves_nearer_as_the_days_pass(cast, ending, days, near):
    at = NOON + timedelta(days=days)
    with cast.at(cast.lakeview):
        restamp(engagement_id=ending.pk, at=at, today=at.date())

    found = listed(cast, cast.northgate, at=at)

    assert any("BAA between client and Amazon" in what for what in found[near])


def test_a_paper_that_is_renewed_in_time_is_not_listed(cast, ending, host):
    with cast.at(cast.lakeview, cast.carla):
        held = evidence.record_evidence(
            engagement=ending,
            kind=EvidenceKind.EXECUTED_BAA,
            title="Addendum, renewed",
            received=received(),
            effective_from=TODAY + timedelta(days=10),
            effective_until=None,
            service_id=host.pk,
            by=cast.carla,
            at=NOON,
            today=TODAY,
        )
        evidence.accept_evidence(held=held, by=cast.pavel, at=NOON, today=TODAY)
        restamp(engagement_id=ending.pk, at=NOON, today=TODAY)

    found = listed(cast, cast.northgate)

    assert not any("BAA between client and Amazon" in w for group in found.values() for w in group)


def test_accesses_and_invitations_run_out_too(cast, ending):
    with cast.at(cast.lakeview, cast.lena):
        team.let_auditor_in(
            engagement=ending,
            org=cast.lakeview,
            inviter=Role.CLIENT_OWNER,
            name="Ada Audit",
            email="ada@example.test",
            until=TODAY + timedelta(days=20),
            by=cast.lena,
            at=NOON,
        )
        accounts.invite(
            org=cast.lakeview,
            email="new@example.test",
            name="New",
            role=Role.CLIENT_MEMBER,
            by=cast.lena,
            at=NOON,
        )
        restamp(engagement_id=ending.pk, at=NOON, today=TODAY)

    found = [what for group in listed(cast, cast.lakeview).values() for what in group]

    assert {"Invitation of new@example.test", "Invitation of ada@example.test"} <= set(found)


def test_nothing_of_a_closed_engagement_is_listed(cast, ending):
    with cast.at(cast.lakeview, cast.carla):
        lifecycle.close_engagement(engagement=ending, reason="Done.", by=cast.carla, at=NOON)
        restamp(engagement_id=ending.pk, at=NOON, today=TODAY)

    found = listed(cast, cast.northgate)

    assert not any("BAA" in what for group in found.values() for what in group)
    assert listed(cast, cast.lakeview) == {}


def test_one_client_and_another_partner_see_nothing_of_it(cast, ending):
    for org in (cast.harbor, cast.southbank, cast.quayside):
        assert listed(cast, org) == {}


def test_who_sees_the_book_sees_the_page_and_an_engineer_does_not(cast, ending, sign_in):
    page = sign_in(cast.pavel).get("/o/northgate/expiring/")

    assert "BAA between client and Amazon Web Services" in page.text
    assert "Lakeview Clinic" in page.text
    assert sign_in(cast.emil).get("/o/northgate/expiring/").status_code == 403
    assert sign_in(cast.lena).get("/o/northgate/expiring/").status_code == 404


def test_the_pages_ask_the_database_little(cast, ending, sign_in, django_assert_max_num_queries):
    carla = sign_in(cast.carla)
    address = f"/o/{ending.client_slug}/e/{ending.pk}/expiring/"

    with django_assert_max_num_queries(40):
        assert "BAA between client and Amazon" in carla.get(address).text
    with django_assert_max_num_queries(25):
        carla.get("/o/northgate/expiring/")


def test_a_client_is_given_no_link_to_pages_of_its_partner(cast, ending, sign_in):
    page = sign_in(cast.lena).get(f"/o/{ending.client_slug}/e/{ending.pk}/expiring/").text

    assert "/o/northgate/" not in page
