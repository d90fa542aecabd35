"""Anybody may read by which rules the portal judges; every requirement leads to its rule."""

import pytest
from django.test import Client

from compliance.clearance.rules import explanations

pytestmark = pytest.mark.django_db


def test_the_list_leads_to_every_rule():
    shown = Client().get("/rules/").text

    for one in explanations():
        assert f'href="/rules/{one.id}/"' in shown


@pytest.mark.parametrize("one", explanations(), ids=lambda one: one.id)
def test_a_rule_is_shown_with_its_table_its_reasons_and_what_it_cites(one):
    shown = Client().get(f"/rules/{one.id}/")

    assert shown.status_code == 200
    for citation in one.citations:
        assert citation in shown.text
    for term, _ in one.facts:
        assert f"<dt>{term}</dt>" in shown.text
    assert shown.text.count("<tr>") == (len(one.table.rows) + 1 if one.table.rows else 0)


def test_the_name_of_a_rule_is_not_broken_over_lines():
    page = Client().get("/rules/").text

    assert page.count('<th scope="row" class="nowrap">') == len(explanations())


def test_there_is_no_page_for_a_rule_that_there_is_not():
    assert Client().get("/rules/BAA-9/").status_code == 404


def test_a_rule_asks_the_database_for_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        Client().get("/rules/BAA-1/")


def test_each_requirement_of_an_engagement_leads_to_its_rule(cast, engagement, host, sign_in):
    shown = sign_in(cast.carla).get(f"/o/{engagement.client_slug}/e/{engagement.pk}/").text

    for rule in ("SCOPE-1", "SCOPE-2", "BAA-1", "MIL-1"):
        assert f'<a href="/rules/{rule}/">Rule {rule}</a>' in shown
