"""Opening an engagement, stating its facts, closing it."""

from dataclasses import replace

import pytest
from django.db import IntegrityError

from engagements.lifecycle import actions, queries
from engagements.lifecycle.models import Engagement, StatedScope
from engagements.lifecycle.rules import EngagementClosed, EngagementRefused, HipaaRole, ScopeRefused
from portal.accounts.models import Organization
from portal.audit.models import AuditEvent
from portal.jobs.models import Job
from tests.cast import NOON
from tests.engagements.lifecycle.samples import PRIVATE, SAID, open_for, state


@pytest.fixture
def engagement(cast):
    with cast.at(cast.northgate, cast.carla):
        return open_for(cast, cast.lakeview)


def told(action):
    return [event.told for event in AuditEvent.objects.filter(action=action).chained()]


def test_an_engagement_opens_in_scoping_with_the_partner_and_both_sides_see_it(cast, engagement):
    with cast.at(cast.northgate):
        book = Engagement.objects.get()
    with cast.at(cast.lakeview):
        own = Engagement.objects.get()
        facts = queries.facts_of(own)

    assert book == own == engagement
    assert (own.stage, own.next_holder, own.next_since) == ("scoping", "partner", NOON)
    assert facts == SAID


def test_another_client_does_not_see_the_engagement(cast, engagement):
    with cast.at(cast.harbor):
        assert not Engagement.objects.exists()


def test_opening_stands_in_the_trail_of_the_partner(cast, engagement):
    with cast.at(cast.northgate):
        (event,) = told("engagements.lifecycle.opened")

    assert event["by"]["name"] == "Carla Consult"
    assert event["engagement"] == str(engagement.pk)
    assert event["data"] == {"client": "Lakeview Clinic", "lead": "Carla Consult"}


def test_the_clients_own_trail_begins_with_the_opening(cast, engagement, run_jobs):
    run_jobs()
    with cast.at(cast.lakeview, cast.carla):
        state(cast, engagement, SAID)

    with cast.at(cast.lakeview):
        first, second = AuditEvent.objects.of_engagement(engagement.pk).chained()
    assert first.action == "engagements.lifecycle.opened"
    assert first.told["by"]["name"] == "Carla Consult"
    assert first.told["at"] == NOON.isoformat()
    assert second.action == "engagements.lifecycle.scope_stated"


def test_the_opening_is_recorded_once_however_often_the_job_runs(cast, engagement, run_jobs):
    run_jobs()

    with cast.at(cast.lakeview):
        actions.record_opening(engagement_id=engagement.pk, by_id=cast.carla.pk)

    with cast.at(cast.lakeview):
        assert len(told("engagements.lifecycle.opened")) == 1


def test_a_lead_from_elsewhere_is_refused_and_nothing_is_opened(cast):
    with cast.at(cast.northgate):
        with pytest.raises(EngagementRefused, match="Sora South does not work for Northgate"):
            open_for(cast, cast.lakeview, lead=cast.sora)

        assert not Engagement.objects.exists()


def test_a_client_of_another_partner_cannot_be_given_an_engagement(cast):
    with pytest.raises(IntegrityError), cast.at(cast.northgate):
        open_for(cast, cast.quayside)


def test_a_call_becomes_one_engagement_only(cast, engagement):
    call = engagement.pk
    with cast.at(cast.northgate):
        open_for(cast, cast.lakeview, booking_id=call)

    with pytest.raises(IntegrityError), cast.at(cast.northgate):
        open_for(cast, cast.harbor, booking_id=call)


def test_a_new_client_is_taken_on_with_its_first_engagement(cast):
    with cast.at(cast.northgate, cast.carla):
        opened = actions.open_for_new_client(
            partner=cast.northgate,
            client_name=" Fern Pharmacy ",
            legal_name="Fern Pharmacy LLC",
            time_zone="America/Chicago",
            title="Refill questions",
            lead=cast.carla,
            intake={},
            by=cast.carla,
            at=NOON,
        )
        client = Organization.objects.get(pk=opened.org_id)

    assert (client.name, client.partner_id) == ("Fern Pharmacy", cast.northgate.pk)
    assert (opened.client_name, opened.client_slug) == (client.name, client.slug)


def test_no_client_is_taken_on_when_the_engagement_is_refused(cast):
    with cast.at(cast.northgate):
        with pytest.raises(EngagementRefused):
            actions.open_for_new_client(
                partner=cast.northgate,
                client_name="Fern Pharmacy",
                legal_name="Fern Pharmacy LLC",
                time_zone="UTC",
                title="Refill questions",
                lead=cast.sora,
                intake={},
                by=cast.carla,
                at=NOON,
            )

        assert not Organization.objects.filter(name="Fern Pharmacy").exists()


