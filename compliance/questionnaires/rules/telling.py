"""Sentences about a reading: what was left aside, hidden, or not printed."""

from collections.abc import Iterator, Sequence

from compliance.questionnaires.rules.answers import Answers, Sheet, SheetState


def limits_told(answers: Answers) -> Iterator[str]:
    """What a reader of the answers has to know of the file, over all of its sheets.

    Nothing of a file that is one table without a name.
    """
    if not all(sheet.name for sheet in answers.sheets):
        return
    hidden = answers.of(SheetState.HIDDEN)
    if hidden:
        yield f"{_names(hidden)} {_are(hidden)} hidden and not printed."
    untold = answers.of(SheetState.UNTOLD)
    if untold:
        yield (
            f"{_names(untold)} {'asks' if len(untold) == 1 else 'ask'} something, but which "
            "column answers it cannot be told: nothing of it is counted or printed."
        )
    unread = answers.of(SheetState.UNREAD)
    if unread:
        yield f"{_names(unread)} {_are(unread)} longer than what is read: see the file."
    without = answers.of(SheetState.WITHOUT)
    if without and answers.read:
        yield f"No questions were found on {_names(without).replace('The', 'the', 1)}."


def _are(sheets: Sequence[Sheet]) -> str:
    return "is" if len(sheets) == 1 else "are"


def _names(sheets: Sequence[Sheet]) -> str:
    names = ", ".join(f"“{sheet.name}”" for sheet in sheets)
    return f"The sheet {names}" if len(sheets) == 1 else f"The sheets {names}"
