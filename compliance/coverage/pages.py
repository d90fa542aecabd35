"""The map of an engagement as its page shows it."""

from dataclasses import dataclass

from django.urls import reverse

from compliance.coverage.queries import CoverageMap, ServiceMap
from compliance.vendors.pages import line_of
from compliance.vendors.rules import Coverage, Reason, ReportState
from compliance.vendors.tiles import legend, tile_rows
from engagements.lifecycle.frame import name_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Party
from portal.ui.drawings.period_line import PeriodLine
from portal.ui.parts import TileKey, TileRow, Why


@dataclass(frozen=True)
class Drawn:
    """One service with the rows of its map, and what no tile can show."""

    service: ServiceMap
    rows: list[TileRow]
    unplaced: list[Why]
    line: PeriodLine | None


@dataclass(frozen=True)
class ToDo:
    """Something that needs somebody, with the criteria that it settles at one service."""

    service: str
    criteria: str
    why: Why


@dataclass(frozen=True)
class CoveragePage:
    """Everything the page says of a map that has at least one service."""

    sentence: str
    to_do: str
    keys: list[TileKey]
    drawn: list[Drawn]
    waiting: list[ToDo]

    @property
    def several(self) -> bool:
        """Whether there is more than one map."""
        return len(self.drawn) > 1


def page_of(found: CoverageMap, engagement: Engagement, *, only_open: bool) -> CoveragePage:
    """The page; `only_open` leaves out the tiles that need nobody."""

    def tell(reason: Reason) -> Why:
        return _why(reason, engagement)

    def shown(service: ServiceMap) -> list[Coverage]:
        return [cell for cell in service.cells if cell.state.needs_somebody or not only_open]

    return CoveragePage(
        sentence=found.sentence,
        to_do=found.verdict.to_do,
        keys=legend(found.cells),
        drawn=[
            Drawn(
                service,
                tile_rows(shown(service), prefix=f"s{number}", tell=tell),
                [tell(reason) for reason in service.unplaced],
                _line(service, engagement, name=f"periods-{number}"),
            )
            for number, service in enumerate(found.services, start=1)
        ],
        waiting=[
            ToDo(str(service.use.use), names, _why(reason, engagement))
            for service in found.services
            for reason, names in service.waiting
        ],
    )


def _line(service: ServiceMap, engagement: Engagement, *, name: str) -> PeriodLine | None:
    """What is reported of the time since the engagement was opened."""
    reports = [one for one in service.use.entry.reports if one.state == ReportState.ACCEPTED]
    if not reports:
        return None
    return line_of(
        reports,
        today=service.today,
        since=engagement.org.day(engagement.opened_at),
        until=engagement.closed_on,
        name=name,
    )


def _why(reason: Reason, engagement: Engagement) -> Why:
    return Why(
        words=reason.sentence,
        source=f"Page {reason.page} of the report." if reason.page else "",
        to_do=reason.to_do,
        holder=_holder(reason, engagement),
        url=_duty(reason, engagement),
    )


def _duty(reason: Reason, engagement: Engagement) -> str:
    if not reason.key:
        return ""
    return reverse("compliance:duty", args=(engagement.client_slug, engagement.pk, reason.key))


def _holder(reason: Reason, engagement: Engagement) -> str:
    if reason.person:
        return reason.person
    return "" if reason.holder is Party.NOBODY else name_of(reason.holder, engagement)
