"""What may become of a date that is proposed for a milestone, and who decides."""

from datetime import date, timedelta

import pytest

from engagements.milestones.rules import (
    DATE_TRANSITIONS,
    DateState,
    MilestoneRefused,
    MilestoneState,
    PlannedMilestone,
    Wish,
    check_answer,
    check_proposal,
    forecast,
)
from portal.accounts.roles import Role

TODAY = date(2026, 11, 16)
HOLDS = date(2026, 12, 14)
LATER = date(2026, 12, 21)
CLIENT, PARTNER = Role.CLIENT_OWNER, Role.PARTNER_CONSULTANT


def propose(day=LATER, *, reason="The clinic freezes changes.", role=PARTNER, state="planned"):
    wish = Wish(day=day, holds=HOLDS, reason=reason)
    check_proposal(wish, MilestoneState(state), role=role, today=TODAY)


def answer(current, to, *, role=CLIENT, state="planned", reason=""):
    check_answer(DateState(current), to, MilestoneState(state), role=role, reason=reason)


@pytest.mark.parametrize("role", list(Role))
def test_the_partners_owner_consultant_and_engineer_propose(role):
    allowed = {Role.PARTNER_OWNER, Role.PARTNER_CONSULTANT, Role.PARTNER_ENGINEER}

    if role in allowed:
        propose(role=role)
    else:
        with pytest.raises(MilestoneRefused, match="Only the partner"):
            propose(role=role)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": TODAY - timedelta(days=1)}, "in the past"),
        ({"day": TODAY + timedelta(days=4 * 365)}, "three years"),
        ({"day": HOLDS}, "holds already"),
        ({"reason": "  "}, "why the date changes"),
        ({"state": "accepted"}, "has been accepted"),
    ],
)
def test_what_is_no_proposal_is_refused(wrong, sentence):
    with pytest.raises(MilestoneRefused, match=sentence):
        propose(**wrong)


def test_an_earlier_date_can_be_proposed_too():
    propose(day=TODAY)


@pytest.mark.parametrize("role", list(Role))
def test_the_clients_owner_and_signatory_answer(role):
    if role in {Role.CLIENT_OWNER, Role.CLIENT_SIGNATORY}:
        answer("proposed", DateState.AGREED, role=role)
    else:
        with pytest.raises(MilestoneRefused, match="Only an owner or signatory"):
            answer("proposed", DateState.AGREED, role=role)


def test_declining_needs_a_reason():
    with pytest.raises(MilestoneRefused, match="Say why"):
        answer("proposed", DateState.DECLINED, reason=" ")

    answer("proposed", DateState.DECLINED, reason="Our audit is that week.")


@pytest.mark.parametrize("current", ["agreed", "declined", "replaced"])
def test_what_was_answered_is_not_answered_again(current):
    assert DATE_TRANSITIONS[DateState(current)] == frozenset()
    with pytest.raises(MilestoneRefused):
        answer(current, DateState.AGREED)


def test_an_accepted_milestone_has_no_date_to_answer():
    with pytest.raises(MilestoneRefused, match="settled"):
        answer("proposed", DateState.AGREED, state="accepted")


# The forecast


def plan(agreed_on=None, **changes):
    first = PlannedMilestone(key="a", title="A", weeks=2, agreed_on=agreed_on, **changes)
    return [first, PlannedMilestone(key="b", title="B", weeks=1, depends_on=("a",))]


def test_nothing_is_foretold_before_the_date_that_was_agreed():
    dates = forecast(plan(agreed_on=LATER), today=TODAY).dates

    assert dates == {"a": LATER, "b": LATER + timedelta(weeks=1)}


def test_an_agreed_date_that_work_cannot_keep_does_not_hide_it():
    dates = forecast(plan(agreed_on=TODAY + timedelta(days=1)), today=TODAY).dates

    assert dates["a"] == TODAY + timedelta(weeks=2)


def test_what_was_accepted_early_counts_from_that_day():
    done = plan(agreed_on=LATER, state=MilestoneState.ACCEPTED, accepted_on=TODAY)

    assert forecast(done, today=TODAY).dates["b"] == TODAY + timedelta(weeks=1)
