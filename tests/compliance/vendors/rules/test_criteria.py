"""The criteria are complete, in our own words."""

from collections import Counter

from compliance.vendors.rules import CRITERIA, CRITERION, SERIES, Category, criteria_of


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


def test_every_series_has_a_name_and_stands_in_the_order_of_the_criteria():
    assert list(SERIES) == list(dict.fromkeys(criterion.series for criterion in CRITERIA))


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
