"""Every decision of clearance for every combination of what it looks at, against a table."""

from dataclasses import replace
from itertools import combinations, product

import pytest

from compliance.clearance.rules import (
    RULES,
    Basis,
    RequirementKind,
    Standing,
    requirements,
)
from compliance.clearance.rules.deciding import facts_read, scopes
from compliance.vendors.rules import ServiceRole
from engagements.lifecycle.rules import Destination, HipaaRole, Route, Scope
from tests.compliance.clearance.rules.facts import (
    API,
    CLINIC,
    HOST,
    clinic,
    line_of,
)

LAW, CONTRACT, STANDARD = Basis.LAW, Basis.CONTRACT, Basis.STANDARD
YES, NO = True, False
NEITHER, COVERED, ASSOCIATE = HipaaRole.NONE, HipaaRole.COVERED_ENTITY, HipaaRole.BUSINESS_ASSOCIATE

FOR_COVERED = ["164.502(e)(1)(i)", "164.504(e)(1)", "164.308(b)(1)", "164.314(a)"]
FOR_ASSOCIATE = ["164.502(e)(1)(ii)", "164.504(e)(5)", "164.308(b)(2)", "164.314(a)(2)(iii)"]
OF_VENDOR = ["160.103", "164.502(e)", "164.504(e)", "164.308(b)", "164.314(a)"]
GDPR = ["Art. 28(3)", "Art. 28(2) and (4)", "UK GDPR Art. 28"]

