"""What a questionnaire holds, as values: its sheets, their lines, and how many were answered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MOST_NAMED = 12


class LineKind(StrEnum):
    """What one line of a sheet is."""

    HEADING = "heading"
    QUESTION = "question"
    STRAY = "stray"  # something is answered, but no question stands in the row


class SheetState(StrEnum):
    """What became of a sheet."""

    READ = "read"
    UNTOLD = "untold"  # there are questions, but which column answers them cannot be told
    WITHOUT = "without"  # no questions were found in it
    UNREAD = "unread"  # none were found in as much of it as is read
    HIDDEN = "hidden"  # not looked at


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is printed. `row` is counted from 1; `number` is what the sheet calls it.

    `answer` is empty without one; `instead` is what then stands in its place ("TBD").
    """

    kind: LineKind
    row: int
    text: str
    number: str = ""
    answer: str = ""
    remark: str = ""
    instead: str = ""
    hidden: bool = False

    @property
    def size(self) -> int:
        """How many characters it has."""
        return sum(map(len, (self.text, self.number, self.answer, self.remark, self.instead)))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `questions` and `answered` count all that were read; `lines` are those printed.

    `whole` says that the sheet was read to its end, `unsaved` counts formulas in columns of ours
    without a stored value, `hidden_columns` names those of our columns that are hidden,
    `unprinted` those beside the questions that are not ours and hold something.
    """

    name: str
    state: SheetState
    questions: int = 0
    answered: int = 0
    hidden_rows: int = 0
    unsaved: int = 0
    whole: bool = True
    hidden_columns: tuple[str, ...] = ()
    unprinted: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def counted(self) -> str:
        """ "41 questions, 38 answered"."""
        return _counted(self.questions, self.answered)

    @property
    def told(self) -> tuple[str, ...]:
        """Sentences about what is hidden in it, left empty or not printed."""
        return tuple(self._told())

    def _told(self) -> Iterator[str]:
        if self.printed < self.questions:
            yield (
                f"The first {self.printed:,} of {self.questions:,} questions are printed; the "
                "others are in the file."
            )
        if not self.whole:
            yield "The sheet is longer than what is read; what comes after is in the file alone."
        if self.hidden_rows:
            verb = "is" if self.hidden_rows == 1 else "are"
            yield f"{self.hidden_rows:,} of these rows {verb} hidden in the file, and marked so."
        if self.hidden_columns:
            columns = " and of the ".join(self.hidden_columns)
            yield f"The column of the {columns} is hidden in the file."
        if self.unprinted:
            named = self.unprinted[:MOST_NAMED]
            more = len(self.unprinted) - len(named)
            others = f" and {more} more" if more else ""
            yield f"Beside the questions these are not printed: {', '.join(named)}{others}."
        if self.unsaved:
            noun = "formula was" if self.unsaved == 1 else "formulas were"
            yield f"{self.unsaved:,} {noun} saved without a value, and left empty here."

    @property
    def printed(self) -> int:
        """How many of the questions are among the lines."""
        return sum(line.kind is LineKind.QUESTION for line in self.lines)


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that was found in one file."""

    sheets: tuple[Sheet, ...]

    @property
    def read(self) -> tuple[Sheet, ...]:
        return self.of(SheetState.READ)

    @property
    def questions(self) -> int:
        return sum(sheet.questions for sheet in self.sheets)

    @property
    def answered(self) -> int:
        return sum(sheet.answered for sheet in self.sheets)

    @property
    def counted(self) -> str:
        """ "41 questions, 38 answered"."""
        return _counted(self.questions, self.answered)

    def of(self, state: SheetState) -> tuple[Sheet, ...]:
        """The sheets of which this became."""
        return tuple(sheet for sheet in self.sheets if sheet.state is state)


def plain(answers: Answers) -> list[dict[str, Any]]:
    """The same as JSON has it."""
    return [
        {
            "name": one.name,
            "state": one.state.value,
            "questions": one.questions,
            "answered": one.answered,
            "hidden_rows": one.hidden_rows,
            "unsaved": one.unsaved,
            "whole": one.whole,
            "hidden_columns": list(one.hidden_columns),
            "unprinted": list(one.unprinted),
            "lines": [
                [x.kind.value, x.row, x.text, x.number, x.answer, x.remark, x.instead, x.hidden]
                for x in one.lines
            ],
        }
        for one in answers.sheets
    ]


def read_back(told: Iterable[Mapping[str, Any]]) -> Answers:
    """Answers from what `plain` gave. Raises ValueError, TypeError or KeyError for other shapes."""
    return Answers(tuple(map(_sheet, told)))


def _counted(questions: int, answered: int) -> str:
    noun = "question" if questions == 1 else "questions"
    return f"{questions:,} {noun}, {answered:,} answered"


def _sheet(told: Mapping[str, Any]) -> Sheet:
    return Sheet(
        name=_words(told["name"]),
        state=SheetState(told["state"]),
        questions=int(told["questions"]),
        answered=int(told["answered"]),
        hidden_rows=int(told["hidden_rows"]),
        unsaved=int(told["unsaved"]),
        whole=bool(told["whole"]),
        hidden_columns=tuple(map(_words, told["hidden_columns"])),
        unprinted=tuple(map(_words, told.get("unprinted", ()))),
        lines=tuple(_lines(told["lines"])),
    )


def _lines(told: Iterable[list[Any]]) -> Iterator[Line]:
    for kind, row, text, number, answer, remark, instead, hidden in told:
        yield Line(
            kind=LineKind(kind),
            row=int(row),
            text=_words(text),
            number=_words(number),
            answer=_words(answer),
            remark=_words(remark),
            instead=_words(instead),
            hidden=bool(hidden),
        )


def _words(value: object) -> str:
    """Text as it may be kept and printed: no control characters, no halves of characters."""
    if not isinstance(value, str):
        raise TypeError
    kept = (char for char in value if char in "\n\t" or (char >= " " and char != "\x7f"))
    return "".join(kept).encode("utf-8", "ignore").decode()
