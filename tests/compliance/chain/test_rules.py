"""The chain says of every link what clearance says of its paper, for every combination."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from compliance.chain.rules import ChainVerdict, LinkState, draw_chain
from compliance.clearance.rules import RequirementKind, judge
from compliance.vendors.rules import Answer, Position
from engagements.lifecycle.rules import HipaaRole, Route
from tests.compliance.clearance.rules.facts import API, CLINIC, CLINIC_ON_API, HOST, TODAY, paper

BAAS = {RequirementKind.PARTNER_BAA, RequirementKind.VENDOR_BAA}
PAST = {"effective_until": TODAY - timedelta(days=1)}
# What there may be of one paper.
PAPERS = {"none": None, "held": {}, "lapsed": PAST, "sent": {"accepted": False}}


def drawn(scope, services, papers, *, today=TODAY):
    readiness = judge(scope, services, papers, today=today)
    chain = draw_chain(scope, services, readiness.lines, client="Lakeview", partner="Northgate")
    return chain, readiness


def papers_of(partner, vendor, service):
    found = []
    if PAPERS[partner] is not None:
        found.append(paper(RequirementKind.PARTNER_BAA, **PAPERS[partner]))
    if PAPERS[vendor] is not None:
        found.append(paper(RequirementKind.VENDOR_BAA, service, **PAPERS[vendor]))
    return found


SCOPES = {
    "private": (CLINIC, HOST),
    "api": (CLINIC_ON_API, API),
}


@pytest.mark.parametrize("route", SCOPES)
@pytest.mark.parametrize("role", HipaaRole)
def test_the_chain_is_closed_exactly_where_every_baa_that_is_asked_for_is_met(route, role):
    scope, service = SCOPES[route]
    facts = product((False, True), (False, True), Answer, PAPERS, PAPERS, (True, False))
    for phi, touches, sold, partner, vendor, named in facts:
        given = replace(scope, handles_phi=phi, hipaa_role=role)
        one = replace(service, touches_data=touches, baa=Position(answer=sold))
        services = (one,) if named else ()

        chain, readiness = drawn(given, services, papers_of(partner, vendor, one.id))

        asked = [
            line
            for line in readiness.lines
            if line.requirement.kind in BAAS or line.requirement.kind is RequirementKind.SERVICES
        ]
        met = all(line.standing.is_met for line in asked) and role is not HipaaRole.NONE
        expected = ChainVerdict.CLOSED if met else ChainVerdict.OPEN
        assert chain.verdict is (expected if phi else ChainVerdict.NO_PHI)


STATES = {
    "none": LinkState.MISSING,
    "held": LinkState.IN_PLACE,
    "lapsed": LinkState.LAPSED,
    "sent": LinkState.MISSING,
}


@pytest.mark.parametrize("given", PAPERS)
def test_each_link_has_the_state_of_its_paper(given):
    chain, _ = drawn(CLINIC, (HOST,), papers_of(given, given, "host"))
    partner, publisher, cloud = chain.links

    assert partner.state is cloud.state is STATES[given]
    assert publisher.state is LinkState.NOT_NEEDED


def test_a_service_sold_without_a_baa_is_ruled_out_whatever_is_held():
    public = replace(HOST, baa=Position(answer=Answer.NO))

    chain, _ = drawn(CLINIC, (public,), papers_of("held", "held", "host"))

    assert chain.links[-1].state is LinkState.RULED_OUT
    assert chain.verdict is ChainVerdict.OPEN


def test_the_private_route_says_why_no_model_provider_needs_a_baa_and_the_cloud_does():
    chain, _ = drawn(CLINIC, (HOST,), papers_of("held", "held", "host"))
    publisher, cloud = chain.links[1:]

    assert publisher.receiver.name == "The publisher of Llama 3.1 70B"
    assert "receives no PHI and is no business associate" in publisher.why
    assert publisher.citations == ("45 CFR 160.103 (business associate)",)
    assert "the exception for mere conduits does not reach it" in cloud.why
    assert "HHS Guidance on HIPAA and Cloud Computing (2016)" in cloud.citations


def test_below_a_business_associate_everybody_is_a_subcontractor():
    associate = replace(CLINIC, hipaa_role=HipaaRole.BUSINESS_ASSOCIATE)

    chain, _ = drawn(associate, (HOST,), papers_of("held", "held", "host"))

    assert chain.client.role == "Business associate"
    assert chain.links[0].receiver.role == "Subcontractor business associate"
    assert "45 CFR 164.504(e)(5)" in chain.links[0].citations


def test_what_a_model_vendor_hands_on_is_its_own_duty_and_not_kept_here():
    chain, _ = drawn(CLINIC_ON_API, (API,), papers_of("held", "held", "api"))

    assert [link.state for link in chain.links] == [
        LinkState.IN_PLACE,
        LinkState.IN_PLACE,
        LinkState.THEIRS,
    ]
    assert chain.links[2].giver == chain.links[1].receiver


def test_until_the_route_is_decided_the_chain_is_open():
    undecided = replace(CLINIC, route=Route.UNDECIDED)

    chain, _ = drawn(undecided, (), papers_of("held", "none", "host"))

    assert chain.verdict is ChainVerdict.OPEN
    assert chain.links[-1].paper == "The route is not decided."


def test_a_chain_is_closed_until_the_first_of_its_papers_ends():
    papers = [
        paper(RequirementKind.PARTNER_BAA, effective_until=date(2027, 3, 1)),
        paper(RequirementKind.VENDOR_BAA, "host", effective_until=date(2027, 2, 1)),
    ]

    chain, _ = drawn(CLINIC, (HOST,), papers)
    over, _ = drawn(CLINIC, (HOST,), papers, today=date(2027, 2, 2))

    assert chain.until == date(2027, 2, 1)
    assert chain.sentence.endswith("until 1 February 2027.")
    assert over.verdict is ChainVerdict.OPEN
    assert (
        over.sentence == "No PHI may flow. Amazon Web Services, Amazon EC2 (us-east-1): BAA lapsed."
    )


def test_without_phi_no_link_asks_for_a_baa():
    chain, _ = drawn(replace(CLINIC, handles_phi=False), (HOST,), [])

    assert {link.state for link in chain.links} == {LinkState.NOT_NEEDED}
    assert chain.verdict is ChainVerdict.NO_PHI