# By the facts that are named first: the basis, and what is cited where something is.
GROUNDS = {
    "SCOPE-1": (
        ("handles_phi", "eu_personal_data"),
        {
            (phi, eu): (STANDARD, ["164.504(e)(2)(i)"] * phi + ["Art. 28(3)"] * eu)
            for phi, eu in product((NO, YES), repeat=2)
        },
    ),
    "SCOPE-2": (
        ("handles_phi", "eu_personal_data", "glba_data", "route"),
        {
            (phi, eu, glba, route): (
                STANDARD,
                ["164.308(b)(1)"] * phi + ["Art. 28(2) and (4)"] * eu + ["314.4(f)"] * glba,
            )
            if route is not Route.UNDECIDED
            else None
            for phi, eu, glba, route in product((NO, YES), (NO, YES), (NO, YES), Route)
        },
    ),
    "BAA-1": (
        ("handles_phi", "hipaa_role"),
        {
            (NO, NEITHER): None,
            (NO, COVERED): None,
            (NO, ASSOCIATE): None,
            (YES, NEITHER): (LAW, FOR_COVERED),
            (YES, COVERED): (LAW, FOR_COVERED),
            (YES, ASSOCIATE): (LAW, FOR_ASSOCIATE),
        },
    ),
    "BAA-2": (
        ("handles_phi",),
        {(NO,): None, (YES,): (LAW, ["160.103", "164.502(e)", "164.504(e)", "164.308(b)", "HHS"])},
    ),
    "BAA-3": (
        ("handles_phi",),
        {(NO,): None, (YES,): (LAW, OF_VENDOR)},
    ),
    "SOC-1": (
        ("handles_phi", "glba_data", "processing_integrity_needed", "privacy_needed"),
        {
            (phi, glba, integrity, privacy): (
                CONTRACT if integrity or privacy else STANDARD,
                ["164.308(b)(1)"] * phi + ["314.4(f)(3)"] * glba,
            )
            for phi, glba, integrity, privacy in product((NO, YES), repeat=4)
        },
    ),
    "CUEC-1": ((), {(): (STANDARD, ["DC 6", "AT-C section 205", "SOC 2 Reporting"])}),
    "DPA-1": (
        ("eu_personal_data", "glba_data"),
        {
            (NO, NO): (STANDARD, []),
            (NO, YES): (LAW, ["314.4(f)(2)"]),
            (YES, NO): (LAW, GDPR),
            (YES, YES): (LAW, [*GDPR, "314.4(f)(2)"]),
        },
    ),
    "PCI-1": (
        ("cardholder_data",),
        {(NO,): None, (YES,): (CONTRACT, ["12.8.4", "12.8.5"])},
    ),
    "QST-1": (("questionnaire_owed",), {(NO,): None, (YES,): (CONTRACT, [])}),
    "MIL-1": (
        ("handles_phi",),
        {(NO,): (STANDARD, []), (YES,): (LAW, ["164.312", "164.308(a)(8)"])},
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule_id", GROUNDS)
def test_a_rule_has_the_basis_and_the_sections_of_its_table_for_every_combination(rule_id):
    names, table = GROUNDS[rule_id]
    (rule,) = (one for one in RULES if one.id == rule_id)

    assert set(facts_read(ground.condition.holds for ground in rule.grounds)) == set(names)
    for scope in scopes(names):
        found = [need for need in requirements(scope, [HOST, API]) if need.id == rule_id]
        expected = table[tuple(getattr(scope, name) for name in names)]
        assert bool(found) == (expected is not None)
        for need in found:
            assert need.basis is expected[0]
            assert len(need.citations) == len(expected[1])
            assert all(a in b for a, b in zip(expected[1], need.citations, strict=True))


M, D = Standing.MET, Standing.DUE

# Which models there are to try: none named, open weights, served by its maker alone.
NONE, OPEN, SERVED = "", "Llama 3.1 70B", "GPT-4.1"
BELONGS = {
    Destination.UNDECIDED: set(Route),
    Destination.PUBLIC_API: {Route.UNDECIDED, Route.VENDOR_API},
    Destination.API_UNDER_BAA: {Route.UNDECIDED, Route.VENDOR_API},
    Destination.CLOUD_MODEL_SERVICE: {Route.UNDECIDED, Route.VENDOR_API},
    Destination.OWN_DEPLOYMENT: {Route.UNDECIDED, Route.PRIVATE_DEPLOYMENT},
}
# Complete are the routes for which everything that they need is stated.
NEEDS_DESTINATION = {Route.PRIVATE_DEPLOYMENT: False, Route.VENDOR_API: True}


def test_the_scope_is_settled_for_exactly_these_combinations_of_facts():
    for phi, role, route, destination, model, region in product(
        (NO, YES), HipaaRole, Route, Destination, (NONE, OPEN, SERVED), ("", "us-east-1")
    ):
        scope = Scope(
            handles_phi=phi,
            hipaa_role=role,
            route=route,
            destination=destination,
            model=model,
            region=region,
        )
        true_together = (
            not (phi and role is NEITHER)
            and route in BELONGS[destination]
            and (route, model) != (Route.PRIVATE_DEPLOYMENT, SERVED)
        )
        stated = (
            route is not Route.UNDECIDED
            and not (NEEDS_DESTINATION[route] and destination is Destination.UNDECIDED)
            and model != NONE
            and region != ""
        )
        standing = line_of(clinic([], scope=scope), RequirementKind.SCOPE).standing
        assert standing is (Standing.MET if true_together and stated else Standing.DUE), scope


NAMED = {
    #                           none    host    api    both
    Route.PRIVATE_DEPLOYMENT: [D, M, D, M],
    Route.VENDOR_API: [D, D, M, M],
}


@pytest.mark.parametrize("route", NAMED)
def test_services_are_named_when_the_one_that_the_route_needs_touches_data(route):
    scope = replace(CLINIC, route=route)
    for touches in product((NO, YES), repeat=2):
        for number in range(3):
            for chosen in combinations((HOST, API), number):
                services = [
                    replace(one, touches_data=touch)
                    for one, touch in zip((HOST, API), touches, strict=True)
                    if one in chosen
                ]
                counted = {one.role for one in services if one.touches_data}
                column = (ServiceRole.CLOUD_HOST in counted) + 2 * (
                    ServiceRole.MODEL_API in counted
                )
                line = line_of(clinic([], scope=scope, services=services), RequirementKind.SERVICES)
                assert line.standing is NAMED[route][column]


def test_nothing_is_asked_to_be_named_while_the_route_is_open():
    found = clinic([], scope=replace(CLINIC, route=Route.UNDECIDED), services=())

    assert RequirementKind.SERVICES not in {line.requirement.kind for line in found.lines}


@pytest.mark.parametrize(("eu", "glba"), list(product((NO, YES), repeat=2)))
def test_it_is_said_that_no_law_asks_for_a_dpa_review_only_where_none_does(eu, glba):
    scope = replace(CLINIC, eu_personal_data=eu, glba_data=glba)
    (need,) = (one for one in requirements(scope, [HOST]) if one.id == "DPA-1")

    assert ("No law named in these facts" in need.why) == (not eu and not glba)
    assert ("the GDPR lists" in need.why) == eu
    assert ("safeguard customer information" in need.why) == glba
