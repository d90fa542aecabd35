"""Agreeing on another date for a milestone: proposed, answered, shown beside the planned one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from compliance.clearance.duties import duties_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import HipaaRole, Route, Scope
from engagements.milestones import actions
from engagements.milestones.models import Milestone, MilestoneDate
from engagements.milestones.queries import steps_of
from engagements.milestones.rules import DateState, MilestoneRefused, Wish
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.mail.models import Mail
from tests.cast import NOON, begin_engagement

TODAY = NOON.date()
WHY = "The clinic freezes changes that week."
PRIVATE = Scope(
    handles_phi=True, hipaa_role=HipaaRole.COVERED_ENTITY, route=Route.PRIVATE_DEPLOYMENT
)


@pytest.fixture
def engagement(cast):
    begun = begin_engagement(cast)
    with cast.at(cast.lakeview, cast.carla):
        actions.lay_out_plan(engagement=begun, scope=PRIVATE, by=cast.carla, at=NOON, today=TODAY)
    return begun


def first(cast, engagement):
    with cast.at(cast.lakeview):
        return Milestone.objects.of_engagement(engagement).in_order()[0]


def propose(cast, engagement, *, later=14, at=NOON, reason=WHY):
    milestone = first(cast, engagement)
    with cast.at(cast.lakeview, cast.carla):
        return actions.propose_date(
            engagement=engagement,
            milestone_id=milestone.pk,
            day=milestone.holds_on + timedelta(days=later),
            reason=reason,
            role=Role.PARTNER_CONSULTANT,
            by=cast.carla,
            at=at,
            today=TODAY,
        )


def answer(cast, engagement, proposed, to=DateState.AGREED, *, reason="", at=NOON):
    with cast.at(cast.lakeview, cast.lena):
        return actions.answer_date(
            engagement=engagement,
            date_id=proposed.pk,
            answer=to,
            reason=reason,
            role=Role.CLIENT_OWNER,
            by=cast.lena,
            at=at,
            today=TODAY,
        )


def step(cast, engagement, **words):
    with cast.at(cast.lakeview):
        return steps_of(engagement, today=TODAY, **words)[0]


def mails(cast, start):
    with cast.at(cast.lakeview):
        return sorted(Mail.objects.filter(subject__startswith=start).values_list("to", flat=True))


def test_a_proposal_waits_and_the_planned_date_holds(cast, engagement):
    proposed = propose(cast, engagement)

    found = step(cast, engagement)
    assert found.proposed == proposed
    assert found.milestone.holds_on == found.milestone.due_on
    assert mails(cast, "Another date proposed") == [cast.lena.email, cast.samuel.email]
    with cast.at(cast.lakeview):
        titles = [duty.title for duty in duties_of(engagement, today=TODAY)]
    assert any(title.startswith("Answer the date proposed for") for title in titles)


def test_agreed_it_holds_beside_the_planned_one_and_the_forecast_follows(cast, engagement):
    before = first(cast, engagement).due_on

    answer(cast, engagement, propose(cast, engagement))

    found = step(cast, engagement)
    assert found.milestone.due_on == before
    assert found.milestone.agreed_on == before + timedelta(days=14)
    assert found.expected_on == found.milestone.agreed_on
    assert not found.is_late
    assert (found.proposed, len(found.answered)) == (None, 1)
    assert mails(cast, "Date agreed") == [cast.carla.email]
    with cast.at(cast.lakeview):
        told = AuditEvent.objects.get(action="engagements.milestone.date_agreed").told
        live = Milestone.objects.of_engagement(engagement).get(is_go_live=True)
        assert Engagement.objects.get(pk=engagement.pk).forecast == live.due_on + timedelta(days=14)
    assert told["data"]["before"] == before.isoformat()


def test_declined_it_changes_nothing_and_the_reason_stays(cast, engagement):
    proposed = propose(cast, engagement)

    answer(cast, engagement, proposed, DateState.DECLINED, reason="Our audit is that week.")

    found = step(cast, engagement)
    assert found.milestone.agreed_on is None
    assert [one.answer for one in found.answered] == ["Our audit is that week."]
    assert mails(cast, "Date declined") == [cast.carla.email]


def test_another_proposal_takes_the_place_of_one_that_waits(cast, engagement):
    old, new = propose(cast, engagement), propose(cast, engagement, later=21)

    with pytest.raises(MilestoneRefused, match="Another date was proposed since"):
        answer(cast, engagement, old)

    found = step(cast, engagement)
    assert found.proposed == new
    assert found.milestone.agreed_on is None
    assert found.answered == []


def test_a_date_is_answered_once(cast, engagement):
    proposed = propose(cast, engagement)
    answer(cast, engagement, proposed)

    with pytest.raises(MilestoneRefused, match="agreed to already"):
        answer(cast, engagement, proposed, DateState.DECLINED, reason="Not after all.")

    with cast.at(cast.lakeview):
        assert MilestoneDate.objects.get().standing is DateState.AGREED


def test_the_database_keeps_one_open_date_for_a_milestone(cast, engagement):
    propose(cast, engagement)
    milestone = first(cast, engagement)
    wish = Wish(day=TODAY, holds=milestone.due_on, reason=WHY)
    with cast.at(cast.lakeview, cast.carla), pytest.raises(IntegrityError), transaction.atomic():
        MilestoneDate(org_id=milestone.org_id, milestone=milestone).propose(
            wish, by=cast.carla, at=NOON
        )


def test_a_day_that_is_past_shows_the_date_that_held_then(cast, engagement):
    answer(cast, engagement, propose(cast, engagement, at=NOON), at=NOON + timedelta(days=2))

    before = step(cast, engagement, at=NOON + timedelta(days=1))
    after = step(cast, engagement, at=NOON + timedelta(days=3))

    assert (before.milestone.agreed_on, before.answered) == (None, [])
    assert after.milestone.agreed_on == after.milestone.due_on + timedelta(days=14)


# The page


def page(engagement, name="milestones", *more):
    return reverse(f"engagements:{name}", args=(engagement.client_slug, engagement.pk, *more))


def test_the_partner_proposes_and_the_client_agrees_on_the_page(cast, engagement, sign_in):
    milestone = first(cast, engagement)
    day = (milestone.due_on + timedelta(days=400)).isoformat()

    sent = sign_in(cast.carla).post(
        page(engagement, "milestone-date", milestone.pk), {"day": day, "reason": WHY}
    )
    shown = sign_in(cast.lena).get(page(engagement))
    with cast.at(cast.lakeview):
        proposed = MilestoneDate.objects.get()
    agreed = sign_in(cast.lena).post(
        page(engagement, "milestone-date-answer", proposed.pk, "agree"), follow=True
    )

    assert sent.status_code == 302
    assert WHY in shown.text
    assert "Agree<span" in shown.text
    assert "Propose another date" not in shown.text
    assert "Agreed for" in agreed.text
    assert "Agreed by Lena Lake" in agreed.text


def test_a_proposal_without_a_reason_or_a_day_comes_back_open(cast, engagement, sign_in):
    milestone = first(cast, engagement)

    answer = sign_in(cast.carla).post(
        page(engagement, "milestone-date", milestone.pk), {"day": "soon", "reason": ""}
    )

    assert answer.status_code == 422
    assert "<details open>" in answer.text
    with cast.at(cast.lakeview):
        assert not MilestoneDate.objects.exists()


def test_another_clients_date_is_not_found(cast, engagement, sign_in):
    proposed = propose(cast, engagement)
    harbor = begin_engagement(cast, cast.harbor)

    answer = sign_in(cast.hugo).post(page(harbor, "milestone-date-answer", proposed.pk, "agree"))

    assert answer.status_code == 404
    assert step(cast, engagement).milestone.agreed_on is None
