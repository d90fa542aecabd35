"""The map of coverage: who answers for each criterion, service by service, and what is left."""

from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from compliance.coverage.queries import CoverageMap, ServiceMap
from compliance.coverage.rules import Beyond
from compliance.packets.record import Record
from compliance.packets.rules import Audience
from compliance.packets.sections.base import Row, Section
from compliance.packets.sections.requirements import TONES
from compliance.packets.words import day, reported
from compliance.vendors.rules import SERIES, Coverage, CoverageState, Reason
from compliance.vendors.tiles import LOOKS
from engagements.lifecycle.frame import name_of
from engagements.lifecycle.rules import Party

ACROSS = 4
"""So many criteria stand beside each other."""


@dataclass(frozen=True)
class Square:
    """One criterion on paper: its shape, its number and name, and the state in words."""

    id: str
    label: str
    kind: str
    icon: str
    words: str


@dataclass(frozen=True)
class Band:
    """A stretch of a series, as wide as the page; `series` stands at its first only."""

    series: str
    label: str
    squares: tuple[Square, ...]
    empty: int


@dataclass(frozen=True)
class Told:
    """Something about some criteria: how they stand, why, what settles it, and who has that."""

    criteria: str
    words: str
    kind: str
    sentence: str
    page: int | None
    to_do: str
    holder: str


@dataclass(frozen=True)
class Mapped:
    """One service on the map."""

    name: str
    about: str
    sentence: str
    bands: tuple[Band, ...]
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Besides:
    """Something that no report covers, and what does."""

    what: str
    why: str
    settled: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class MapSection(Section):
    """Verdict, legend, the map of each service, and what lies beyond all reports."""

    key: ClassVar[str] = "map"
    title: ClassVar[str] = "Who answers for what"

    as_of: str
    client: str
    sentence: str
    to_do: str
    legend: tuple[tuple[Square, str], ...]
    services: tuple[Mapped, ...]
    beyond: tuple[Besides, ...]
    needs: tuple[Row, ...]


def coverage_map(record: Record) -> MapSection:
    found = record.coverage
    return MapSection(
        as_of=day(record.today),
        client=record.client.name,
        sentence=found.sentence if found.services else "",
        to_do=found.verdict.to_do if found.services else "",
        legend=_legend(found),
        services=tuple(_mapped(one, record) for one in found.services),
        beyond=tuple(_besides(one) for one in found.beyond),
        needs=tuple(Row(one.category.label, one.why, one.citation) for one in found.needs),
    )


def _legend(found: CoverageMap) -> tuple[tuple[Square, str], ...]:
    states = {cell.state for service in found.services for cell in service.cells}
    ordered = [state for state in reversed(CoverageState) if state in states]
    return tuple((Square("", "", *LOOKS[state], state.label), state.meaning) for state in ordered)


def _mapped(service: ServiceMap, record: Record) -> Mapped:
    report = service.report
    about = service.without
    if report:
        time = reported(report.period_start, report.period_end)
        until = day(report.valid_until())
        about = f"{report.short_name}, {time}, {report.auditor}. It counts until {until}."
    return Mapped(
        name=str(service.use.use),
        about=about,
        sentence=service.sentence,
        bands=tuple(
            band
            for series, cells in groupby(service.cells, key=lambda cell: cell.criterion.series)
            for band in _bands(series, list(cells))
        ),
        told=tuple(_told(reason, names, record) for reason, names in service.reasons),
    )


def _bands(series: str, cells: list[Coverage]) -> list[Band]:
    rows = [cells[at : at + ACROSS] for at in range(0, len(cells), ACROSS)]
    return [
        Band(
            series if number == 0 else "",
            SERIES[series] if number == 0 else "",
            tuple(_square(cell) for cell in row),
            ACROSS - len(row),
        )
        for number, row in enumerate(rows)
    ]


def _square(cell: Coverage) -> Square:
    criterion = cell.criterion
    return Square(criterion.id, criterion.label, *LOOKS[cell.state], cell.state.label)


def _told(reason: Reason, names: str, record: Record) -> Told:
    # Customers are not told who works there.
    named = record.packet.choice.audience is not Audience.CUSTOMER
    holder = reason.person if named else ""
    if not holder and reason.holder is not Party.NOBODY:
        holder = name_of(reason.holder, record.engagement)
    return Told(
        criteria=names,
        words=reason.state.label,
        kind=LOOKS[reason.state][0],
        sentence=reason.sentence if record.gives_reports else reason.state.meaning,
        page=reason.page if record.gives_reports else None,
        to_do=reason.to_do,
        holder=holder,
    )


def _besides(one: Beyond) -> Besides:
    return Besides(
        one.what,
        one.why,
        tuple(
            Row(line.requirement.title, line.standing.label, TONES[line.standing])
            for line in one.lines
        ),
    )
