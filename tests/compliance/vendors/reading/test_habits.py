"""The words of a house for its clean results are learnt, and nothing is invented by it."""

import pytest

from tests.compliance.vendors.reading.printing import read, row, text, title


def found_by(house, results):
    """What is read where a house prints its results in its own way, control after control."""
    parts = [part for i, result in enumerate(results, 1) for part in house(f"LA-{i}", result)]
    return [
        (one.value.control, one.value.result)
        for one in read(tests=[title("CC6.1 Access"), *parts]).exceptions
    ]


def in_rows(control, result, *, label="What we found"):
    columns = (72.0, 190.0)
    return [
        row(f"Control {control}", "It is performed by those who may.", columns=columns),
        row("Procedure", "Inspected a sample of them and their dates.", columns=columns),
        row(label, result, columns=columns),
    ]


def in_paragraphs(control, result):
    return [
        text(f"Control {control}"),
        text(f"{control[-1]} times a year somebody looks at all of them with care."),
        text(f"What we found. {result}"),
    ]


def in_columns(control, result):
    return [row(control, f"It is performed, {control} of them", f"Inspected {control}", result)]


LATE = "For 5 of 18 leavers access remained for some days."

KEPT = "Access was kept by those who had left."


@pytest.mark.parametrize("house", [in_rows, in_paragraphs, in_columns])
def test_the_clean_result_of_a_house_is_learnt_by_its_recurrence(house):
    results = ["All in keeping."] * 5 + [LATE] + ["All in keeping."] * 5

    assert found_by(house, results) == [("LA-6", LATE)]


def test_an_own_label_before_the_usual_clean_result_is_learnt():
    results = ["No exceptions noted."] * 5 + [LATE] + ["No exceptions noted."] * 5

    assert found_by(in_rows, results) == [("LA-6", LATE)]


@pytest.mark.parametrize("house", [in_rows, in_paragraphs, in_columns])
def test_what_recurs_too_seldom_or_with_too_few_controls_is_no_habit(house):
    few = ["All in keeping."] * 4 + [KEPT]
    mixed = ["All in keeping."] * 5 + [f"{KEPT} {i} of them were new." for i in "abcde"]

    assert found_by(house, few) == []
    assert found_by(house, mixed) == []


@pytest.mark.parametrize("house", [in_rows, in_paragraphs, in_columns])
def test_a_house_whose_results_are_all_clean_has_no_exceptions(house):
    assert found_by(house, ["Nothing to report."] * 12) == []


def test_short_entries_under_a_label_that_recurs_are_no_exceptions():
    entries = ["Once a year"] * 9 + ["Every day", "Each quarter"]

    assert found_by(lambda c, r: in_rows(c, r, label="Frequency"), entries) == []


@pytest.mark.parametrize("house", [in_rows, in_paragraphs, in_columns])
def test_the_usual_words_leave_nothing_to_learn(house):
    results = ["No exceptions noted."] * 11

    assert found_by(house, results) == []


def test_a_label_printed_close_under_the_sentence_before_it_is_learnt_too():
    def house(control, result):
        return [
            text(f"Control {control}"),
            text(f"Somebody looks at all {control} of them with care. What we found"),
            text(result),
        ]

    results = ["Nothing to report."] * 4 + [LATE] + ["Nothing to report."] * 6

    assert found_by(house, results) == [("LA-5", LATE)]


def test_without_controls_nothing_is_learnt():
    repeated = [text("Nothing to report.")] * 12

    found = read(tests=[title("Tests of controls"), *repeated, text(LATE)])

    assert found.exceptions == ()


def test_another_head_that_recurs_with_every_control_is_no_label_of_results():
    seldom = "As often as people join or leave the company."

    def house(control, often):
        head = text(f"Frequency: {often}")
        return [
            text(f"Control {control}"),
            head,
            text(f"It is performed for {control}."),
            text("No deviation."),
        ]

    assert found_by(house, ["Daily"] * 9 + [seldom] * 2) == []
