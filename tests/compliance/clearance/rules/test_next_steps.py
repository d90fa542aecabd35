"""What is missing is said in words: by whom it is owed, what blocks it, what comes next."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.clearance.rules import (
    RequirementKind,
    Standing,
    judge,
)
from engagements.lifecycle.rules import HipaaRole, Party, Route, Scope, Stage
from portal.accounts.roles import Right
from tests.compliance.clearance.rules.facts import (
    API,
    CLINIC,
    CLINIC_ON_API,
    HOST,
    PAPERS,
    PUBLIC_API,
    TODAY,
    clinic,
    line_of,
    paper,
    with_paper,
)

K = RequirementKind
END_OF_2027 = date(2027, 12, 31)
A_YEAR_ON = date(2027, 11, 22)


# What is missing, and who has it


def test_missing_says_who_owes_it_and_what_settles_it():
    line = line_of(clinic([]), K.VENDOR_BAA)

    assert line.sentence == (
        "Not here yet. It is owed by the client and settled by recording the executed BAA with "
        "Amazon Web Services that covers Amazon EC2 (us-east-1) and having a second person accept "
        "it."
    )
    assert line.holder is Party.CLIENT


@pytest.mark.parametrize(
    ("waiting_on", "since", "sentence", "right"),
    [
        (
            Party.CLIENT,
            date(2026, 11, 20),
            "BAA is sent. It has been with the client since 20 November 2026.",
            Right.SIGN_FOR_CLIENT,
        ),
        (Party.PARTNER, None, "BAA is sent. It is with the partner.", Right.SEND_AGREEMENT),
        (Party.PORTAL, None, "BAA is sent. It is with the portal.", None),
    ],
)
def test_something_half_done_says_with_whom_it_is(waiting_on, since, sentence, right):
    half = paper(
        K.PARTNER_BAA,
        label="BAA",
        accepted=False,
        state_words="sent",
        waiting_on=waiting_on,
        since=since,
    )
    line = line_of(clinic([half]), K.PARTNER_BAA)

    assert line.sentence == sentence
    assert (line.holder, line.since, line.right) == (waiting_on, since, right)


def test_the_feature_may_know_better_what_the_next_move_takes():
    half = paper(
        K.PARTNER_BAA,
        accepted=False,
        state_words="signed",
        waiting_on=Party.PARTNER,
        right=Right.COUNTERSIGN,
    )

    assert clinic([half]).next_step.right is Right.COUNTERSIGN


def test_something_half_done_that_waits_for_nobody_is_owed():
    refused = paper(K.PARTNER_BAA, label="BAA", accepted=False, state_words="declined")
    line = line_of(clinic([refused]), K.PARTNER_BAA)

    assert line.sentence.startswith("BAA is declined. It is owed by the partner")
    assert line.right is Right.SEND_AGREEMENT


def test_of_several_half_done_the_latest_is_told():
    first = paper(K.PARTNER_BAA, label="First", accepted=False, state_words="declined")
    second = replace(first, label="Second", state_words="sent", since=date(2026, 11, 1))

    assert "Second is sent" in line_of(clinic([second, first]), K.PARTNER_BAA).sentence


def test_a_renewal_under_way_is_told_together_with_what_ran_out():
    ended = paper(K.PARTNER_BAA, label="Old BAA", effective_until=date(2026, 11, 1))
    sent = paper(
        K.PARTNER_BAA,
        label="New BAA",
        accepted=False,
        state_words="sent",
        waiting_on=Party.CLIENT,
    )

    line = line_of(clinic([ended, sent]), K.PARTNER_BAA)

    assert line.standing is Standing.LAPSED
    assert line.sentence == (
        "Old BAA counted until 1 November 2026. New BAA is sent. It is with the client."
    )


def test_accepted_with_problems_does_not_count_and_says_which():
    readiness = clinic(with_paper(K.SOC2_REPORT, problems=("It is of Type I.",)))
    line = line_of(readiness, K.SOC2_REPORT)

    assert line.sentence.startswith(
        "SOC 2 report paper does not count. It is of Type I. It is owed"
    )
    assert readiness.cleared_until is None


def test_accepted_without_a_first_day_does_not_count():
    readiness = clinic(with_paper(K.SOC2_REPORT, effective_from=None))

    assert "first day is not known" in line_of(readiness, K.SOC2_REPORT).sentence
    assert readiness.cleared_until is None


def test_a_paper_of_another_service_settles_nothing():
    readiness = clinic(with_paper(K.VENDOR_BAA, service_id="other"))

    assert line_of(readiness, K.VENDOR_BAA).standing is Standing.DUE


# Facts


def test_open_facts_are_told_word_for_word_and_nothing_is_cleared():
    readiness = clinic(scope=replace(CLINIC, hipaa_role=HipaaRole.NONE, region=""))
    line = line_of(readiness, K.SCOPE)

    assert "(45 CFR 160.103)" in line.sentence
    assert "Name the region" in line.sentence
    assert readiness.cleared_until is None
    assert readiness.stage is Stage.SCOPING
    assert readiness.next_step.right is Right.EDIT_SCOPE


@pytest.mark.parametrize(
    ("scope", "services", "sentence"),
    [
        (CLINIC, (), "Name the cloud host"),
        (CLINIC, (API,), "Name the cloud host"),
        (CLINIC, (replace(HOST, touches_data=False),), "Name the cloud host"),
        (CLINIC_ON_API, (), "Name the model service"),
        (CLINIC_ON_API, (HOST,), "Name the model service"),
    ],
)
def test_nothing_is_cleared_while_the_service_of_the_route_is_not_named(scope, services, sentence):
    readiness = clinic(scope=scope, services=services)

    assert line_of(readiness, K.SERVICES).sentence.startswith(sentence)
    assert readiness.cleared_until is None
    assert readiness.stage is Stage.SCOPING


def test_facts_that_are_stated_are_met_with_their_names():
    readiness = clinic(services=(HOST, replace(API, touches_data=False)))

    assert line_of(readiness, K.SCOPE).sentence == "Every fact is stated."
    assert line_of(readiness, K.SERVICES).sentence == "Named: Amazon EC2 (us-east-1)."


def test_an_undecided_route_is_in_scoping_and_not_cleared():
    readiness = judge(Scope(), (), (), today=TODAY)

    assert readiness.stage is Stage.SCOPING
    assert readiness.cleared_until is None


# Blocked


def test_phi_on_a_service_without_a_baa_is_blocked_whatever_papers_there_are():
    papers = [replace(p, service_id=p.service_id and "public") for p in PAPERS.values()]
    papers.append(paper(K.RETENTION, "public"))

    readiness = clinic(papers, scope=CLINIC_ON_API, services=(PUBLIC_API,))

    assert [line.requirement.kind for line in readiness.open_lines] == [K.VENDOR_BAA]
    assert line_of(readiness, K.VENDOR_BAA).standing is Standing.BLOCKED
    assert line_of(readiness, K.VENDOR_BAA).block == readiness.blocks[0]
    assert readiness.cleared_until is None


def test_a_block_is_the_next_step_before_anything_else():
    readiness = clinic([], scope=replace(CLINIC_ON_API, model=""), services=(PUBLIC_API,))

    assert readiness.next_step.kind is K.VENDOR_BAA
    assert readiness.next_step.sentence == readiness.blocks[0].reason
    assert (readiness.next_step.party, readiness.next_step.right) == (
        Party.PARTNER,
        Right.EDIT_SCOPE,
    )


def test_a_vendor_api_with_every_paper_is_cleared():
    papers = [replace(p, service_id=p.service_id and "api") for p in PAPERS.values()]
    papers.append(paper(K.RETENTION, "api"))

    readiness = clinic(papers, scope=CLINIC_ON_API, services=(API,))

    assert readiness.cleared_until == A_YEAR_ON


# Changing a fact later


def test_phi_after_all_brings_the_agreements_at_once():
    kinds = (K.SOC2_REPORT, K.USER_CONTROLS, K.DPA_REVIEW, K.MILESTONES)
    papers = [PAPERS[kind] for kind in kinds]
    before = clinic(papers, scope=replace(CLINIC, handles_phi=False))
    after = clinic(papers, scope=CLINIC)

    assert before.cleared_until == A_YEAR_ON
    assert after.cleared_until is None
    assert [line.requirement.kind for line in after.open_lines] == [K.PARTNER_BAA, K.VENDOR_BAA]


# Stages and the order of steps


@pytest.mark.parametrize(
    ("missing", "stage", "right"),
    [
        (K.PARTNER_BAA, Stage.AGREEMENTS, Right.SEND_AGREEMENT),
        (K.VENDOR_BAA, Stage.EVIDENCE, None),
        (K.SOC2_REPORT, Stage.EVIDENCE, Right.REVIEW_EVIDENCE),
        (K.DPA_REVIEW, Stage.EVIDENCE, Right.REVIEW_EVIDENCE),
        (K.MILESTONES, Stage.DEPLOYMENT, Right.RECORD_MILESTONE),
    ],
)
def test_stage_and_next_step_follow_from_what_is_open(missing, stage, right):
    readiness = clinic([p for kind, p in PAPERS.items() if kind is not missing])

    assert readiness.stage is stage
    assert readiness.next_step.kind is missing
    assert readiness.next_step.right is right


def test_with_nothing_done_the_first_agreement_is_next():
    step = clinic([]).next_step

    assert step.title == "Prepare and send the BAA between client and partner"
    assert step.party is Party.PARTNER
    assert step.service_id is None


def test_what_only_waits_for_its_first_day_is_next_only_when_nothing_else_is_open():
    coming = with_paper(K.PARTNER_BAA, effective_from=date(2026, 12, 1))

    assert clinic(coming[:2]).next_step.kind is K.SOC2_REPORT
    assert clinic(coming).next_step.party is Party.NOBODY


def test_live_and_closed_stay_while_readiness_tells_of_the_lapse():
    went = date(2026, 11, 1)

    assert clinic([], went_live_on=went).stage is Stage.LIVE
    assert clinic([], went_live_on=went, closed_on=TODAY).stage is Stage.CLOSED
    assert clinic([], went_live_on=went).cleared_until is None


def test_every_standing_has_its_word():
    assert [standing.label for standing in Standing] == [
        "Met",
        "Expiring",
        "Due",
        "Lapsed",
        "Blocked",
    ]


def test_every_route_is_judged():
    for route in Route:
        assert judge(replace(CLINIC, route=route), (HOST, API), (), today=TODAY).lines
