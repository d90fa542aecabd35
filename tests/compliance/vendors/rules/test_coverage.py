"""The map of criteria is complete, in our own words, and shows what stays with the user."""

from collections import Counter
from dataclasses import replace

import pytest

from compliance.vendors.rules import (
    CRITERIA,
    CRITERION,
    Category,
    CoverageState,
    Cuec,
    ReportException,
    Subservice,
    SubserviceMethod,
    coverage,
    criteria_of,
)
from tests.compliance.vendors.rules.reports_to_judge import SOUND

EXCEPTION = ReportException(control="CC6.2-01", criteria=("CC6.2",), has_response=True)
CUEC = Cuec(text="Keep your keys secret.", criteria=("CC6.1", "CC6.2"))
CARVED = Subservice(name="Halden AS", method=SubserviceMethod.CARVE_OUT, criteria=("CC6.4",))


def states(report):
    return {cell.criterion.id: cell.state for cell in coverage(report)}


def test_there_are_61_criteria_in_five_categories():
    assert Counter(criterion.category for criterion in CRITERIA) == {
        Category.SECURITY: 33,
        Category.AVAILABILITY: 3,
        Category.CONFIDENTIALITY: 2,
        Category.PROCESSING_INTEGRITY: 5,
        Category.PRIVACY: 18,
    }
    assert len(CRITERION) == 61


def test_every_label_is_short_and_said_once():
    labels = [criterion.label for criterion in CRITERIA]

    assert len(set(labels)) == 61
    assert max(map(len, labels)) <= 42


def test_a_series_groups_criteria():
    assert CRITERION["CC6.1"].series == "CC6"
    assert CRITERION["P4.3"].series == "P4"


def test_categories_are_printed_as_in_reports():
    assert [category.label for category in Category] == [
        "Security",
        "Availability",
        "Confidentiality",
        "Processing integrity",
        "Privacy",
    ]


def test_criteria_of_some_categories_come_in_order():
    names = [c.id for c in criteria_of({Category.CONFIDENTIALITY, Category.AVAILABILITY})]

    assert names == ["A1.1", "A1.2", "A1.3", "C1.1", "C1.2"]


def test_without_a_report_nothing_is_covered():
    assert set(states(None).values()) == {CoverageState.NOT_IN_REPORT}


def test_a_report_covers_its_categories_and_no_others():
    found = states(SOUND)

    assert {name for name, state in found.items() if state is CoverageState.COVERED} == {
        criterion.id for criterion in criteria_of(SOUND.categories)
    }
    assert found["A1.1"] is CoverageState.NOT_IN_REPORT


@pytest.mark.parametrize(
    ("change", "criterion", "state", "note"),
    [
        ({"exceptions": (EXCEPTION,)}, "CC6.2", "with_exception", "Exception at CC6.2-01."),
        ({"criteria_not_met": ("CC6.3",)}, "CC6.3", "with_exception", "Not met, according"),
        ({"cuecs": (CUEC,)}, "CC6.1", "handed_back", "Yours to do: Keep your keys secret."),
        ({"subservice": (CARVED,)}, "CC6.4", "carved_out", "no report of it is here"),
        (
            {"subservice": (replace(CARVED, own_report=True),)},
            "CC6.4",
            "carved_out",
            "its own report is here",
        ),
    ],
)
def test_what_is_not_simply_covered_is_shown_with_its_reason(change, criterion, state, note):
    cells = {cell.criterion.id: cell for cell in coverage(replace(SOUND, **change))}

    assert cells[criterion].state == state
    assert note in cells[criterion].notes[0]
    assert cells["CC8.1"].state is CoverageState.COVERED


def test_an_inclusive_subservice_organisation_is_covered_by_the_report():
    inclusive = replace(CARVED, method=SubserviceMethod.INCLUSIVE)

    assert states(replace(SOUND, subservice=(inclusive,)))["CC6.4"] is CoverageState.COVERED


def test_where_several_hold_the_one_that_leaves_most_to_do_is_drawn_and_all_are_told():
    report = replace(SOUND, exceptions=(EXCEPTION,), cuecs=(CUEC,))
    (cell,) = [cell for cell in coverage(report) if cell.criterion.id == "CC6.2"]

    assert cell.state is CoverageState.WITH_EXCEPTION
    assert len(cell.notes) == 2


def test_what_is_named_outside_the_categories_of_the_report_is_not_in_it():
    cuec = Cuec(text="Plan.", criteria=("A1.2",))

    assert states(replace(SOUND, cuecs=(cuec,)))["A1.2"] is CoverageState.NOT_IN_REPORT


def test_every_state_has_its_words():
    assert all(state.label for state in CoverageState)
