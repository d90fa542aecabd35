"""Compares what was found in questionnaires with labels of readers, sheet by sheet."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from compliance.questionnaires.rules import SheetState, columns_of, find
from compliance.reading.measuring import LABELS, Measured, Measurement, Unread
from compliance.reading.readers.tables import read_csv
from compliance.reading.readers.terms import Unreadable
from compliance.reading.readers.xlsx import read_xlsx
from compliance.reading.rules import Judgement, judged
from compliance.reading.rules.tables import Table

COLUMNS = ("id", "question", "answer", "comment")


def measure_folder(folder: Path) -> Measurement:
    """Read every workbook and table that a `NAME.labels.json` names in "document"."""
    measured, unread = [], []
    for path in sorted(folder.glob(f"*{LABELS}")):
        try:
            labels = json.loads(path.read_text("utf-8-sig"))
            name = Path(labels["document"]).name
            measured.append(Measured(name, tuple(compare(_tables(folder / name), labels))))
        except (OSError, ValueError, KeyError, TypeError, Unreadable) as why:
            unread.append(Unread(path.name, str(why)))
    return Measurement("questionnaire", tuple(measured), tuple(unread))


def compare(tables: list[Table], labels: Mapping[str, Any]) -> Iterator[Judgement]:
    """Judge each labelled sheet: is it a questionnaire, its columns, the number of questions."""
    found = {sheet.name: sheet for sheet in find(tables).sheets}
    by_name = {table.name: table for table in tables}
    for label in labels.get("sheets", []):
        name = label.get("sheet") or ""
        sheet, asks = found.get(name), bool(label.get("is_questionnaire"))
        is_read = sheet is not None and sheet.state is SheetState.READ
        yield judged("sheet", labelled=asks, proposed=is_read, right=True, expected=name)
        if asks and sheet is not None and is_read:
            count = int(label.get("questions", 0))
            yield judged(
                "number of questions",
                labelled=True,
                proposed=True,
                right=count == sheet.questions,
                expected=f"{name}: {count}",
                got=str(sheet.questions),
            )
            yield from _of_columns(by_name[name], name, label.get("columns", {}))


def _of_columns(table: Table, name: str, labels: Mapping[str, Any]) -> Iterator[Judgement]:
    told = columns_of(table)
    for role in COLUMNS:
        wanted, got = _number(labels.get(role)), told[role]
        yield judged(
            f"column: {role}",
            labelled=wanted is not None,
            proposed=bool(got),
            right=got == {wanted},
            expected=f"{name}: {labels.get(role)}",
            got=str(sorted(got)),
        )


def _number(label: object) -> int | None:
    """A column from 0: labels have letters, or numbers from 1."""
    if isinstance(label, int):
        return label - 1
    if not isinstance(label, str) or not label.isalpha():
        return None
    number = 0
    for letter in label.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _tables(path: Path) -> list[Table]:
    return read_csv(path) if path.suffix.lower() in {".csv", ".tsv"} else read_xlsx(path)
