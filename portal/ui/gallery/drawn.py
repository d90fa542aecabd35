"""What the gallery draws: a plan, reported periods, coverage."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.ui.drawings.period_line import Period, PeriodLine
from portal.ui.drawings.timeline import Milestone, Timeline

TODAY = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the coverage map."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One vendor service of the coverage map."""

    label: str
    note: str
    cells: tuple[Cell, ...]


def timeline() -> Timeline:
    """A plan with every state of a milestone in it."""
    return Timeline(
        today=TODAY,
        milestones=(
            Milestone(
                "Access to the client's cloud",
                date(2026, 10, 12),
                date(2026, 10, 23),
                "done",
                date(2026, 10, 19),
                date(2026, 10, 23),
                "Priya Raman",
            ),
            Milestone(
                "Network without a way out",
                date(2026, 10, 26),
                date(2026, 11, 13),
                "done",
                date(2026, 11, 13),
                date(2026, 11, 12),
                "Priya Raman",
            ),
            Milestone(
                "Llama 3.1 70B serving",
                date(2026, 11, 9),
                date(2026, 11, 20),
                "late",
                date(2026, 11, 20),
                None,
                "Tomas Lind",
                "Waits for a larger GPU quota since 13 November",
            ),
            Milestone(
                "Logging without prompts",
                date(2026, 11, 23),
                date(2026, 12, 4),
                "open",
                None,
                None,
                "Tomas Lind",
            ),
            Milestone(
                "First real patient note",
                date(2026, 12, 7),
                date(2026, 12, 18),
                "blocked",
                date(2026, 12, 11),
                None,
                "Harbor Street Clinic",
                "PHI work starts after the BAA",
            ),
        ),
    )


def period_line() -> PeriodLine:
    """A report, its bridge letter, a gap and the next report."""
    return PeriodLine(
        window_start=date(2026, 1, 1),
        window_end=date(2026, 12, 31),
        today=TODAY,
        periods=(
            Period(
                "SOC 2 Type II, Lanternfield",
                date(2025, 7, 1),
                date(2026, 6, 30),
                "report",
                "Unqualified, one exception",
            ),
            Period(
                "Bridge letter",
                date(2026, 7, 1),
                date(2026, 9, 30),
                "bridge",
                "Signed by the vendor's management",
            ),
            Period("92 days not covered", date(2026, 10, 1), date(2026, 12, 31), "gap"),
        ),
    )


def coverage() -> dict[str, Any]:
    """Two services against five subjects."""
    covered, shared = Cell("covered", "Covered"), Cell("shared", "Shared")
    yours, none = Cell("yours", "Yours"), Cell("none", "Not reported")
    return {
        "columns": (
            "Data centre",
            "Access control",
            "Incident response",
            "Prompts and outputs",
            "Retention",
        ),
        "rows": (
            CoverageRow(
                "Lanternfield Cloud", "GPU hosts, eu-west", (covered, shared, covered, yours, yours)
            ),
            CoverageRow("Corvid Mail", "Notifications", (covered, covered, shared, none, yours)),
        ),
    }
