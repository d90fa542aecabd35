"""Which columns hold question and answer, which rows ask, and what is left untold."""

import pytest

from compliance.questionnaires.rules import LineKind, SheetState, find
from compliance.reading.rules.tables import Row, Table

ASKED = (
    "Do you encrypt what is stored?",
    "Who may read the backups?",
    "Describe how access is withdrawn.",
    "Is every change reviewed before it is released?",
)


def table(*rows, name="A", **more):
    """A sheet from rows of texts."""
    made = [
        row
        if isinstance(row, Row)
        else Row(number, {column: text for column, text in enumerate(row) if text})
        for number, row in enumerate(rows, 1)
    ]
    return Table(name, tuple(made), **more)


def read(*rows, **more):
    [sheet] = find([table(*rows, **more)]).sheets
    return sheet


def given(sheet):
    return [(x.number, x.text, x.answer, x.remark) for x in sheet.lines if x.kind != "heading"]


@pytest.mark.parametrize(
    "head",
    [
        ("No.", "Question", "Answer", "Remarks"),
        ("Ref", "Control", "Yes / No", "Evidence"),
        ("#", "Requirement", "Response (Yes, No or n/a)", "Comments"),
        ("Question ID", "Security question", "Vendor response", "Explanation of the response"),
        ("Control ID", "Control description", "Compliant?", "Justification"),
        ("Item", "Statement", "Your answer", "Additional information"),
        ("ID", "Requirement", "Requirement met?", "Supporting documents"),
        ("Number", "Description", "Reply", "Notes"),
    ],
)
def test_columns_are_told_by_the_words_above_them(head):
    rows = [(f"A-{n}", text, "Yes", f"See {n}.") for n, text in enumerate(ASKED, 1)]

    sheet = read(("Questionnaire of Bayside",), head, *rows)

    assert sheet.state is SheetState.READ
    assert given(sheet) == rows


def test_columns_may_stand_in_any_order():
    sheet = read(
        ("Answer", "Remarks", "Section", "Question", "Ref"),
        ("Yes", "", "Data", ASKED[0], "1.1"),
        ("", "Later.", "Data", ASKED[1], "1.2"),
    )

    assert given(sheet) == [("1.1", ASKED[0], "Yes", ""), ("1.2", ASKED[1], "", "Later.")]
    assert (sheet.questions, sheet.answered) == (2, 1)


def test_what_others_write_beside_it_is_no_answer_and_no_remark():
    sheet = read(
        ("No.", "Question", "Expected answer", "Answer type", "Answer", "Reviewer comments"),
        ("1", ASKED[0], "Yes", "single choice", "No", "Ask again."),
    )

    assert given(sheet) == [("1", ASKED[0], "No", "")]


def test_a_head_of_two_rows_is_read_as_one():
    rows = (
        Row(1, {0: "No.", 1: "Question", 2: "To be filled in", 4: "Reviewer"}, wide={2: 3, 1: 1}),
        Row(2, {2: "Response", 3: "Explanation"}, below=frozenset({0, 1, 4})),
        Row(3, {0: "1", 1: ASKED[0], 2: "Yes", 3: "See 4."}),
    )

    assert given(read(*rows)) == [("1", ASKED[0], "Yes", "See 4.")]


def test_a_head_that_comes_again_begins_anew_with_its_own_columns():
    sheet = read(
        ("No.", "Question", "Answer"),
        ("1", ASKED[0], "Yes"),
        ("Question", "Response", "No."),
        (ASKED[1], "The operators", "2"),
    )

    assert given(sheet) == [("1", ASKED[0], "Yes", ""), ("2", ASKED[1], "The operators", "")]


def test_an_answer_that_sounds_like_a_head_is_none():
    rows = [
        ("Access control policy", "Compliant", "Comments in the plan"),
        ("Incident response", "Yes", "Details"),
        ("Response to requests", "Documented", "Evidence"),
    ]

    assert given(read(("Control", "Status", "Remarks"), *rows)) == [("", *row) for row in rows]


def test_a_column_under_the_name_of_a_subject_is_told_by_what_is_asked_in_it():
    rows = [(f"G-{n}-1", text, "Yes") for n, text in enumerate(ASKED, 1)]

    sheet = read(("", "Handling of data", "Answer", "Notes"), *rows)

    assert given(sheet) == [(number, text, "Yes", "") for number, text, _ in rows]


def test_marked_columns_are_answers_by_their_heads():
    sheet = read(
        ("Question", "Yes", "No", "N/A", "Comment"),
        (ASKED[0], "x", "", "", ""),
        (ASKED[1], "", "", "✓", "We have none."),
        (ASKED[2], "", "partly", "", ""),
        (ASKED[3], "", "", "", ""),
    )

    assert [answer for _, _, answer, _ in given(sheet)] == ["Yes", "N/A", "No: partly", ""]


def test_several_columns_of_remarks_are_kept_apart_by_their_heads():
    sheet = read(
        ("Question", "Answer", "Explanation", "Evidence"),
        (ASKED[0], "Yes", "With our keys.", "kms.pdf"),
    )

    [(_, _, _, remark)] = given(sheet)
    assert remark == "Explanation: With our keys.\nEvidence: kms.pdf"


