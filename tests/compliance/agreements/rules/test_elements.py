"""The elements of a BAA are complete and cited, and the breach clock stays within the law."""

import pytest

from compliance.agreements.rules import elements
from compliance.agreements.rules.elements import Need
from compliance.agreements.rules.states import AgreementKind

REQUIRED_BY_164_504_E_2 = {
    "45 CFR 164.504(e)(2)(i)",
    *(f"45 CFR 164.504(e)(2)(ii)({letter})" for letter in "ABCDEFGHIJ"),
    "45 CFR 164.504(e)(2)(iii)",
}
REQUIRED_BY_164_314_A_2 = {f"45 CFR 164.314(a)(2)(i)({letter})" for letter in "ABC"}


def test_every_paragraph_the_regulation_requires_has_a_required_element():
    cited = {c for e in elements.required_elements(AgreementKind.BAA) for c in e.citations}

    assert cited >= REQUIRED_BY_164_504_E_2 | REQUIRED_BY_164_314_A_2 | {"45 CFR 164.410"}


def test_every_kind_of_agreement_has_its_list():
    assert set(elements.ELEMENTS) == set(AgreementKind)


def test_ids_are_unique_and_required_elements_are_cited():
    ids = [element.id for element in elements.BAA_ELEMENTS]

    assert len(ids) == len(set(ids))
    assert all(element.citations for element in elements.required_elements(AgreementKind.BAA))


def test_a_proposed_rule_is_never_required_and_says_that_it_is_not_law():
    proposed = [e for e in elements.BAA_ELEMENTS if e.need is Need.PROPOSED]

    assert proposed
    assert all("not law" in element.says for element in proposed)


@pytest.mark.parametrize("element", elements.required_elements(AgreementKind.BAA))
def test_each_required_element_is_missed_when_it_alone_is_absent(element):
    everything = frozenset(e.id for e in elements.BAA_ELEMENTS)

    missing = elements.missing_elements(AgreementKind.BAA, everything - {element.id})

    assert missing == (element,)


def test_optional_elements_are_never_missed():
    required = frozenset(e.id for e in elements.required_elements(AgreementKind.BAA))

    assert elements.missing_elements(AgreementKind.BAA, required) == ()


@pytest.mark.parametrize("days", [1, 5, 60])
def test_a_breach_clock_within_the_law_is_accepted(days):
    elements.check_breach_clock(days)


def test_a_breach_clock_over_60_days_is_refused_with_the_paragraph():
    with pytest.raises(elements.BreachClockRefused, match=r"61 days .* 164\.410\(b\)"):
        elements.check_breach_clock(61)


@pytest.mark.parametrize("days", [0, -1])
def test_no_time_at_all_is_refused(days):
    with pytest.raises(elements.BreachClockRefused, match="at least one day"):
        elements.check_breach_clock(days)
