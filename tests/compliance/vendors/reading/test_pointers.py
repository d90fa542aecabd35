"""What results point to, what only looks like a result, and controls that had no occasion."""

import pytest

from tests.compliance.vendors.reading.printing import read, row, text, title
from tests.compliance.vendors.reading.test_places import HEAD, ODD, in_rows, told


@pytest.mark.parametrize(
    "result",
    [
        "No lorries were sold in the year, so there was nothing to test.",
        "No new lender joined in the half-year, so the control did not operate.",
        "There were no pilots in the quarter and hence the step was never called upon.",
        "No keys were lost by guests in the period, so nothing could be tested.",
        "None was requested, therefore we had nothing to inspect.",
        "No leave of that kind was taken. None could be selected.",
    ],
)
def test_a_control_that_had_no_occasion_is_no_exception_in_any_words(result):
    clean = ["No exceptions noted."] * 4

    found = read(tests=[HEAD, *in_rows([*clean, result, *clean])])

    assert found.exceptions == ()


@pytest.mark.parametrize(
    "result",
    [
        "No evidence of the review was retained, so nothing could be tested.",
        "No restore test was carried out in the third quarter, so the control did not operate.",
        "There were no records kept for May, and we could not test the step.",
    ],
)
def test_what_should_have_been_there_and_was_not_is_an_exception(result):
    clean = ["No exceptions noted."] * 4

    found = read(tests=[HEAD, *in_rows([*clean, result, *clean])])

    assert told(found) == [("LA-5", result)]


@pytest.mark.parametrize(
    "pointer", ["Exception, see below", "See below", "Refer to the note below", "Deviation noted"]
)
@pytest.mark.parametrize("opening", ["Exception at LA-5. ", "LA-5: ", ""])
def test_the_row_under_a_control_is_what_its_result_points_to(pointer, opening):
    clean = in_rows(["No exceptions noted."] * 9)
    pointing = in_rows(["No exceptions noted."] * 4 + [pointer])[4:]

    found = read(tests=[HEAD, *clean[:4], *pointing, text(opening + ODD), *clean[5:]])

    assert told(found) == [("LA-5", ODD)]


def test_what_a_clean_result_points_to_is_no_exception():
    clean = in_rows(["No exceptions noted."] * 9)
    pointing = in_rows(["No exceptions noted."] * 4 + ["See below"])[4:]
    note = text("The step is shared with the vault, for which no exceptions were noted.")

    found = read(tests=[HEAD, *clean[:4], *pointing, note, *clean[5:]])

    assert found.exceptions == ()


def test_numbers_of_parts_are_no_controls_and_heads_of_columns_no_results():
    rows = in_rows(["None"] * 12)
    head = row("No.", "Control", "Work done", "Deviations")

    found = read(
        tests=[title("4.1 Sampling"), title("4.2 Steps"), head, *rows[:6], head, *rows[6:]]
    )

    assert found.exceptions == ()


def test_a_table_after_the_tests_that_lists_controls_again_holds_no_results():
    rows = in_rows([*["Satisfactory"] * 6, ODD, *["Satisfactory"] * 6])
    again = [row(f"CC{i}.1", f"LA-{i}", columns=(72.0, 300.0)) for i in range(1, 10)]
    again += [row(f"CC{i}.2", f"LA-{i + 2}", columns=(72.0, 300.0)) for i in range(1, 10)]

    found = read(tests=[HEAD, *rows, title("Coverage of criteria"), *again])

    assert told(found) == [("LA-7", ODD)]


def test_criteria_before_the_number_of_a_control_are_those_of_its_exception():
    columns = (72.0, 160.0, 210.0, 330.0, 450.0)
    rows = [
        row(
            "CC6.2, CC6.3",
            f"LA-{i}",
            f"Step {i} is taken",
            "Read the record",
            result,
            columns=columns,
        )
        for i, result in enumerate(["None", "None", "None", ODD, "None", "None"], 1)
    ]
    head = row("Criteria", "No.", "Control", "Work done", "Deviations", columns=columns)

    found = read(tests=[head, *rows])

    assert [one.value.criteria for one in found.exceptions] == [("CC6.2", "CC6.3")]
