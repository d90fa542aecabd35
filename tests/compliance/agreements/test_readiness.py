"""What readiness learns of the BAA, from the first draft to its end."""

from datetime import timedelta

import pytest

from compliance.agreements import actions
from compliance.agreements.models import Agreement
from compliance.agreements.queries import agreement_at, proposed_values, turn_of
from compliance.agreements.rules import StepRefused
from compliance.clearance.queries import standpoint
from compliance.clearance.rules import RequirementKind
from engagements.lifecycle.actions import state_scope
from engagements.lifecycle.rules import Destination, HipaaRole, Party, Route, Scope, Sector
from portal.accounts.roles import Right
from portal.jobs.models import Job
from portal.mail.models import Mail
from tests.cast import NOON
from tests.compliance.agreements import papers
from tests.compliance.agreements.papers import execute

SCOPE = Scope(
    sector=Sector.HEALTH_CARE,
    handles_phi=True,
    hipaa_role=HipaaRole.COVERED_ENTITY,
    destination=Destination.OWN_DEPLOYMENT,
    route=Route.PRIVATE_DEPLOYMENT,
    model="Llama 3.1 70B",
    region="us-east-1",
)


@pytest.fixture
def engagement(cast):
    engagement = papers.engagement_of(cast)
    with cast.at(cast.lakeview):
        state_scope(engagement=engagement, scope=SCOPE, use_case="Notes", by=cast.carla, at=NOON)
    return engagement


def line(cast, engagement, *, today=papers.TODAY):
    with cast.at(cast.lakeview):
        readiness = standpoint(engagement, today=today).readiness
    return next(
        one for one in readiness.lines if one.requirement.kind is RequirementKind.PARTNER_BAA
    )


def test_without_a_baa_the_partner_has_to_send_one(cast, engagement):
    found = line(cast, engagement)

    assert (found.holder, found.right) == (Party.PARTNER, Right.SEND_AGREEMENT)


def test_a_baa_that_is_being_prepared_is_with_the_portal(cast, engagement, template):
    with cast.at(cast.lakeview):
        papers.prepare(cast, engagement, template)

    found = line(cast, engagement)

    assert found.holder is Party.PORTAL
    assert "The BAA is being prepared." in found.sentence


def test_a_sent_one_is_with_the_clients_signatory(cast, engagement, sent):
    found = line(cast, engagement)

    assert (found.holder, found.right, found.since) == (
        Party.CLIENT,
        Right.SIGN_FOR_CLIENT,
        papers.TODAY,
    )
    assert "sent to the client for signature" in found.sentence


def test_a_signed_one_is_with_the_partners_signatory(cast, engagement, signed):
    found = line(cast, engagement)

    assert (found.holder, found.right) == (Party.PARTNER, Right.COUNTERSIGN)


def test_between_the_last_signature_and_the_seal_it_does_not_count(cast, engagement, countersigned):
    found = line(cast, engagement)

    assert found.holder is Party.PORTAL
    assert not found.standing.is_met


def test_executed_it_settles_the_requirement_and_says_of_which_day(cast, engagement, countersigned):
    with cast.at(cast.lakeview):
        execute(countersigned)

    found = line(cast, engagement)

    assert found.standing.is_met
    assert found.sentence == "Met by BAA of 16 November 2026."
    assert found.until is None


def test_a_stated_effective_date_in_the_past_does_not_reach_back_before_the_signatures(
    cast, engagement, template
):
    values = papers.values(cast, **{"agreement.effective_date": papers.TODAY - timedelta(days=30)})
    with cast.at(cast.lakeview):
        agreement = papers.prepare(cast, engagement, template, values=values)
        agreement.executed_on = papers.TODAY

        assert agreement.in_force_from == papers.TODAY


def test_a_declined_one_is_back_with_the_partner(cast, engagement, sent):
    with cast.at(cast.lakeview):
        actions.decline(agreement=sent, reason="No", by=cast.samuel, at=NOON)

    found = line(cast, engagement)

    assert (found.holder, found.right) == (Party.PARTNER, Right.SEND_AGREEMENT)
    assert "The BAA is declined." in found.sentence


def test_an_earlier_declined_one_is_forgotten_when_another_is_sent(
    cast, engagement, template, sent
):
    with cast.at(cast.lakeview):
        actions.decline(agreement=sent, reason="No", by=cast.samuel, at=NOON)
        later = papers.prepare(cast, engagement, template, at=NOON + timedelta(hours=1))
        papers.send(later)

    assert line(cast, engagement).holder is Party.CLIENT


def test_after_termination_the_requirement_is_open_from_that_day_on(
    cast, engagement, countersigned
):
    with cast.at(cast.lakeview):
        execute(countersigned)
        actions.terminate(
            agreement=countersigned,
            reason="The services ended",
            ended_on=papers.TODAY + timedelta(days=3),
            by=cast.carla,
            at=NOON,
        )

        assert Mail.objects.filter(subject__startswith="Terminated").count() == 3
        assert Job.objects.filter(name="compliance.restamp").exists()
    last = papers.TODAY + timedelta(days=2)
    assert line(cast, engagement, today=last).standing.is_met
    after = line(cast, engagement, today=last + timedelta(days=1))
    assert not after.standing.is_met
    assert "counted until 18 November 2026" in after.sentence


def test_what_was_not_executed_is_not_terminated(cast, engagement, sent):
    with cast.at(cast.lakeview), pytest.raises(StepRefused, match="cannot be terminated"):
        actions.terminate(
            agreement=sent, reason="No", ended_on=papers.TODAY, by=cast.carla, at=NOON
        )


def test_a_later_baa_takes_the_place_of_the_one_before_without_a_gap(
    cast, engagement, template, countersigned
):
    later_day = papers.TODAY + timedelta(days=10)
    with cast.at(cast.lakeview):
        execute(countersigned)
    values = papers.values(cast, **{"agreement.effective_date": later_day})
    second = papers.sent(cast, engagement, template, values=values)
    with cast.at(cast.lakeview):
        papers.sign(cast, second, papers.Side.CLIENT)
        papers.sign(cast, second, papers.Side.PARTNER)
        execute(second)

        first = Agreement.objects.get(pk=countersigned.pk)
        assert (first.state, first.ended_on) == ("superseded", later_day)
    for day in (papers.TODAY, later_day - timedelta(days=1), later_day):
        assert line(cast, engagement, today=day).standing.is_met


def test_executing_twice_does_it_once(cast, engagement, countersigned):
    with cast.at(cast.lakeview):
        execute(countersigned)
        execute(countersigned)

        assert Mail.objects.filter(subject__startswith="Executed").count() == 3


def test_the_next_agreement_begins_with_what_the_last_one_said(cast, engagement, template, sent):
    with cast.at(cast.lakeview):
        proposed = proposed_values(engagement, template, today=papers.TODAY)

    assert proposed["client.address"] == "12 Shore Road, Duluth, Minnesota 55802"
    assert proposed["agreement.effective_date"] == papers.TODAY
    assert proposed["client.hipaa_role"] == "a covered entity"


def test_whose_turn_it_is_since_when(cast, engagement, signed):
    with cast.at(cast.lakeview):
        turn = turn_of(agreement_at(engagement, signed.pk))

    assert (turn.party, turn.person, turn.since) == (Party.PARTNER, cast.pavel, NOON)
