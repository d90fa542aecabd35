"""Finds questions and answers in tables: headings, questions, and what was answered to each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from compliance.questionnaires.rules.answers import Answers, Line, LineKind, Sheet, SheetState
from compliance.questionnaires.rules.columns import FEWEST, Block, Columns, asks, blocks_of
from compliance.reading.rules.tables import Row, Table

# Told in the reading, so that one can say by which rules it was made.
READER = 1
MOST_LINES = 3_000
MOST_CHARACTERS = 1_500_000
# What stands where an answer should and is none.
_NONE = re.compile(
    r"[\s\-–—_.?…/<>\[\]():*]*(?:(?:please )?(?:select|choose|pick)\b[^.]{0,40}|tb[dc]|pending"
    r"|to ?do|to be (?:determined|confirmed|done|defined|provided))?[\s\-–—_.?…/<>\[\]():*]*",
    re.IGNORECASE,
)
_MARK = re.compile(r"[\s*\[\]().]*(?:x|✓|✔|☑|☒|√|1|true|yes|y)?[\s*\[\]().]*", re.IGNORECASE)
# Longer texts are words.
_LONGEST_SIGN = 60


def find(tables: Iterable[Table]) -> Answers:
    """Read every sheet that is not hidden, as far as there is room to print."""
    room = _Room()
    return Answers(tuple(room.cut(_sheet(table)) for table in tables))


@dataclass(slots=True)
class _Room:
    """What may still be printed of a file."""

    lines: int = MOST_LINES
    characters: int = MOST_CHARACTERS

    def cut(self, sheet: Sheet) -> Sheet:
        kept = []
        for line in sheet.lines:
            self.lines -= 1
            self.characters -= line.size
            if min(self.lines, self.characters) < 0:
                break
            kept.append(line)
        while kept and len(kept) < len(sheet.lines) and kept[-1].kind is LineKind.HEADING:
            kept.pop()
        return replace(sheet, lines=tuple(kept))


def _sheet(table: Table) -> Sheet:
    if table.hidden:
        return Sheet(table.name, SheetState.HIDDEN)
    blocks = blocks_of(table.rows)
    told = [one.columns for one in blocks if one.columns is not None]
    lines = [line for block in blocks for line in _lines(block)]
    asked = [line for line in lines if line.kind is LineKind.QUESTION]
    if not asked:
        many = sum(any(map(asks, row.cells.values())) for row in table.rows) >= FEWEST
        return Sheet(table.name, _why_none(untold=many and not told, whole=table.whole))
    if any(one.columns is None and _asks_much(one) for one in blocks):
        return Sheet(table.name, SheetState.UNTOLD)
    used = {column: what for columns in told for column, what in columns.used.items()}
    return Sheet(
        table.name,
        SheetState.READ,
        questions=len(asked),
        answered=sum(bool(line.answer) for line in asked),
        hidden_rows=sum(line.hidden for line in lines if line.kind is not LineKind.HEADING),
        unsaved=sum(len(row.unsaved & used.keys()) for row in table.rows),
        whole=table.whole,
        hidden_columns=tuple(sorted({used[c] for c in used.keys() & table.hidden_columns})),
        unprinted=tuple(_unprinted(blocks, {line.row for line in asked})),
        lines=tuple(lines),
    )


def columns_of(table: Table) -> dict[str, set[int]]:
    """The columns that were taken, from 0, by what they hold: for measuring."""
    told = [block.columns for block in blocks_of(table.rows) if block.columns is not None]
    return {
        "id": {one.number for one in told if one.number is not None},
        "question": {one.question for one in told},
        "answer": {column for one in told for column in one.answering},
        "comment": {column for one in told for column, _ in one.remarks},
    }


def _why_none(*, untold: bool, whole: bool) -> SheetState:
    if untold:
        return SheetState.UNTOLD
    return SheetState.WITHOUT if whole else SheetState.UNREAD


def _unprinted(blocks: Sequence[Block], asked: set[int]) -> Iterator[str]:
    """Columns beside the questions that have something in them and are not printed."""
    named: dict[str, None] = {}
    for block in blocks:
        if block.columns is None:
            continue
        heads, known = dict(block.columns.others), block.columns.known
        rows = [row for row in block.rows if row.number in asked]
        for column in sorted({c for row in rows for c in row.cells}):
            if column in heads or column not in known:
                head = " ".join(heads.get(column, "").split())
                named[f"“{head}”" if head else f"column {letters_of(column)}"] = None
    yield from named


def letters_of(column: int) -> str:
    """What a column is called: "AB" of 27."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _asks_much(block: Block) -> bool:
    return sum(any(map(asks, row.cells.values())) for row in block.rows) >= FEWEST


