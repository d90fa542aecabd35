"""Sentences about a reading: what was left aside, hidden, or not printed."""

from collections.abc import Iterator, Sequence

from compliance.questionnaires.rules.answers import Answers, Sheet, SheetState


def limits_told(answers: Answers) -> Iterator[str]:
    """What a reader of the answers has to know of the file, over all of its sheets."""
    yield from _named(
        answers.of(SheetState.HIDDEN), "is hidden and not printed", "are hidden and not printed"
    )
    untold = answers.of(SheetState.UNTOLD)
    if untold:
        yield (
            f"{_names(untold)} {'asks' if len(untold) == 1 else 'ask'} something, but which "
            "column answers it cannot be told: nothing of it is counted or printed."
        )
    yield from _named(
        answers.of(SheetState.WITHOUT), "has no questions", "have no questions", when=answers.read
    )


def _named(
    sheets: Sequence[Sheet], one: str, several: str, *, when: object = True
) -> Iterator[str]:
    if sheets and when:
        yield f"{_names(sheets)} {one if len(sheets) == 1 else several}."


def _names(sheets: Sequence[Sheet]) -> str:
    names = ", ".join(f"“{sheet.name}”" for sheet in sheets)
    return f"The sheet {names}" if len(sheets) == 1 else f"The sheets {names}"
