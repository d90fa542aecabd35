"""What is asked and answered in a table, found by rules: nothing is guessed."""

from compliance.questionnaires.rules.answers import (
    Answers,
    Line,
    LineKind,
    Sheet,
    SheetState,
    plain,
    read_back,
)
from compliance.questionnaires.rules.claims import OnRecord, Unmet, spoken_against
from compliance.questionnaires.rules.finding import READER, columns_of, find
from compliance.questionnaires.rules.telling import limits_told

__all__ = [
    "READER",
    "Answers",
    "Line",
    "LineKind",
    "OnRecord",
    "Sheet",
    "SheetState",
    "Unmet",
    "columns_of",
    "find",
    "limits_told",
    "plain",
    "read_back",
    "spoken_against",
]
