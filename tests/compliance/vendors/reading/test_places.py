"""Results are told by the place in which most controls have theirs."""

import pytest

from compliance.vendors.rules.reading.layout import sheets_of
from tests.compliance.vendors.reading.printing import Sheet, read, row, text, title

COLUMNS = (72.0, 130.0, 300.0, 430.0)
HEAD = row("No.", "Control", "Work done", "Outcome")
ODD = "Two of 25 were signed a week after the day."


def told(found):
    return [(one.value.control, one.value.result) for one in found.exceptions]


def in_rows(results, *, name="LA-{}"):
    return [
        row(name.format(i), f"Step {i} is taken", "Read the record of it", result)
        for i, result in enumerate(results, 1)
    ]


def test_a_column_is_told_by_its_head_though_few_of_its_results_are_in_the_usual_words():
    clean = ["Agreed to the register.", "Agreed to the plan.", "No exceptions noted."]

    found = read(tests=[HEAD, *in_rows([*clean, ODD, *clean])])

    assert told(found) == [("LA-4", ODD)]


@pytest.mark.parametrize(
    "name", ["SEC/0{}", "CTRL_00{}", "Control 1{}", "ORG-SEC-10{}", "4.1.{}", "C.{}"]
)
def test_numbers_of_controls_have_any_form(name):
    clean = ["No exceptions noted."] * 4

    found = read(tests=[HEAD, *in_rows([*clean, ODD, *clean], name=name)])

    assert told(found) == [(name.format(5).removeprefix("Control "), ODD)]


def test_controls_that_are_counted_from_one_need_no_letters():
    controls = [
        text(
            f"{i} Step {i} is taken every day. {'No deviations' if i != 7 else 'Deviation'} noted."
        )
        for i in range(1, 13)
    ]

    found = read(tests=[title("CC6.1 Access"), *controls])

    assert [one.value.control for one in found.exceptions] == ["7"]


def test_a_label_is_told_by_what_stands_under_it_whatever_it_says():
    def house(control, result):
        return [
            text(f"Control {control}"),
            text(f"How it is done: Somebody looks at all of {control} with care."),
            text(f"Upshot: {result}"),
        ]

    results = ["No deviations."] * 4 + [ODD] + ["No deviations."] * 4
    found = read(tests=[p for i, r in enumerate(results, 1) for p in house(f"LA-{i}", r)])

    assert told(found) == [("LA-5", ODD)]


def test_an_exception_may_be_the_last_sentence_of_its_test():
    clean = "Read the record of it. No exceptions noted."
    odd = "Read the record of it. Exception noted. Two of 25 were late."
    columns = (72.0, 130.0, 300.0)
    rows = [
        row(f"LA-{i}", f"Step {i} is taken", odd if i == 3 else clean, columns=columns)
        for i in range(1, 8)
    ]

    found = read(tests=[row("No.", "Control", "Test and result", columns=columns), *rows])

    assert told(found) == [("LA-3", "Exception noted. Two of 25 were late.")]


@pytest.mark.parametrize(
    "result",
    [
        "There were no incidents during the period.",
        "The control did not operate in the period. The first review is due in May.",
        "Control did not operate. No breaches were discovered.",
        "There was no incident and, hence, no occasion to test.",
        "Not tested, as the circumstances did not occur.",
        "Carved out.",
        "See LA-1.",
        "LA-1, LA-2",
        "Testing disclosed no exceptions.",
        "Performed as described, no deviation.",
    ],
)
def test_what_could_not_be_tested_or_says_well_in_other_words_is_no_exception(result):
    clean = ["No exceptions noted."] * 4

    found = read(tests=[HEAD, *in_rows([*clean, result, *clean])])

    assert found.exceptions == ()


