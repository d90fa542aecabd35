"""What the gallery draws: a plan, reported periods, coverage."""

from datetime import date
from typing import Any

from portal.ui.drawings.period_line import Period, PeriodLine
from portal.ui.drawings.timeline import Milestone, Timeline
from portal.ui.parts import Tile, TileKey, TileRow, Why

TODAY = date(2026, 11, 22)
OPEN = Why(
    "The report leaves it to whoever uses the service.",
    "Page 31 of the report.",
    "Do it, and record what shows it.",
    "Lakeview Clinic",
    "#duty",
)


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
    """A map with a tile of every kind, and its legend."""
    rows = (
        TileRow(
            "CC6",
            "Access",
            (
                Tile("g-1", "CC6.1", "Logical access", "done", "user-round-check", "Yours, done"),
                Tile("g-2", "CC6.2", "Accounts", "open", "user-round", "Yours, open", (OPEN,)),
                Tile("g-3", "CC6.3", "Roles", "full", "check", "The vendor"),
            ),
        ),
        TileRow(
            "A1",
            "Availability",
            (
                Tile("g-4", "A1.1", "Capacity", "part", "triangle", "Exception, answered"),
                Tile("g-5", "A1.2", "Back-up", "none", "circle-dashed", "Nobody"),
            ),
        ),
    )
    meaning = "What this shape stands for, in a sentence."
    tiles = [tile for row in rows for tile in row.tiles]
    keys = tuple(TileKey(one.kind, one.icon, one.words, meaning, 1) for one in tiles)
    return {"rows": rows, "keys": keys}
