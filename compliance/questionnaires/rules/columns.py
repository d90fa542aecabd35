"""Which columns of a table hold number, question, answer and remarks: by their heads, or by shape.

Where two columns could be the one, neither is taken.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compliance.questionnaires.rules.headers import SURE, Header, Role, header_of
from compliance.reading.rules.tables import Row

FEWEST = 3
SHORTEST_QUESTION = 12
LONGEST_NUMBER = 24
LONGEST_ASKING_HEAD = 40
MOST_ANSWERS = 3
FEWEST_CHOICES = 2
_ASKS = re.compile(
    r"(do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|may|must|what|which"
    r"|who|whom|whose|when|where|why|how|if|please|describe|list|provide|explain|state|name"
    r"|specify|identify|indicate|give|confirm|select|attach|outline|detail|detailed)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?=\D*\d)([A-Z&]{1,12} )?[A-Z0-9&]+([-–._/:][A-Z0-9&]+)*[.):]?", re.I)
_SAYS = re.compile(r"yes|y|n/?a|not applicable|partial(ly)?|true|false", re.IGNORECASE)
_SAID = re.compile(
    r"(yes|no|y|n|n/?a|not applicable|partial(ly)?|true|false)\b.{0,40}", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns from 0; answers, remarks and choices with their heads.

    There are several answers where several columns are for them. Of `choices` the marked one is
    the answer. `others` are columns that are not read, by their heads.
    """

    question: int
    answers: tuple[tuple[int, str], ...]
    number: int | None = None
    remarks: tuple[tuple[int, str], ...] = ()
    choices: tuple[tuple[int, str], ...] = ()
    others: tuple[tuple[int, str], ...] = ()

    @property
    def answering(self) -> tuple[int, ...]:
        """Where answers are."""
        return tuple(column for column, _ in (*self.answers, *self.choices))

    @property
    def used(self) -> dict[int, str]:
        """Every column that is read, by what it holds."""
        found = {self.question: "questions", **dict.fromkeys(self.answering, "answers")}
        found |= dict.fromkeys((column for column, _ in self.remarks), "remarks")
        return found

    @property
    def known(self) -> set[int]:
        """Every column of which something is said."""
        found = {*self.used, *(column for column, _ in self.others)}
        return found if self.number is None else {*found, self.number}


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that have one head, and their columns; None where these cannot be told."""

    columns: Columns | None
    rows: tuple[Row, ...]


def blocks_of(rows: Sequence[Row]) -> list[Block]:
    """Cut a sheet at its heads. What stands before the first one belongs to none."""
    heads = list(_heads(rows))
    if not heads:
        return [_shaped(rows)]
    ends = [first for first, _, _ in heads[1:]] + [len(rows)]
    return [
        _block(found, rows[after:end]) for (_, after, found), end in zip(heads, ends, strict=True)
    ]


def asks(text: str) -> bool:
    """Whether a text looks like something that is asked."""
    words = text.strip()
    if len(words) < SHORTEST_QUESTION:
        return False
    return words.endswith(("?", "? *", "?*")) or "?" in words or bool(_ASKS.match(words))


def is_number(text: str) -> bool:
    """Whether a text is what a question is called: 4.2.1, A&A-01.1, SP-03."""
    return len(text) <= LONGEST_NUMBER and bool(_NUMBERED.fullmatch(text.strip()))


def _heads(rows: Sequence[Row]) -> Iterator[tuple[int, int, dict[int, str]]]:
    """Where each head begins and ends, and its words by column."""
    skip, before = -1, list[dict[int, str]]()
    for place, row in enumerate(rows):
        if place <= skip:
            continue
        texts, end = dict(row.cells), place + 1
        below = rows[place + 1] if place + 1 < len(rows) else None
        if below is not None and _goes_on(row, below):
            texts, end = {**texts, **below.cells}, place + 2
        if _is_head(texts) and (not before or _is_another(texts, before)):
            skip = end - 1
            if any(one.role is Role.QUESTION for one in _headers(texts).values()):
                before.append(texts)
            yield place, end, texts


def _is_another(texts: Mapping[int, str], before: Sequence[Mapping[int, str]]) -> bool:
    """Whether a later row is a head too, and not an answer that sounds like one.

    It says the same of a column as one before, or names questions and answers outright.
    """
    if any(texts.items() & one.items() for one in before):
        return True
    sure = {one.role for one in _headers(texts).values() if one.weight == SURE}
    return {Role.QUESTION, Role.ANSWER} <= sure


def _goes_on(row: Row, below: Row) -> bool:
    """Whether a head has a second row, which says of a wide cell above what is under it."""
    if below.number != row.number + 1 or not below.cells:
        return False
    split = {c for first, last in row.wide.items() if last > first for c in range(first, last + 1)}
    known = _headers(below.cells)
    sure = any(one.role in (Role.ANSWER, Role.REMARK) for one in known.values())
    return sure and below.cells.keys() <= split and len(known) == len(below.cells)


def _is_head(texts: Mapping[int, str]) -> bool:
    """At least two columns that are named, one of which is for answers."""
    found = _headers(texts)
    if len(found) < len(texts) or len(found) < 2 or any(map(_is_of_a_row, texts.values())):
        return False
    if sum(bool(_SAYS.fullmatch(text.strip())) for text in texts.values()) == 1:
        return False  # one "yes" is an answer, "yes" beside "no" are heads
    roles = [one.role for one in found.values()]
    answers = any(one.role is Role.ANSWER for one in found.values())
    chosen = roles.count(Role.CHOICE) >= 2 and Role.QUESTION in roles
    others = {Role.QUESTION, Role.NUMBER, Role.REMARK} & set(roles)
    return (answers and bool(others)) or chosen


def _is_of_a_row(text: str) -> bool:
    """Whether a text is what rows have and heads have not: a number, or a whole question."""
    return is_number(text) or (len(text) > LONGEST_ASKING_HEAD and asks(text) and "?" in text)


def _headers(texts: Mapping[int, str]) -> dict[int, Header]:
    found = {column: header_of(text) for column, text in texts.items()}
    return {column: one for column, one in found.items() if one is not None}


def _block(texts: Mapping[int, str], rows: Sequence[Row]) -> Block:
    heads = _headers(texts)
    question = _question(heads, rows)
    if question is None:
        return Block(None, tuple(rows))
    columns = _with_answers(Columns(question, ()), heads, texts, rows)
    if columns is None:
        return Block(None, tuple(rows))
    number = _best(heads, Role.NUMBER, rows)
    if number is None:
        number = _numbering_column(rows, columns)
    columns = replace(columns, number=number)
    others = tuple((c, texts[c]) for c in sorted(texts.keys() - columns.known))
    return Block(replace(columns, others=others), tuple(rows))


def _question(heads: Mapping[int, Header], rows: Sequence[Row]) -> int | None:
    """By its head; where no head is sure of it, the column in which things are asked."""
    named = _best(heads, Role.QUESTION, rows)
    if named is not None and heads[named].weight == SURE:
        return named
    asking = _asking_column(rows, without=_taken(heads))
    return named if asking is None else asking


def _taken(heads: Mapping[int, Header]) -> set[int]:
    return {column for column, one in heads.items() if one.role in (Role.ANSWER, Role.REMARK)}


def _with_answers(
    columns: Columns, heads: Mapping[int, Header], texts: Mapping[int, str], rows: Sequence[Row]
) -> Columns | None:
    """The columns for answers and remarks; None where no column, or too many, are for answers."""

    def named(found: Iterable[int]) -> tuple[tuple[int, str], ...]:
        return tuple((column, texts[column]) for column in sorted(found))

    remarks = [column for column, one in heads.items() if one.role is Role.REMARK]
    choices = [column for column, one in heads.items() if one.role is Role.CHOICE]
    told = [column for column, one in heads.items() if one.role is Role.ANSWER]
    answers = _surest(heads, told, rows)
    if 0 < len(answers) <= MOST_ANSWERS:
        # "Answer" beside "Details of the answer": the second one goes with the remarks.
        lesser = [c for c in told if heads[c].weight < heads[answers[0]].weight]
        return replace(columns, answers=named(answers), remarks=named([*remarks, *lesser]))
    if len(choices) >= FEWEST_CHOICES and not told:
        return replace(columns, remarks=named(remarks), choices=named(choices))
    return None


def _surest(heads: Mapping[int, Header], found: Sequence[int], rows: Sequence[Row]) -> list[int]:
    """Those whose heads say so most surely; of equals those with anything in them, if any have."""
    most = max((heads[column].weight for column in found), default=0)
    best = [column for column in found if heads[column].weight == most]
    used = [c for c in best if any(c in row.cells or c in row.listed for row in rows)]
    return used or best


def _best(heads: Mapping[int, Header], role: Role, rows: Sequence[Row]) -> int | None:
    """The one column whose head says so most surely; of equals the only one with anything in it."""
    best = _surest(heads, [column for column, one in heads.items() if one.role is role], rows)
    return best[0] if len(best) == 1 else None


def _asking_column(rows: Sequence[Row], *, without: Iterable[int] = ()) -> int | None:
    """The one column in which things are asked, far more than in any other."""
    counts: dict[int, int] = {}
    for row in rows:
        for column, text in row.cells.items():
            if column not in without and asks(text):
                counts[column] = counts.get(column, 0) + 1
    ranked = sorted(counts, key=lambda column: -counts[column])
    if not ranked or counts[ranked[0]] < FEWEST:
        return None
    second = counts[ranked[1]] if len(ranked) > 1 else 0
    return ranked[0] if counts[ranked[0]] >= 2 * second else None


def _numbering_column(rows: Sequence[Row], columns: Columns) -> int | None:
    """The one column in which nearly every question has a number of its own."""
    asked = [row for row in rows if asks(row.cells.get(columns.question, ""))]
    found = []
    for column in {c for row in asked for c in row.cells} - columns.used.keys():
        texts = [row.cells[column] for row in asked if column in row.cells]
        own = {text for text in texts if is_number(text)}
        if len(own) >= FEWEST and len(own) == len(texts) and 2 * len(own) > len(asked):
            found.append(column)
    return found[0] if len(found) == 1 else None


def _shaped(rows: Sequence[Row]) -> Block:
    """What has no head begins with its first question."""
    columns = _by_shape(rows)
    if columns is None:
        return Block(None, tuple(rows))
    begins = (asks(row.cells.get(columns.question, "")) for row in rows)
    return Block(columns, tuple(rows[list(begins).index(True) :]))


def _by_shape(rows: Sequence[Row]) -> Columns | None:
    """Without heads: a column in which things are asked, and one that answers most of them."""
    question = _asking_column(rows)
    if question is None:
        return None
    asked = [row for row in rows if asks(row.cells.get(question, ""))]
    others = {c for row in asked for c in (*row.cells, *row.listed)} - {question}
    answering = [c for c in others if _answers(asked, c)]
    if len(answering) != 1:
        return None
    columns = Columns(question, ((answering[0], ""),))
    columns = replace(columns, number=_numbering_column(rows, columns))
    left = sorted(c for c in others - {question, answering[0], columns.number} if c > answering[0])
    return replace(columns, remarks=((left[0], ""),)) if len(left) == 1 else columns


def _answers(asked: Sequence[Row], column: int) -> bool:
    """Whether most cells of a column offer a list, or say yes or no."""
    listed = sum(column in row.listed for row in asked)
    said = sum(bool(_SAID.fullmatch(row.cells.get(column, ""))) for row in asked)
    return 5 * max(listed, said) >= 3 * len(asked)
