"""Facts in words, what changed between two scopes, what cannot be stated."""

from dataclasses import fields, replace
from datetime import date

import pytest

from engagements.lifecycle import rules
from engagements.lifecycle.rules import Destination, HipaaRole, Route, Scope, Sector

CLINIC = Scope(
    sector=Sector.HEALTH_CARE, handles_phi=True, hipaa_role=HipaaRole.COVERED_ENTITY, model="Llama"
)


def test_every_fact_has_its_words():
    told = rules.in_words(CLINIC)

    assert {fact.name for fact in told} == {field.name for field in fields(Scope)}
    assert all(fact.term and fact.words for fact in told)


def test_what_is_not_named_says_so():
    told = {fact.name: fact.words for fact in rules.in_words(CLINIC)}

    assert told["region"] == "Not named yet"
    assert told["model"] == "Llama"


def test_changes_are_told_in_words_and_in_reading_order():
    after = replace(CLINIC, route=Route.PRIVATE_DEPLOYMENT, destination=Destination.OWN_DEPLOYMENT)

    changes = rules.changes_between(CLINIC, after)

    assert [(change.term, change.was, change.now) for change in changes] == [
        (
            "Where prompts go",
            "Not decided yet",
            "An open-weight model in the organisation's own cloud",
        ),
        ("Route", "Undecided", "Private deployment"),
    ]


def test_the_same_facts_have_no_changes():
    assert rules.changes_between(CLINIC, replace(CLINIC)) == ()


def test_contradictory_facts_cannot_be_stated():
    contradictory = replace(CLINIC, hipaa_role=HipaaRole.NONE)

    with pytest.raises(rules.ScopeRefused, match=r"160\.103"):
        rules.check_statement(contradictory)


def test_sound_facts_can_be_stated():
    rules.check_statement(CLINIC)


def test_the_record_of_a_closed_engagement_takes_no_change():
    rules.check_open(closed_on=None)

    with pytest.raises(rules.EngagementClosed, match="closed on 16 November 2026; its record"):
        rules.check_open(closed_on=date(2026, 11, 16))


def test_an_engagement_is_closed_once():
    rules.check_closing(closed_on=None)

    with pytest.raises(rules.EngagementRefused, match="closed on 16 November 2026 already"):
        rules.check_closing(closed_on=date(2026, 11, 16))