def test_the_first_statement_confirms_the_intake(cast, engagement):
    with cast.at(cast.lakeview, cast.carla):
        stated = state(cast, engagement, SAID)

    assert (stated.version, stated.facts, stated.stated_by) == (1, SAID, cast.carla)
    with cast.at(cast.lakeview):
        (event,) = told("engagements.lifecycle.scope_stated")
    assert event["data"] == {"version": 1, "changed": [], "use_case_reworded": False}


def test_a_statement_tells_what_changed_from_what_to_what(cast, engagement):
    with cast.at(cast.lakeview, cast.carla):
        state(cast, engagement, SAID)
        stated = state(cast, engagement, PRIVATE, use_case="Summaries and letters")

    assert stated.version == 2
    with cast.at(cast.lakeview):
        event = told("engagements.lifecycle.scope_stated")[-1]
    assert event["data"]["use_case_reworded"] is True
    assert event["data"]["changed"] == [
        {"fact": "route", "from": "undecided", "to": "private_deployment"},
        {"fact": "destination", "from": "public_api", "to": "own_deployment"},
        {"fact": "model", "from": "", "to": "Llama 3.1 70B"},
        {"fact": "region", "from": "", "to": "us-east-1"},
    ]


def test_the_same_facts_again_make_no_version_no_event_and_no_job(cast, engagement):
    with cast.at(cast.lakeview, cast.carla):
        first = state(cast, engagement, PRIVATE)

    with cast.at(cast.lakeview, cast.carla):
        again = state(cast, engagement, PRIVATE)

    assert again == first
    with cast.at(cast.lakeview):
        assert StatedScope.objects.count() == 1
        assert len(told("engagements.lifecycle.scope_stated")) == 1
        assert Job.objects.filter(name="compliance.restamp").count() == 1


def test_a_new_statement_has_readiness_computed_again(cast, engagement):
    with cast.at(cast.lakeview, cast.carla):
        state(cast, engagement, PRIVATE)

    with cast.at(cast.lakeview):
        job = Job.objects.get(name="compliance.restamp")
    assert job.ids == {"engagement_id": str(engagement.pk)}


def test_contradictory_facts_are_refused_with_every_sentence_and_nothing_is_stated(
    cast, engagement
):
    nonsense = replace(PRIVATE, hipaa_role=HipaaRole.NONE, model="GPT-4o")

    with cast.at(cast.lakeview, cast.carla):
        with pytest.raises(ScopeRefused) as refused:
            state(cast, engagement, nonsense)

        assert not StatedScope.objects.exists()
        assert not Job.objects.filter(name="compliance.restamp").exists()
    assert len(refused.value.reasons) == 2


def test_history_says_what_each_version_changed_and_where_each_fact_comes_from(cast, engagement):
    with cast.at(cast.lakeview, cast.carla):
        first = state(cast, engagement, SAID)
        second = state(cast, engagement, PRIVATE)
        versions = queries.versions_of(engagement)

    assert [version.stated for version in versions] == [second, first]
    assert [change.name for change in versions[0].changes] == [
        "destination",
        "route",
        "model",
        "region",
    ]
    assert versions[1].changes == ()
    assert versions[1].is_first
    where = queries.origins(versions)
    assert (where["route"], where["handles_phi"]) == (second, first)


def test_before_any_statement_there_is_no_history(cast, engagement):
    with cast.at(cast.lakeview):
        assert queries.versions_of(engagement) == []
        assert queries.origins([]) == {}
        assert queries.current_scope(engagement) is None


def test_a_closed_engagement_keeps_its_record_and_takes_no_more_facts(cast, engagement):
    with cast.at(cast.lakeview, cast.carla):
        state(cast, engagement, PRIVATE)
        closed = actions.close_engagement(
            engagement=engagement, reason="Handed over", by=cast.carla, at=NOON
        )

    assert closed.closed_on.isoformat() == "2026-11-16"
    with cast.at(cast.lakeview, cast.carla):
        with pytest.raises(EngagementClosed, match="closed on 16 November 2026"):
            state(cast, engagement, SAID)
        with pytest.raises(EngagementRefused):
            actions.close_engagement(engagement=engagement, reason="", by=cast.carla, at=NOON)
        (event,) = told("engagements.lifecycle.closed")
    assert event["data"] == {"reason": "Handed over"}


def test_open_engagements_come_before_closed_ones(cast, engagement):
    with cast.at(cast.northgate, cast.carla):
        second = open_for(cast, cast.lakeview, title="Letters")
    with cast.at(cast.lakeview, cast.carla):
        actions.close_engagement(engagement=second, reason="", by=cast.carla, at=NOON)

        assert queries.engagements_of(cast.lakeview) == [engagement, second]
