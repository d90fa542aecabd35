"""Reports as pages draw them: the line of periods, the map of criteria."""

from collections.abc import Sequence
from datetime import date, timedelta

from compliance.vendors.models import VendorReport
from compliance.vendors.rules import Reading, Reason, ReportState, coverage
from compliance.vendors.tiles import legend, tile_rows
from portal.ui.drawings.period_line import Period, PeriodLine
from portal.ui.parts import TileKey, TileRow, Why


def map_of(report: VendorReport) -> tuple[list[TileRow], list[TileKey]]:
    """What a report covers of all 61 criteria, before any engagement has done its part."""
    cells = coverage(Reading(report=report.facts, answers=report.answers))
    return tile_rows(cells, prefix="r", tell=_why), legend(cells)


def _why(reason: Reason) -> Why:
    return Why(words=reason.sentence, source=f"Page {reason.page}." if reason.page else "")


def line_of(
    reports: Sequence[VendorReport],
    *,
    today: date,
    since: date | None = None,
    until: date | None = None,
    name: str = "periods",
) -> PeriodLine:
    """The periods of reports and bridge letters against a window, with the gaps in it.

    The window is the last twelve months, or an engagement's own: `since` it was opened, to the
    day it was closed or today.
    """
    counted = [r for r in reports if r.state != ReportState.REFUSED]
    periods = [Period(r.short_name, r.period_start or r.period_end, r.period_end) for r in counted]
    periods += [
        Period("Bridge letter", r.bridge_from, r.facts.reaches_until, "bridge")
        for r in counted
        if r.bridge_from and r.facts.reaches_until > r.period_end
    ]
    start, end = since or today - timedelta(days=365), until or today
    return PeriodLine(
        window_start=start,
        window_end=end,
        periods=[*periods, *_gaps(periods, start, end)],
        today=today,
        name=name,
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