@dataclass(slots=True)
class _Lines:
    """The lines of one block, in the making."""

    columns: Columns
    numbered: bool
    listed: bool
    made: list[Line] = field(default_factory=list)

    def take(self, row: Row) -> None:
        """Put one row where it belongs: a line of its own, a part of the one before, or nowhere."""
        text = row.cells.get(self.columns.question, "")
        answer, instead = self._answer(row)
        remark = self._remark(row)
        said = bool(answer or instead or remark)
        if self.columns.question in row.below or not text:
            self._without_question(row, answer or instead, remark, said=said)
        elif self._is_heading(row, said=said):
            self._heading(row)
        elif said or self._is_asked(row, text):
            number = "" if self.columns.number is None else row.cells.get(self.columns.number, "")
            self.made.append(
                Line(
                    LineKind.QUESTION, row.number, text, number, answer, remark, instead, row.hidden
                )
            )

    def _without_question(self, row: Row, answer: str, remark: str, *, said: bool) -> None:
        last = self.made[-1] if self.made else None
        if said and self.columns.question in row.below and last and last.kind is LineKind.QUESTION:
            self.made[-1] = replace(
                last,
                answer=_joined(last.answer, answer),
                remark=_joined(last.remark, remark),
                instead="" if _joined(last.answer, answer) else last.instead,
            )
        elif said:
            self.made.append(
                Line(
                    LineKind.STRAY,
                    row.number,
                    "",
                    answer=answer,
                    remark=remark,
                    hidden=row.hidden,
                )
            )
        elif len(row.cells) == 1 and not row.listed & set(self.columns.answering):
            self._heading(row)

    def _heading(self, row: Row) -> None:
        text = " ".join(next(iter(row.cells.values())).split())
        self.made.append(Line(LineKind.HEADING, row.number, text, hidden=row.hidden))

    def _is_heading(self, row: Row, *, said: bool) -> bool:
        """A text that goes across the answers, or stands alone and asks nothing."""
        question, answering = self.columns.question, set(self.columns.answering)
        if any(
            first <= question <= last and answering & set(range(first, last + 1))
            for first, last in row.wide.items()
        ):
            return True
        alone = not said and len(row.cells) == 1 and not answering & row.listed
        return alone and not self.numbered and not asks(row.cells[question])

    def _is_asked(self, row: Row, text: str) -> bool:
        """Whether a text without an answer is a question, where others have numbers or lists."""
        if row.listed & set(self.columns.answering):
            return True
        if self.numbered:
            return self.columns.number in row.cells
        return asks(text) or (not self.listed and len(row.cells) > 1)

    def _answer(self, row: Row) -> tuple[str, str]:
        """The answer, or what stands in its place."""
        chosen = [(head, row.cells[c]) for c, head in self.columns.choices if c in row.cells]
        if chosen:
            return "; ".join(_chosen(head, text) for head, text in chosen), ""
        told = [(head, row.cells[c]) for c, head in self.columns.answers if c in row.cells]
        given = [(head, text) for head, text in told if not _is_sign(_NONE, text)]
        if given:
            return _under_heads(given, alone=len(self.columns.answers) == 1), ""
        return "", "; ".join(text for _, text in told)

    def _remark(self, row: Row) -> str:
        found = [(head, row.cells[c]) for c, head in self.columns.remarks if c in row.cells]
        return _under_heads(found, alone=len(self.columns.remarks) == 1)


def _lines(block: Block) -> Iterator[Line]:
    columns = block.columns
    if columns is None:
        return
    asked = [row for row in block.rows if asks(row.cells.get(columns.question, ""))]
    found = _Lines(
        columns,
        numbered=columns.number is not None and _most(columns.number in r.cells for r in asked),
        listed=_most(bool(row.listed & set(columns.answering)) for row in asked),
    )
    for row in block.rows:
        found.take(row)
    yield from found.made


def _most(found: Iterable[bool]) -> bool:
    told: Sequence[bool] = list(found)
    return bool(told) and 2 * sum(told) > len(told)


def _chosen(head: str, text: str) -> str:
    return head if _is_sign(_MARK, text) else f"{head}: {text}"


def _under_heads(found: Sequence[tuple[str, str]], *, alone: bool) -> str:
    """Texts of several columns, each with the head above it where it has one."""
    named = ((" ".join(head.split()), text) for head, text in found)
    return "\n".join(text if alone or not head else f"{head}: {text}" for head, text in named)


def _is_sign(sign: re.Pattern[str], text: str) -> bool:
    return len(text) <= _LONGEST_SIGN and bool(sign.fullmatch(text))


def _joined(first: str, second: str) -> str:
    return f"{first}\n{second}" if first and second else first or second
