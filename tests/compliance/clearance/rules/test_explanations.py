"""What is told of a rule is what the rule does: the tables are computed, not written."""

from dataclasses import fields, replace
from itertools import product

import pytest

from compliance.clearance.rules import (
    BLOCK_RULES,
    RULES,
    as_pages,
    blocks,
    explanations,
    requirements,
)
from compliance.clearance.rules.deciding import facts_read, scopes, values_of
from compliance.vendors.rules import Answer, Position, ServiceRole
from engagements.lifecycle.rules import HipaaRole, Route, Scope, in_words
from tests.compliance.clearance.rules.facts import API, CLINIC, HOST

BY_ID = {one.id: one for one in explanations()}


def test_every_rule_and_every_block_is_explained_once():
    ids = [one.id for one in explanations()]

    assert ids == [rule.id for rule in (*RULES, *BLOCK_RULES)]
    assert len(set(ids)) == len(ids)


def test_every_rule_has_a_page_and_the_index_leads_to_it():
    pages = as_pages()

    assert set(pages) == {"README.md", *(f"{name}.md" for name in BY_ID)}
    assert all(f"[{name}]({name}.md)" in pages["README.md"] for name in BY_ID)
    assert all("{" not in text for text in pages.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_tells_every_reason_and_everything_it_cites(rule):
    page = as_pages()[f"{rule.id}.md"]

    for ground in rule.grounds:
        assert f"When {ground.condition.words}: {ground.why}" in page
        assert all(citation in page for citation in ground.citations)
    for term in ("Asked of", "Owed by", "Settled by", "It counts", "Stage it gates"):
        assert f"- **{term}:** " in page


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_table_says_for_every_scope_what_the_catalogue_asks(rule):
    table = BY_ID[rule.id].table
    outcomes = {row[:-2]: row[-2:] for row in table.rows}
    names = facts_read(ground.condition.holds for ground in rule.grounds)

    for scope in _many_scopes():
        words = {fact.name: fact.words for fact in in_words(scope)}
        key = tuple(words[name] for name in names)
        everywhere = (table.otherwise, "; ".join(BY_ID[rule.id].citations))
        told, cited = outcomes[key] if table.rows else everywhere
        asked = [need for need in requirements(scope, [HOST, API]) if need.id == rule.id]
        assert told.startswith("Asked") == bool(asked), scope
        assert all(need.basis.label.lower() in told for need in asked)
        assert all("; ".join(need.citations) == cited for need in asked)


@pytest.mark.parametrize("block", BLOCK_RULES, ids=lambda block: block.id)
def test_the_table_of_a_block_has_exactly_the_combinations_that_are_blocked(block):
    table = BY_ID[block.id].table
    blocked = {row[:-2] for row in table.rows}

    noes = ((False, True),) * 3
    captured = ("Does not contradict the claim", "Contradicts the claim")
    for phi, zero, touches, role, baa, retention, said in product(
        *noes, ServiceRole, Answer, Answer, captured
    ):
        scope = replace(CLINIC, handles_phi=phi, zero_retention_needed=zero)
        service = replace(
            HOST,
            touches_data=touches,
            role=role,
            baa=Position(answer=baa),
            zero_retention=Position(answer=retention),
            contradiction="It says otherwise." if said == captured[1] else "",
        )
        told = {fact.term: fact.words for fact in in_words(scope)} | {
            "The client's data touches it": "Yes" if touches else "No",
            "What it is": role.label,
            "Sold under a BAA": baa.label,
            "Zero retention offered": retention.label,
            "Its captured setting": said,
        }
        row = tuple(told[column] for column in table.columns[:-2])
        found = {one.id for one in blocks(scope, [service])}
        assert (row in blocked) == (block.id in found), told


def test_a_rule_that_cites_nothing_says_that_it_is_the_portals_own_and_why():
    silent = [one for one in explanations() if not one.citations]

    assert [one.id for one in silent] == ["RET-2", "QST-1", "BLOCK-2"]
    for one in silent:
        assert one.cited == "Nothing: a rule of the portal’s own"
        assert all("the portal's own rule" in reason.where for reason in one.reasons)
        assert all("no law" in reason.where for reason in one.reasons)


def test_a_fact_that_is_read_only_for_some_values_of_another_is_found():
    def asks(scope):
        return scope.handles_phi and scope.hipaa_role is HipaaRole.COVERED_ENTITY

    assert facts_read([asks]) == ("handles_phi", "hipaa_role")


def test_a_fact_that_is_read_by_a_property_is_found():
    assert facts_read([lambda scope: scope.is_vendor_api]) == ("route",)
    assert facts_read([lambda scope: scope.handles_regulated_data]) == (
        "handles_phi", "eu_personal_data", "cardholder_data", "glba_data",
    )  # fmt: skip


def test_a_test_that_reads_nothing_has_no_facts():
    assert facts_read([lambda _: True]) == ()


def test_every_fact_of_a_scope_has_values_to_try():
    assert all(len(values_of(field.name)) > 1 for field in fields(Scope))


def test_what_rules_out_a_requirement_and_what_it_rules_out_name_each_other():
    assert BY_ID["BAA-2"].related == BY_ID["BAA-3"].related == ("BLOCK-1",)
    assert BY_ID["BLOCK-1"].related == ("BAA-2", "BAA-3")
    assert BY_ID["RET-1"].related == ("BLOCK-2", "BLOCK-3")
    assert BY_ID["RET-2"].related == ("BLOCK-3",)
    assert BY_ID["BLOCK-2"].related == ("RET-1",)
    assert BY_ID["BLOCK-3"].related == ("RET-1", "RET-2")
    assert BY_ID["SOC-1"].related == ()


def test_every_block_names_the_ways_out_that_its_refusals_name():
    for role, block_id in product(ServiceRole, ("BLOCK-1", "BLOCK-2", "BLOCK-3")):
        service = replace(
            HOST,
            role=role,
            baa=Position(answer=Answer.NO),
            zero_retention=Position(answer=Answer.NO),
            contradiction="It says otherwise.",
        )
        scope = replace(CLINIC, zero_retention_needed=True)
        for found in blocks(scope, [service]):
            if found.id == block_id:
                assert set(found.remedies) <= set(BY_ID[block_id].remedies)


def _many_scopes():
    names = (
        "handles_phi", "hipaa_role", "eu_personal_data", "cardholder_data", "glba_data",
        "zero_retention_needed", "questionnaire_owed", "route",
    )  # fmt: skip
    assert len(tuple(Route)) == 3
    return list(scopes(names))
