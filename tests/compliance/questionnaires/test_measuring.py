"""Folders of questionnaires are measured against labels, and nothing is skipped."""

import json
from io import StringIO

from django.core.management import call_command

from compliance.questionnaires.measuring import measure_folder
from tests.excel import Made, workbook

ROWS = [["No.", "Question", "Answer", "Notes"], ["1", "Is it so?", "", ""], ["2", "Why?", "x", ""]]
COLUMNS = {"id": "A", "question": "B", "answer": "C", "comment": "D"}


def labelled(folder, **sheet):
    book = workbook({"About": [["x"]], "Asked": ROWS, "Lists": Made(ROWS, state="hidden")})
    (folder / "a.xlsx").write_bytes(book)
    sheets = [
        {"sheet": "About", "is_questionnaire": False},
        {"sheet": "Asked", "is_questionnaire": True, "questions": 2, "columns": COLUMNS} | sheet,
        {"sheet": "Lists", "is_questionnaire": False},
    ]
    told = {"document": "a.xlsx", "sheets": sheets}
    (folder / "a.labels.json").write_text(json.dumps(told))


def verdicts(measurement):
    return [(one.element, one.verdict.value) for x in measurement.measured for one in x.judgements]


def test_sheets_questions_and_columns_are_judged(tmp_path):
    labelled(tmp_path)

    assert verdicts(measure_folder(tmp_path)) == [
        ("sheet", "absent"),
        ("sheet", "found"),
        ("number of questions", "found"),
        *((f"column: {name}", "found") for name in COLUMNS),
        ("sheet", "absent"),
    ]


def test_what_is_labelled_otherwise_is_misplaced(tmp_path):
    labelled(tmp_path, questions=3, columns=COLUMNS | {"answer": "D"})

    found = dict(verdicts(measure_folder(tmp_path)))

    assert found["number of questions"] == "misplaced"
    assert found["column: answer"] == "misplaced"
    assert found["column: question"] == "found"


def test_what_cannot_be_read_is_named(tmp_path):
    (tmp_path / "b.labels.json").write_text('{"document": "none.xlsx"}')
    out = StringIO()

    call_command("measure", "questionnaire", str(tmp_path), stdout=out)

    assert "0 documents read, 1 not." in out.getvalue()
    assert "NOT READ  b.labels.json" in out.getvalue()
