"""Vendor services: what vendors say of them, the reports on them, and how those were judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from compliance.packets.exhibits import Exhibit, Exhibits
from compliance.packets.papers import DocumentKind
from compliance.packets.record import Record
from compliance.packets.sections.base import Row, Section
from compliance.packets.words import day, name, reported, span
from compliance.vendors.models import VendorReport
from compliance.vendors.queries import Use, findings_in_use, findings_of
from compliance.vendors.rules import (
    Answer,
    Category,
    Finding,
    Opinion,
    Position,
    Severity,
    asked_categories,
    conclude,
)
from portal.ui.drawings.period_line import Period, PeriodLine, draw_period_line
from portal.ui.drawings.svg import short_day_words


@dataclass(frozen=True)
class Found:
    """Something found in judging a report, with the answer that was given to it."""

    severity: str
    sentence: str
    answer: str


@dataclass(frozen=True)
class Reported:
    """The report that counts for a service."""

    title: str
    exhibit: Exhibit | None
    bridge: Exhibit | None
    facts: tuple[Row, ...]
    line: str
    line_words: str
    conclusion: str
    findings: tuple[Found, ...]
    withheld: str


@dataclass(frozen=True)
class Served:
    """One vendor service in use."""

    name: str
    does: str
    positions: tuple[Row, ...]
    unknown: tuple[str, ...]
    report: Reported | None
    without: str


@dataclass(frozen=True, kw_only=True)
class CoverageSection(Section):
    """Service by service: positions, the report, its reach in time, and how it was judged."""

    key: ClassVar[str] = "coverage"
    title: ClassVar[str] = "Vendor services and their reports"

    services: tuple[Served, ...]
    as_of: str
    client: str

    @property
    def sheets(self) -> tuple[Section, ...]:
        later = (CoverageSheet(service=one) for one in self.services[1:])
        return (replace(self, services=self.services[:1]), *later)


@dataclass(frozen=True, kw_only=True)
class CoverageSheet(Section):
    """A service after the first, on its own pages."""

    key: ClassVar[str] = "coverage_sheet"
    title: ClassVar[str] = CoverageSection.title

    service: Served


def coverage(record: Record, exhibits: Exhibits) -> CoverageSection:
    return CoverageSection(
        services=tuple(_served(use, exhibits, record) for use in record.uses),
        as_of=day(record.today),
        client=record.client.name,
    )


def _served(use: Use, exhibits: Exhibits, record: Record) -> Served:
    report, today = use.accepted, record.today
    return Served(
        name=str(use.use),
        does=use.entry.service.does.label,
        positions=tuple(_positions(use, today)),
        unknown=tuple(
            topic.question for topic, one in use.entry.positions.items() if not _is_known(one)
        ),
        report=_reported(use, report, exhibits, record) if report else None,
        without="" if report else _without(use),
    )


def _positions(use: Use, today: date) -> Iterator[Row]:
    for topic, position in use.entry.positions.items():
        if _is_known(position):
            past = position.past_date if position.is_stale(today) else ""
            said = f"{position.answer.label}. {position.says} {past}".strip()
            source = f"{position.source}, read on {day(position.as_of)}"
            yield Row(topic.question, said, source)


def _is_known(position: Position) -> bool:
    return position.answer is not Answer.UNKNOWN


def _without(use: Use) -> str:
    if use.entry.reports:
        return "No report of this service is accepted, so nothing here counts as covered."
    return "There is no report of this service, so nothing here counts as covered."


def _reported(use: Use, report: VendorReport, exhibits: Exhibits, record: Record) -> Reported:
    of_report = findings_of(report, today=record.today, at=record.packet.shows_before)
    here = findings_in_use(use, needed=asked_categories(record.standpoint.scope))
    found = (*here, *of_report)
    line = _period_line(report, record.today)
    return Reported(
        title=report.short_name,
        exhibit=exhibits.get(f"{DocumentKind.SOC2_REPORT}:{report.pk}"),
        bridge=exhibits.get(f"{DocumentKind.BRIDGE_LETTER}:{report.pk}"),
        facts=tuple(_facts(report)),
        line=str(draw_period_line(line)),
        line_words=line.description,
        conclusion=conclude(found).label,
        findings=_told(report, found) if record.tells_findings else (),
        withheld="" if record.tells_findings else _withheld(found),
    )


def _told(report: VendorReport, found: Sequence[Finding]) -> tuple[Found, ...]:
    return tuple(
        Found(one.severity.label, one.sentence, _answer(report, one.key, one.severity))
        for one in found
    )


def _withheld(found: Sequence[Finding]) -> str:
    """How many findings are not told with a report that is not handed over: they speak of its
    controls, and its use is restricted.
    """
    if not found:
        return ""
    what = "One finding" if len(found) == 1 else f"{len(found)} findings"
    return f"{what} with the answers of the reviewer: not told where the report is not handed over."


def _answer(report: VendorReport, key: str, severity: Severity) -> str:
    given = str(report.answers.get(key, "")).strip()
    if given:
        return given
    return "Not answered." if severity is Severity.CONDITION else ""


def _facts(report: VendorReport) -> Iterator[Row]:
    yield Row("System", report.system_name)
    yield Row("Service auditor", report.auditor)
    yield Row(
        "Period",
        reported(report.period_start, report.period_end),
        f"report dated {day(report.report_date)}",
    )
    yield Row("Opinion", Opinion(report.opinion).label)
    yield Row("Categories", ", ".join(Category(one).label for one in sorted(report.categories)))
    if report.bridge_until:
        yield Row("Bridge letter", span(report.bridge_from, report.bridge_until))
    yield Row("Reviewed by", f"{name(report.reviewed_by)}, {day(report.reviewed_at)}")
    yield Row("Accepted by", f"{name(report.decided_by)}, {day(report.decided_at)}")
    yield Row("Counts until", day(report.valid_until()))


def _period_line(report: VendorReport, today: date) -> PeriodLine:
    facts = report.facts
    start = report.period_start or report.period_end
    reach = facts.reaches_until
    periods = [Period(report.short_name, start, report.period_end)]
    if reach > report.period_end:
        after = report.period_end + timedelta(days=1)
        periods.append(Period("Bridge letter", after, reach, "bridge"))
    if reach < today:
        periods.append(Period("Not covered", reach + timedelta(days=1), today, "gap"))
    return PeriodLine(
        window_start=start,
        window_end=max(today, reach),
        periods=periods,
        today=today,
        today_is=short_day_words(today),
        name=f"period-{report.pk}",
        title=f"Time that the {report.short_name} reaches",
    )
