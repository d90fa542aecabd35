"""The states of a criterion on the map of coverage, in words."""

from enum import StrEnum


class CoverageState(StrEnum):
    """Who answers for a criterion, in the order of how much it leaves to do, most first."""

    NOBODY = "nobody"
    OUTSIDE = "outside"
    CARVED_AWAY = "carved_away"
    EXCEPTION_OPEN = "exception_open"
    YOURS_OPEN = "yours_open"
    CARVED_HERE = "carved_here"
    EXCEPTION_ANSWERED = "exception_answered"
    YOURS_DONE = "yours_done"
    COVERED = "covered"

    @property
    def label(self) -> str:
        """The state in the few words that a cell of the map has room for."""
        return _WORDS[self][0]

    @property
    def meaning(self) -> str:
        """The state as the legend explains it."""
        return _WORDS[self][1]

    @property
    def needs_somebody(self) -> bool:
        """Whether something is left that a person has to do."""
        return self in NEED_SOMEBODY


NEED_SOMEBODY = frozenset(
    {
        CoverageState.NOBODY,
        CoverageState.OUTSIDE,
        CoverageState.CARVED_AWAY,
        CoverageState.EXCEPTION_OPEN,
        CoverageState.YOURS_OPEN,
    }
)


_WORDS = {
    CoverageState.NOBODY: ("Nobody", "No report that counts covers it."),
    CoverageState.OUTSIDE: (
        "Outside the report",
        "It is asked for here, and its category is not in the report.",
    ),
    CoverageState.CARVED_AWAY: (
        "Carved out, no report",
        "The vendor left it to another organisation, whose own report nobody has looked at.",
    ),
    CoverageState.EXCEPTION_OPEN: (
        "Exception, unanswered",
        "The auditor found a fault, and the vendor has not said what it did about it.",
    ),
    CoverageState.YOURS_OPEN: (
        "Yours, open",
        "The report leaves a control to you (CUEC), and nothing shows yet that it is done.",
    ),
    CoverageState.CARVED_HERE: (
        "Carved out, report seen",
        "The vendor left it to another organisation, whose own report was looked at.",
    ),
    CoverageState.EXCEPTION_ANSWERED: (
        "Exception, answered",
        "The auditor found a fault, and what was done about it is said.",
    ),
    CoverageState.YOURS_DONE: (
        "Yours, evidenced",
        "The report leaves a control to you (CUEC), and evidence shows that it is done.",
    ),
    CoverageState.COVERED: (
        "The vendor",
        "The auditor tested the vendor’s controls and noted no exception.",
    ),
}
