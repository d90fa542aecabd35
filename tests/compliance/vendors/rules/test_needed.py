"""Which categories an engagement asks of a report, and what is found in one engagement alone."""

from dataclasses import replace

import pytest

from compliance.vendors.rules import (
    Category,
    Severity,
    asked_categories,
    judge_use,
    needed_categories,
    needs_of,
)
from engagements.lifecycle.rules import Scope
from tests.compliance.vendors.rules.reports_to_judge import SOUND

BOTH = {Category.SECURITY, Category.AVAILABILITY, Category.CONFIDENTIALITY}


@pytest.mark.parametrize(
    ("facts", "needed"),
    [
        ({}, {Category.SECURITY}),
        ({"cardholder_data": True}, {Category.SECURITY}),
        ({"handles_phi": True}, BOTH),
        ({"eu_personal_data": True}, BOTH),
        ({"glba_data": True}, {Category.SECURITY, Category.CONFIDENTIALITY}),
        ({"privacy_needed": True}, {Category.SECURITY, Category.PRIVACY}),
        (
            {"processing_integrity_needed": True, "handles_phi": True},
            BOTH | {Category.PROCESSING_INTEGRITY},
        ),
    ],
)
def test_categories_follow_from_the_facts(facts, needed):
    assert needed_categories(Scope(**facts)) == needed


def test_whatever_a_law_asks_for_is_cited():
    needs = needs_of(Scope(handles_phi=True, eu_personal_data=True, glba_data=True))

    assert {need.citation for need in needs if need.category is not Category.SECURITY} == {
        "45 CFR 164.306(a)(1)",
        "GDPR Art. 32(1)(b)",
        "16 CFR 314.3(b)(1)",
    }


def test_what_the_scope_asks_for_by_name_has_its_own_reason_and_no_citation():
    scope = Scope(handles_phi=True, privacy_needed=True, categories_reason="The MSA says so.")

    (need,) = [one for one in needs_of(scope) if one.category is Category.PRIVACY]

    assert "“The MSA says so.”" in need.why
    assert need.citation == ""
    assert asked_categories(scope) == {Category.PRIVACY}
    assert asked_categories(Scope(handles_phi=True)) == frozenset()


def test_a_category_that_is_needed_and_not_in_the_report_has_to_be_answered():
    (found,) = judge_use(SOUND, needed_categories=BOTH, region="")

    assert (found.key, found.severity) == ("category:availability", Severity.CONDITION)


@pytest.mark.parametrize(
    ("named", "used", "ruled_out"),
    [
        (("us-east-1", "eu-west-1"), "US-EAST-1 ", False),
        (("us-east-1",), "eu-west-1", True),
        (("us-east-1",), "", False),
        ((), "eu-west-1", False),
    ],
)
def test_a_report_on_other_regions_is_ruled_out(named, used, ruled_out):
    found = judge_use(replace(SOUND, regions=named), needed_categories=(), region=used)

    assert [one.severity for one in found] == ([Severity.STOP] if ruled_out else [])