@pytest.mark.parametrize(
    "result",
    [
        "No exceptions noted, except that one of 25 had no date.",
        "Except for three of 20 cards, no exceptions were noted.",
        "No deviation was noted other than for two of 40 days.",
        "The review of the second quarter was not performed.",
        "We found that for four of 60 of them no ticket existed.",
        "Testing of 30 disclosed one exception: four had no date.",
    ],
)
def test_what_takes_a_clean_result_back_is_an_exception(result):
    clean = ["No exceptions noted."] * 4

    found = read(tests=[HEAD, *in_rows([*clean, result, *clean])])

    assert told(found) == [("LA-5", result)]


def test_each_of_several_tests_of_a_control_has_its_result():
    def control(number, first, second):
        return [
            row(number, "A step is taken", "Asked its owner", first),
            row("", "", "Read the record of it", second),
        ]

    clean = "No exceptions noted."
    parts = [p for i in range(1, 6) for p in control(f"LA-{i}", clean, ODD if i == 2 else clean)]
    found = read(tests=[HEAD, *parts])

    assert told(found) == [("LA-2", ODD)]


def test_a_note_that_a_result_points_to_is_what_is_told_of_it():
    note = "Note 1: Two of 25 leavers kept their access for a week."
    clean = ["No exceptions noted."] * 4

    found = read(tests=[HEAD, *in_rows([*clean, "Exception, see note 1", *clean]), text(note)])

    assert told(found) == [("LA-5", note)]


def test_a_table_that_maps_criteria_to_controls_holds_no_results():
    columns = (72.0, 130.0, 430.0)
    mapped = [
        row(f"CC1.{i}", "What this asks for", f"LA-{i}, LA-{i + 1}", columns=columns)
        for i in range(1, 6)
    ]

    found = read(tests=[*mapped, HEAD, *in_rows(["No exceptions noted."] * 8)])

    assert found.exceptions == ()


def test_an_answer_in_a_row_of_its_own_is_no_result():
    clean = in_rows(["No exceptions noted."] * 8)
    answer = row("", "", "Management's response", "The step has been made a task of two people.")

    found = read(tests=[HEAD, *clean, row("LA-9", "It is", "Asked", ODD), answer])

    assert told(found) == [("LA-9", ODD)]


def test_a_legend_before_the_first_control_is_no_exception():
    legend = text("Exception noted – the test showed that at least one item was not as it should.")

    found = read(tests=[legend, HEAD, *in_rows(["No exceptions noted."] * 8)])

    assert found.exceptions == ()


def test_a_number_that_is_used_for_two_controls_does_not_mix_their_criteria():
    clean = row("LA-1", "Records of all hosts are kept for a year", "Asked", "No exceptions noted.")
    odd = row("LA-1", "Data of former customers are wiped", "Asked", "Exception noted. Late.")
    others = in_rows(["No exceptions noted."] * 4, name="LB-{}")

    found = read(tests=[title("CC2.1 Facts"), clean, *others, title("C1.2 Wiping"), odd])

    assert [one.value.criteria for one in found.exceptions] == [("C1.2",)]


def test_criteria_after_the_title_of_a_control_are_those_of_its_exception():
    head = row("Test", "Result", columns=(72.0, 300.0))

    def control(number, result):
        test = row("Read the record", result, columns=(72.0, 300.0))
        return [title(f"LA-{number} - Review of access (CC6.2, CC6.3)"), head, test]

    clean = "No exceptions noted."
    parts = [p for i in range(1, 7) for p in control(i, ODD if i == 4 else clean)]
    found = read(tests=parts)

    assert [(o.value.control, o.value.criteria) for o in found.exceptions] == [
        ("LA-4", ("CC6.2", "CC6.3"))
    ]


def test_a_label_at_the_top_of_pages_is_no_running_head():
    sheets = [Sheet(number) for number in range(1, 9)]
    sheets[0].title("Section IV: Controls, Tests of Controls and Results")
    for number, sheet in enumerate(sheets):
        for step in range(9):
            sheet.text("Control activity")
            sheet.text(f"Step {step} of {number} is taken by two people.")

    kept = sheets_of([sheet.page() for sheet in sheets])

    assert kept.texts.count("Control activity") == 72
    assert kept.edges == ()
