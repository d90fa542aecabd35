"""The life of a milestone, who takes which step, and the gate before go-live."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from engagements.milestones.rules import (
    OPEN_TO_EVIDENCE,
    TRANSITIONS,
    MilestoneFacts,
    MilestoneRefused,
    MilestoneState,
    check_acceptance,
    check_evidence_change,
    check_return,
    check_start,
    check_submission,
)
from portal.accounts.roles import Role

TODAY = date(2026, 11, 22)
YESTERDAY = date(2026, 11, 21)
PLANNED = MilestoneFacts(state=MilestoneState.PLANNED)
IN_PROGRESS = MilestoneFacts(state=MilestoneState.IN_PROGRESS, evidence_count=1)
SUBMITTED = replace(IN_PROGRESS, state=MilestoneState.SUBMITTED)
ACCEPTERS = {Role.CLIENT_OWNER, Role.CLIENT_SIGNATORY}
ENGINEER = Role.PARTNER_ENGINEER
CLIENT = Role.CLIENT_SIGNATORY

STEPS = {
    MilestoneState.IN_PROGRESS: lambda facts: check_start(facts, role=ENGINEER, today=TODAY),
    MilestoneState.SUBMITTED: lambda facts: check_submission(facts, role=ENGINEER, today=TODAY),
    MilestoneState.ACCEPTED: lambda facts: check_acceptance(facts, role=CLIENT, today=TODAY),
    MilestoneState.RETURNED: lambda facts: check_return(facts, role=CLIENT, reason="No logs."),
}
ALLOWED = {
    (MilestoneState.PLANNED, MilestoneState.IN_PROGRESS),
    (MilestoneState.PLANNED, MilestoneState.SUBMITTED),
    (MilestoneState.IN_PROGRESS, MilestoneState.SUBMITTED),
    (MilestoneState.SUBMITTED, MilestoneState.ACCEPTED),
    (MilestoneState.SUBMITTED, MilestoneState.RETURNED),
    (MilestoneState.RETURNED, MilestoneState.SUBMITTED),
}
PAIRS = list(product(MilestoneState, STEPS))


def reasons_against(check, *arguments, **facts):
    with pytest.raises(MilestoneRefused) as refused:
        check(*arguments, **facts)
    return refused.value.reasons


# The table


def test_every_state_has_its_row():
    assert set(TRANSITIONS) == set(MilestoneState)


def test_the_table_holds_these_steps_and_no_others():
    assert {(current, to) for current in TRANSITIONS for to in TRANSITIONS[current]} == ALLOWED


def test_nothing_leads_back_to_planned():
    assert not any(MilestoneState.PLANNED in following for following in TRANSITIONS.values())


@pytest.mark.parametrize(("current", "to"), [pair for pair in PAIRS if pair in ALLOWED])
def test_these_steps_are_allowed(current, to):
    STEPS[to](replace(IN_PROGRESS, state=current))


@pytest.mark.parametrize(("current", "to"), [pair for pair in PAIRS if pair not in ALLOWED])
def test_every_other_step_is_refused_for_its_state_alone(current, to):
    (reason,) = reasons_against(STEPS[to], replace(IN_PROGRESS, state=current))

    assert reason.startswith("This milestone ")


# Who


@pytest.mark.parametrize("role", sorted(set(Role) - {ENGINEER}))
def test_only_an_engineer_starts_submits_and_attaches(role):
    sentence = "Only an engineer of the partner records a milestone."

    assert reasons_against(check_start, PLANNED, role=role, today=TODAY) == (sentence,)
    assert reasons_against(check_submission, IN_PROGRESS, role=role, today=TODAY) == (sentence,)
    assert reasons_against(check_evidence_change, IN_PROGRESS, role=role) == (sentence,)


@pytest.mark.parametrize("role", sorted(set(Role) - ACCEPTERS))
def test_nobody_but_the_client_accepts_or_returns(role):
    sentence = "Only an owner or signatory of the client accepts or returns it."

    assert reasons_against(check_acceptance, SUBMITTED, role=role, today=TODAY) == (sentence,)
    assert reasons_against(check_return, SUBMITTED, role=role, reason="No logs.") == (sentence,)


@pytest.mark.parametrize("role", sorted(ACCEPTERS))
def test_owner_and_signatory_of_the_client_accept_and_return(role):
    check_acceptance(SUBMITTED, role=role, today=TODAY)
    check_return(SUBMITTED, role=role, reason="No logs.")


# What has to be true first


def test_without_evidence_nothing_is_submitted():
    assert reasons_against(check_submission, PLANNED, role=ENGINEER, today=TODAY) == (
        "Evidence is missing: attach at least one file, link or output.",
    )


def test_without_evidence_nothing_is_accepted():
    facts = replace(SUBMITTED, evidence_count=0)

    (reason,) = reasons_against(check_acceptance, facts, role=CLIENT, today=TODAY)

    assert reason.startswith("Evidence is missing")


def test_work_may_begin_before_what_it_depends_on_is_accepted():
    check_start(replace(PLANNED, waits_for=("Model weights",)), role=ENGINEER, today=TODAY)


@pytest.mark.parametrize(
    ("check", "facts", "role"),
    [(check_submission, IN_PROGRESS, ENGINEER), (check_acceptance, SUBMITTED, CLIENT)],
)
def test_each_milestone_it_depends_on_has_to_be_accepted_first(check, facts, role):
    facts = replace(facts, waits_for=("Model weights", "Safeguards"))

    assert reasons_against(check, facts, role=role, today=TODAY) == (
        "“Model weights” has to be accepted first.",
        "“Safeguards” has to be accepted first.",
    )


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_milestone_is_returned_with_a_reason_only(reason):
    assert reasons_against(check_return, SUBMITTED, role=CLIENT, reason=reason) == (
        "Say what is missing, so that it can be mended.",
    )


def test_every_reason_is_given_and_not_only_the_first():
    facts = replace(PLANNED, waits_for=("Acceptance test",), is_go_live=True)

    reasons = reasons_against(check_submission, facts, role=Role.AUDITOR, today=TODAY)

    assert len(reasons) == 4


# Evidence


@pytest.mark.parametrize("state", sorted(OPEN_TO_EVIDENCE))
def test_the_engineer_changes_evidence_while_the_milestone_is_theirs(state):
    check_evidence_change(MilestoneFacts(state=state), role=ENGINEER)


@pytest.mark.parametrize("state", sorted(set(MilestoneState) - OPEN_TO_EVIDENCE))
def test_evidence_stays_as_it_is_once_the_client_has_it(state):
    (reason,) = reasons_against(check_evidence_change, MilestoneFacts(state=state), role=ENGINEER)

    assert reason.startswith("This milestone has been ")


def test_evidence_is_open_exactly_where_a_submission_can_follow():
    assert {state for state in TRANSITIONS if MilestoneState.SUBMITTED in TRANSITIONS[state]} == (
        OPEN_TO_EVIDENCE
    )


# The gate


GATED = [
    (check_start, PLANNED, ENGINEER),
    (check_submission, IN_PROGRESS, ENGINEER),
    (check_acceptance, SUBMITTED, CLIENT),
]


@pytest.mark.parametrize(("check", "facts", "role"), GATED)
def test_go_live_waits_for_clearance_at_every_step(check, facts, role):
    facts = replace(facts, is_go_live=True)

    assert reasons_against(check, facts, role=role, today=TODAY) == (
        "The engagement is not cleared yet, so it cannot go live.",
    )


@pytest.mark.parametrize(("check", "facts", "role"), GATED)
def test_a_clearance_that_ended_holds_go_live_and_names_its_last_day(check, facts, role):
    facts = replace(facts, is_go_live=True, cleared_until=YESTERDAY)

    assert reasons_against(check, facts, role=role, today=TODAY) == (
        "Clearance ended on 21 November 2026, so the engagement cannot go live.",
    )


@pytest.mark.parametrize(("check", "facts", "role"), GATED)
def test_go_live_is_possible_through_the_last_day_of_clearance(check, facts, role):
    check(replace(facts, is_go_live=True, cleared_until=TODAY), role=role, today=TODAY)


@pytest.mark.parametrize(("check", "facts", "role"), GATED)
def test_no_other_milestone_asks_for_clearance(check, facts, role):
    check(replace(facts, cleared_until=YESTERDAY), role=role, today=TODAY)


@pytest.mark.parametrize("until", [None, YESTERDAY])
def test_a_go_live_that_is_held_names_everything_that_is_missing(until):
    missing = ("BAA between client and partner", "SOC 2 Type II report on EC2")
    facts = replace(PLANNED, is_go_live=True, cleared_until=until, missing=missing)

    with pytest.raises(MilestoneRefused) as refused:
        check_start(facts, role=ENGINEER, today=TODAY)

    said = " Missing: BAA between client and partner; SOC 2 Type II report on EC2."
    assert str(refused.value).endswith(said)


def test_a_go_live_can_be_returned_whatever_the_clearance():
    check_return(replace(SUBMITTED, is_go_live=True), role=CLIENT, reason="Not tonight.")


@pytest.mark.parametrize("state", MilestoneState)
def test_every_state_has_words(state):
    assert state.label
    assert "_" not in state.label
