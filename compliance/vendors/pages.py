"""Reports as pages draw them: the line of periods, the coverage by series of criteria."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from compliance.vendors.models import VendorReport
from compliance.vendors.rules import Category, Coverage, CoverageState, ReportState, coverage
from portal.ui.drawings.period_line import Period, PeriodLine


@dataclass(frozen=True)
class CoverageRow:
    """A series of criteria ("CC6") with how each of its criteria is covered."""

    series: str
    category: Category
    cells: tuple[Coverage, ...]

    @property
    def state(self) -> CoverageState:
        """The state that leaves most to do."""
        order = list(CoverageState)
        return min((cell.state for cell in self.cells), key=order.index)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be known of the series, each once."""
        return tuple(dict.fromkeys(note for cell in self.cells for note in cell.notes))


def coverage_rows(report: VendorReport | None) -> list[CoverageRow]:
    """What a report covers, by series; without a report, what nobody covers."""
    cells = coverage(report.facts if report else None)
    grouped = groupby(cells, key=lambda cell: cell.criterion.series)
    rows = [(series, tuple(found)) for series, found in grouped]
    return [CoverageRow(series, found[0].criterion.category, found) for series, found in rows]


def line_of(reports: Sequence[VendorReport], *, today: date) -> PeriodLine:
    """The periods of all reports and bridge letters against the last twelve months, with gaps."""
    counted = [r for r in reports if r.state != ReportState.REFUSED]
    periods = [Period(r.short_name, r.period_start or r.period_end, r.period_end) for r in counted]
    periods += [
        Period("Bridge letter", r.bridge_from, r.facts.reaches_until, "bridge")
        for r in counted
        if r.bridge_from and r.facts.reaches_until > r.period_end
    ]
    start = today - timedelta(days=365)
    return PeriodLine(
        window_start=start,
        window_end=today,
        periods=[*periods, *_gaps(periods, start, today)],
        today=today,
        title="Periods reported on, and the gaps",
    )


def _gaps(periods: list[Period], start: date, end: date) -> list[Period]:
    gaps, reached = [], start
    for period in sorted(periods, key=lambda one: one.start):
        if period.start > reached:
            gaps.append(Period("Gap", reached, period.start - timedelta(days=1), "gap"))
        reached = max(reached, period.end + timedelta(days=1))
    if reached <= end:
        gaps.append(Period("Gap", reached, end, "gap"))
    return gaps
