"""From the answers of a visitor to the facts of an engagement."""

from dataclasses import fields, replace
from datetime import date

import pytest

from engagements.bookings.rules import (
    USE_CASE_LONGEST,
    Intake,
    Volume,
    check_intake,
    scope_from_intake,
)
from engagements.lifecycle.rules import (
    Destination,
    HipaaRole,
    Route,
    Scope,
    Sector,
    Verdict,
    advice_for_intent,
)

TODAY = date(2026, 11, 22)
CLINIC = Intake(
    use_case="Summarise visit notes for referral letters.",
    sector=Sector.HEALTH_CARE,
    handles_phi=True,
    hipaa_role=HipaaRole.COVERED_ENTITY,
    destination=Destination.PUBLIC_API,
    volume=Volume.UNDER_1000,
    deadline=date(2027, 3, 1),
)


def test_the_facts_of_the_intake_become_the_scope_and_the_route_stays_open():
    assert scope_from_intake(CLINIC) == Scope(
        sector=Sector.HEALTH_CARE,
        handles_phi=True,
        hipaa_role=HipaaRole.COVERED_ENTITY,
        destination=Destination.PUBLIC_API,
        route=Route.UNDECIDED,
    )


@pytest.mark.parametrize(
    "fact", sorted({f.name for f in fields(Intake)} & {f.name for f in fields(Scope)})
)
def test_no_fact_that_both_know_is_lost(fact):
    other = {
        "sector": Sector.LEGAL,
        "hipaa_role": HipaaRole.BUSINESS_ASSOCIATE,
        "destination": Destination.OWN_DEPLOYMENT,
    }.get(fact, not getattr(CLINIC, fact))

    scope = scope_from_intake(replace(CLINIC, **{fact: other}))

    assert getattr(scope, fact) == other


def test_the_clinic_of_the_intake_is_told_at_once_that_its_plan_is_ruled_out():
    advice = advice_for_intent(scope_from_intake(CLINIC))

    assert advice.verdict is Verdict.RULED_OUT


def test_a_good_intake_is_taken():
    assert check_intake(CLINIC, today=TODAY) == ()


def test_a_deadline_may_be_today_or_left_out():
    assert check_intake(replace(CLINIC, deadline=TODAY), today=TODAY) == ()
    assert check_intake(replace(CLINIC, deadline=None), today=TODAY) == ()


def test_the_longest_use_case_is_taken():
    assert check_intake(replace(CLINIC, use_case="x" * USE_CASE_LONGEST), today=TODAY) == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"use_case": " \n"}, "Say in a sentence what the model is to be used for."),
        ({"use_case": "x" * (USE_CASE_LONGEST + 1)}, "Keep the use case under 2,000 characters."),
        (
            {"deadline": date(2026, 11, 21)},
            "The deadline has passed. Give a later date, or none.",
        ),
    ],
)
def test_each_fault_of_an_intake_is_named(change, sentence):
    assert check_intake(replace(CLINIC, **change), today=TODAY) == (sentence,)


def test_contradictory_facts_are_refused_with_the_sentence_of_the_scope():
    (sentence,) = check_intake(replace(CLINIC, hipaa_role=HipaaRole.NONE), today=TODAY)

    assert "covered entity or a business associate" in sentence


@pytest.mark.parametrize("volume", Volume)
def test_every_volume_has_words(volume):
    assert volume.label
    assert "_" not in volume.label
