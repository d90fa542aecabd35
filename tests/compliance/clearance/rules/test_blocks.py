"""What no paper can mend is blocked, with the reason and the ways out."""

from dataclasses import replace
from itertools import product

import pytest

from compliance.clearance.rules import BLOCK_RULES, RequirementKind, blocks
from compliance.vendors.rules import Answer, Position, ServiceFacts, ServiceRole
from engagements.lifecycle.rules import Destination, Route, Scope
from tests.compliance.clearance.rules.facts import API, CLINIC, CLINIC_ON_API, HOST, PUBLIC_API

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


@pytest.mark.parametrize("route", Route)
@pytest.mark.parametrize("role", ServiceRole)
def test_exactly_these_combinations_of_facts_are_blocked(route, role):
    for phi, zero, touches, baa, retention, against in product(
        (False, True), (False, True), (False, True), Answer, Answer, ("", "It says otherwise.")
    ):
        service = ServiceFacts(
            id="s",
            vendor="V",
            name="S",
            role=role,
            touches_data=touches,
            baa=Position(answer=baa),
            zero_retention=Position(answer=retention),
            contradiction=against,
        )
        scope = Scope(handles_phi=phi, zero_retention_needed=zero, route=route)
        expected = []
        if (phi, touches, baa) == (True, True, NO):
            expected.append("BLOCK-1")
        if (zero, touches, retention, role) == (True, True, NO, ServiceRole.MODEL_API):
            expected.append("BLOCK-2")
        proven = zero or (phi and role is ServiceRole.MODEL_API)
        if (bool(against), touches, proven) == (True, True, True):
            expected.append("BLOCK-3")

        assert [block.id for block in blocks(scope, [service])] == expected


def test_phi_to_the_public_api_says_why_and_where_that_is_from():
    (block,) = blocks(CLINIC_ON_API, [PUBLIC_API])

    assert block.title == "PHI may not reach OpenAI API, public terms"
    assert block.reason == (
        "OpenAI API, public terms is sold without a Business Associate Agreement (BAA), so no PHI "
        "may reach it. A SOC 2 report of OpenAI does not replace a BAA, and neither does a "
        "retention setting. Source: help.openai.com, read on 20 November 2026."
    )
    assert block.citations == ("45 CFR 164.502(e)", "45 CFR 164.504(e)", "45 CFR 164.308(b)")
    assert (block.kind, block.service_id) == (RequirementKind.VENDOR_BAA, "public")


def test_an_api_without_a_baa_can_be_replaced_by_an_own_deployment_among_others():
    (block,) = blocks(CLINIC_ON_API, [PUBLIC_API])

    assert [remedy.destination for remedy in block.remedies] == [
        Destination.OWN_DEPLOYMENT,
        Destination.CLOUD_MODEL_SERVICE,
        Destination.API_UNDER_BAA,
        None,
    ]


def test_a_host_without_a_baa_can_be_replaced_or_spared_the_phi():
    (block,) = blocks(CLINIC, [replace(HOST, baa=Position(answer=NO))])

    assert "another" not in block.reason
    assert block.remedies[0].sentence.startswith("Move the deployment to a cloud host that signs")
    assert block.remedies[1].sentence.startswith("Send de-identified data only")


def test_a_service_that_cannot_be_set_to_zero_retention_is_blocked_where_that_is_needed():
    keeps = replace(API, zero_retention=Position(answer=NO))

    (block,) = blocks(CLINIC_ON_API, [keeps])

    assert block.id == "BLOCK-2"
    assert block.kind is RequirementKind.RETENTION
    assert len(block.remedies) == 3


def test_a_position_without_its_source_blocks_all_the_same():
    (block,) = blocks(CLINIC_ON_API, [replace(PUBLIC_API, baa=Position(answer=NO))])

    assert "Source" not in block.reason


def test_every_service_is_looked_at():
    second = replace(PUBLIC_API, id="second")

    assert [b.service_id for b in blocks(CLINIC_ON_API, [PUBLIC_API, API, second])] == [
        "public",
        "second",
    ]


def test_block_rules_have_unique_ids():
    assert len({rule.id for rule in BLOCK_RULES}) == len(BLOCK_RULES)
