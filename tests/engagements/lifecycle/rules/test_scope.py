"""The facts of an engagement, and which cannot be true together."""

from dataclasses import replace
from itertools import product

import pytest

from engagements.lifecycle.rules import (
    Destination,
    HipaaRole,
    Route,
    Scope,
    Sector,
    check_scope,
    missing_facts,
)

CLINIC = Scope(
    sector=Sector.HEALTH_CARE,
    handles_phi=True,
    hipaa_role=HipaaRole.COVERED_ENTITY,
    destination=Destination.PUBLIC_API,
)
PLACES = [place for place in Destination if place is not Destination.UNDECIDED]


def test_a_scope_without_facts_contradicts_nothing():
    assert check_scope(Scope()) == ()


def test_phi_without_a_hipaa_role_is_contradictory():
    (sentence,) = check_scope(replace(CLINIC, hipaa_role=HipaaRole.NONE))

    assert "covered entity or a business associate (45 CFR 160.103)" in sentence


@pytest.mark.parametrize("role", [HipaaRole.COVERED_ENTITY, HipaaRole.BUSINESS_ASSOCIATE])
def test_phi_in_the_hands_of_a_hipaa_entity_is_sound(role):
    assert check_scope(replace(CLINIC, hipaa_role=role)) == ()


def test_a_covered_entity_may_have_a_use_without_phi():
    assert check_scope(Scope(hipaa_role=HipaaRole.COVERED_ENTITY)) == ()


@pytest.mark.parametrize(("route", "destination"), list(product(Route, Destination)))
def test_route_and_destination_agree_unless_one_is_undecided(route, destination):
    scope = Scope(route=route, destination=destination)
    undecided = Route.UNDECIDED in {route, destination.route}

    refusals = check_scope(scope)

    assert bool(refusals) == (not undecided and route is not destination.route)
    assert all(destination.label in refusal for refusal in refusals)


@pytest.mark.parametrize("model", ["Claude Sonnet 4.5", "GPT-4o", "OpenAI gpt 5", "Gemini 2.5 Pro"])
def test_a_model_without_published_weights_cannot_be_deployed_privately(model):
    (sentence,) = check_scope(Scope(route=Route.PRIVATE_DEPLOYMENT, model=model))

    assert sentence.startswith(f"{model} is offered only as a service")


@pytest.mark.parametrize("model", ["Llama 3.1 70B", "gpt-oss-120b", "GPT-J 6B", "Gemma 3", ""])
def test_a_model_with_open_weights_can_be_deployed_privately(model):
    assert check_scope(Scope(route=Route.PRIVATE_DEPLOYMENT, model=model)) == ()


def test_a_served_model_is_sound_on_the_vendor_route():
    assert check_scope(Scope(route=Route.VENDOR_API, model="GPT-4o")) == ()


def test_every_contradiction_is_named_not_only_the_first():
    scope = replace(
        CLINIC,
        hipaa_role=HipaaRole.NONE,
        route=Route.PRIVATE_DEPLOYMENT,
        model="Claude Opus",
    )

    assert len(check_scope(scope)) == 3


def test_before_the_route_nothing_else_is_asked_for():
    assert missing_facts(Scope()) == ("Choose the route: private deployment or vendor API.",)


def test_a_private_deployment_needs_model_and_region():
    scope = Scope(route=Route.PRIVATE_DEPLOYMENT, model=" ")

    assert missing_facts(scope) == (
        "Name the model.",
        "Name the region in which the data is processed.",
    )


def test_a_vendor_route_needs_the_kind_of_service():
    scope = Scope(route=Route.VENDOR_API, model="GPT-4o", region="eu-west-1")

    assert missing_facts(scope) == ("State which kind of vendor service the prompts go to.",)


def test_a_settled_scope_misses_nothing():
    scope = Scope(
        route=Route.VENDOR_API,
        destination=Destination.API_UNDER_BAA,
        model="GPT-4o",
        region="us-east-1",
    )

    assert missing_facts(scope) == ()


@pytest.mark.parametrize(
    "fact", ["handles_phi", "eu_personal_data", "cardholder_data", "glba_data"]
)
def test_each_kind_of_regulated_data_counts(fact):
    assert not Scope().handles_regulated_data
    assert Scope(**{fact: True}).handles_regulated_data


def test_a_scope_knows_its_route():
    assert Scope(route=Route.PRIVATE_DEPLOYMENT).is_private_deployment
    assert not Scope(route=Route.PRIVATE_DEPLOYMENT).is_vendor_api
    assert Scope(route=Route.VENDOR_API).is_vendor_api
    assert not Scope(route=Route.VENDOR_API).is_private_deployment


@pytest.mark.parametrize("name", [*Sector, *HipaaRole, *Route, *Destination])
def test_every_name_has_words(name):
    assert name.label
    assert "_" not in name.label


@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_an_example(place):
    assert place.example


def test_indecision_needs_no_example():
    assert Destination.UNDECIDED.example == ""