def test_headings_are_told_from_questions():
    rows = (
        Row(1, {0: "No.", 1: "Question", 2: "Answer"}),
        Row(2, {0: "Access"}),
        Row(3, {0: "1", 1: ASKED[0], 2: "Yes"}),
        Row(4, {1: "What is this part about?"}, wide={1: 2}),
        Row(5, {0: "2", 1: "Keys", 2: ""}),
    )

    lines = read(*rows).lines

    assert [(line.kind, line.text) for line in lines] == [
        (LineKind.HEADING, "Access"),
        (LineKind.QUESTION, ASKED[0]),
        (LineKind.HEADING, "What is this part about?"),
        (LineKind.QUESTION, "Keys"),
    ]


def test_guidance_under_numbered_questions_is_no_question():
    rows = [("No.", "Question", "Answer")]
    for number, text in enumerate(ASKED, 1):
        rows += [(str(number), text, ""), ("", "You have a list of who has access.", "")]

    assert [text for _, text, _, _ in given(read(*rows))] == list(ASKED)


@pytest.mark.parametrize(
    "words", ["TBD", "Select one", "- please choose -", "?", "—", "to be confirmed", "<select>"]
)
def test_what_stands_where_an_answer_should_is_none_and_kept(words):
    sheet = read(("Question", "Answer"), (ASKED[0], words), (ASKED[1], "Yes"))

    assert (sheet.questions, sheet.answered) == (2, 1)
    assert sheet.lines[0].instead == words


@pytest.mark.parametrize("words", ["n/a", "✓", "0", "No", "Selected staff", "Pending tickets only"])
def test_a_short_answer_is_one(words):
    assert read(("Question", "Answer"), (ASKED[0], words)).answered == 1


def test_an_answer_beside_no_question_is_printed_and_not_counted():
    sheet = read(("Question", "Answer"), (ASKED[0], "Yes"), ("", "and one more thing"))

    assert sheet.questions == 1
    assert [line.kind for line in sheet.lines] == [LineKind.QUESTION, LineKind.STRAY]


def test_an_answer_over_several_rows_of_a_merged_question_is_one():
    rows = (
        Row(1, {0: "Question", 1: "Answer", 2: "Comment"}),
        Row(2, {0: ASKED[0], 1: "Yes", 2: "First."}, wide={0: 0}),
        Row(3, {1: "With our keys", 2: "Second."}, below=frozenset({0})),
    )

    assert given(read(*rows)) == [("", ASKED[0], "Yes\nWith our keys", "First.\nSecond.")]


def test_without_heads_the_shape_tells_the_columns():
    sheet = read(*((f"{n}.", text, "Yes", "Ours.") for n, text in enumerate(ASKED, 1)))

    assert given(sheet) == [(f"{n}.", text, "Yes", "Ours.") for n, text in enumerate(ASKED, 1)]


def test_without_heads_nothing_before_the_first_question_is_one():
    rows = (("1.", text, "Yes") for text in ASKED)

    sheet = read(("Bayside", "Our questions to you", "Yes"), *rows)

    assert sheet.questions == len(ASKED)


def test_an_empty_list_to_choose_from_is_an_answer_that_was_not_given():
    rows = (Row(n, {0: text}, listed=frozenset({1})) for n, text in enumerate(ASKED, 1))

    sheet = read(*rows)

    assert (sheet.questions, sheet.answered) == (4, 0)


@pytest.mark.parametrize(
    "rows",
    [
        [(text, "Yes", "No") for text in ASKED],
        [(text, "In our own account", "On request") for text in ASKED],
    ],
)
def test_where_two_columns_could_answer_none_is_taken(rows):
    sheet = read(*rows)

    assert sheet.state is SheetState.UNTOLD
    assert (sheet.questions, sheet.lines) == (0, ())


def test_several_columns_for_answers_are_printed_under_their_heads():
    sheet = read(
        ("Question", "Yes / No", "Vendor response"),
        (ASKED[0], "Yes", "With our keys."),
        (ASKED[1], "", "The operators."),
        (ASKED[2], "", "TBD"),
    )

    assert [(line.answer, line.instead) for line in sheet.lines] == [
        ("Yes / No: Yes\nVendor response: With our keys.", ""),
        ("Vendor response: The operators.", ""),
        ("", "TBD"),
    ]


def test_columns_that_are_not_printed_are_named():
    sheet = read(
        ("No.", "Question", "Answer", "Answer type", "Reviewer comments", ""),
        ("1", ASKED[0], "Yes", "single choice", "", ""),
        ("2", ASKED[1], "", "free text", "", "aside"),
    )

    assert sheet.unprinted == ("“Answer type”", "column F")
    assert sheet.told == ("Beside the questions these are not printed: “Answer type”, column F.",)


def test_of_two_columns_for_answers_the_one_that_was_used_counts():
    sheet = read(("Question", "Answer", "Response"), *((text, "", "No") for text in ASKED))

    assert {answer for _, _, answer, _ in given(sheet)} == {"No"}


def test_a_sheet_without_questions_is_without():
    sheet = read(("Vendor", "Acme"), ("Completed by", "Ann"), ("Answer", "Explanation"))

    assert sheet.state is SheetState.WITHOUT


def test_a_hidden_sheet_is_not_looked_at():
    sheet = read(("Question", "Answer"), (ASKED[0], "Yes"), hidden=True)

    assert (sheet.state, sheet.questions, sheet.lines) == (SheetState.HIDDEN, 0, ())


def test_long_runs_of_signs_are_read_in_no_time():
    run = "- " * 20_000

    sheet = read(("Question", "Answer"), (ASKED[0] + run, run), (run, "A" * 40_000))

    assert sheet.questions == 2
    assert read(("Question", "Answer"), ("(" * 200_000, "((" * 100_000)).questions == 1
