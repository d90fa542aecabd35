"""A packet of an engagement in which nothing is decided yet says so everywhere."""

import pytest
from django.template.loader import render_to_string

from compliance.packets.content import Trust, read_content
from engagements.lifecycle import actions as lifecycle
from tests.cast import NOON

TRUST = Trust("Northgate", "AB:CD", own_time=True)


@pytest.fixture
def shown(cast, ask):
    """Each section in print, by its key."""
    with cast.at(cast.northgate, cast.carla):
        engagement = lifecycle.open_engagement(
            partner=cast.northgate,
            client=cast.lakeview,
            title="Deposition digests",
            lead=cast.carla,
            intake={},
            by=cast.carla,
            at=NOON,
        )
    asked = ask(engagement)
    with cast.at(cast.lakeview):
        content = read_content(asked.pk, trust=TRUST)
    return {one.key: render_to_string(one.template, {"section": one}) for one in content.sections}


def test_what_is_not_met_holds_until_no_day_and_says_so(shown):
    assert "<td></td>" not in shown["requirements"]
    assert "<td>Not met</td>" in shown["requirements"]


def test_who_is_not_named_has_no_role_yet(shown):
    assert "A model vendor, not named" in shown["chain"]
    assert "Its role is not known yet" in shown["chain"]
    assert "Not known of" not in shown["chain"]


def test_a_printed_chain_does_not_promise_to_change(shown):
    assert "this page" not in shown["chain"]
    assert "None" not in "".join(shown.values()).replace("None of the facts", "")


def test_what_nobody_has_stated_is_not_told_as_a_fact(shown):
    assert "nobody has stated it yet" in shown["engagement"]
    assert "assumed where that says nothing" in shown["engagement"]
    assert "Nobody has stated the facts yet" in shown["chain"]


def test_no_reason_is_told_where_none_was_asked_for(shown):
    assert "Reports that cover privacy" in shown["engagement"]
    assert "Why these categories" not in shown["engagement"]
