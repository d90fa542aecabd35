"""The coverage of an engagement: its services, the reports that count, what became of the rest."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from compliance.clearance.queries import Standpoint
from compliance.clearance.rules import EXPIRY_WARNING_DAYS
from compliance.coverage.controls import handed_back
from compliance.coverage.rules import Beyond, beyond_reports
from compliance.cuecs.queries import UserControl, cuec_duties_of
from compliance.cuecs.rules import wording
from compliance.evidence.rules import show_date
from compliance.vendors.models import ReportUpload, VendorReport
from compliance.vendors.queries import Use
from compliance.vendors.rules import (
    CRITERION,
    Coverage,
    CoverageState,
    Need,
    Reading,
    Reason,
    ReportFacts,
    ReportState,
    Subservice,
    SubserviceMethod,
    Verdict,
    coverage,
    judge_use,
    needs_of,
    unplaced,
    verdict,
)
from compliance.vendors.rules.reading.names import same
from engagements.lifecycle.models import Engagement


@dataclass(frozen=True)
class ServiceMap:
    """One service that touches data, its report if one counts, and every criterion.

    `leans_on` are the reports of other organisations to which its report leaves criteria.
    """

    use: Use
    report: VendorReport | None
    cells: tuple[Coverage, ...]
    unplaced: tuple[Reason, ...]
    without: str
    today: date
    leans_on: tuple[VendorReport, ...] = ()

    @property
    def ends_soon(self) -> str:
        """That the report counts for a short time only, in words; empty while it is long."""
        until = self.report.valid_until() if self.report else None
        if until is None or (until - self.today).days > EXPIRY_WARNING_DAYS:
            return ""
        return f"counts until {show_date(until)}"

    @property
    def verdict(self) -> Verdict:
        """How many criteria are whose at this service."""
        return verdict(self.cells, self.unplaced)

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        name = self.use.entry.service.product
        if self.report is None:
            return f"On {name}, nobody answers for any of the {len(self.cells)} criteria yet."
        return self.verdict.sentence(f"The report on {name}")

    @property
    def reasons(self) -> list[tuple[Reason, str]]:
        """All that is not simply covered, each once, with the criteria it is about in words."""
        found: dict[Reason, list[str]] = {}
        for cell in self.cells:
            for reason in cell.reasons:
                if reason.state is not CoverageState.COVERED:
                    found.setdefault(reason, []).append(cell.criterion.id)
        for reason in self.unplaced:
            found.setdefault(reason, [])
        return [(reason, self._named(names)) for reason, names in found.items()]

    @property
    def waiting(self) -> list[tuple[Reason, str]]:
        """What of that needs somebody."""
        return [(reason, names) for reason, names in self.reasons if reason.to_do]

    def _named(self, names: list[str]) -> str:
        if len(names) == len(self.cells):
            return f"All {len(names)}"
        return ", ".join(names) or "No criterion named"


@dataclass(frozen=True)
class CoverageMap:
    """Who answers for what in one engagement on one day."""

    services: tuple[ServiceMap, ...]
    needs: tuple[Need, ...]
    beyond: tuple[Beyond, ...]

    @property
    def leans_on(self) -> tuple[VendorReport, ...]:
        """The reports of organisations that were carved out, each once, by which criteria stand."""
        found = {one.pk: one for service in self.services for one in service.leans_on}
        return tuple(found.values())

    @property
    def cells(self) -> tuple[Coverage, ...]:
        """Every criterion of every service."""
        return tuple(cell for service in self.services for cell in service.cells)

    @property
    def verdict(self) -> Verdict:
        """How many criteria are whose, over all services."""
        unplaced = (reason for service in self.services for reason in service.unplaced)
        return verdict(self.cells, unplaced)

    @property
    def sentence(self) -> str:
        """The verdict in words; of several services, how many there are, each having its own."""
        if len(self.services) == 1:
            return self.verdict.sentence("The vendor’s report")
        return f"{len(self.services)} services touch the data, and each has its own map."


def coverage_of(
    stand: Standpoint, *, engagement: Engagement, today: date, at: datetime | None = None
) -> CoverageMap:
    """Draw the map of an engagement as it stands, or stood before an instant that is past.

    Inside the client's organisation.
    """
    needs = needs_of(stand.scope)
    needed = {need.category for need in needs}
    uses = [use for use in stand.uses if use.use.touches_data]
    counting = {use.use.pk: _counting(use, today) for use in uses}
    readings = _Readings(engagement, counting.values(), today, at)
    services = []
    for use in uses:
        report = counting[use.use.pk]
        reading = readings.of(report) if report else None
        without = "" if report else _without(use, today)
        cells = coverage(reading, needed=needed, without=without)
        others = readings.others_of(report) if report else ()
        services.append(ServiceMap(use, report, cells, unplaced(reading), without, today, others))
    return CoverageMap(tuple(services), needs, beyond_reports(stand.readiness.lines))


class _Readings:
    """Everything about the reports that is asked for once, for all services together."""

    def __init__(
        self,
        engagement: Engagement,
        reports: Iterable[VendorReport | None],
        today: date,
        at: datetime | None,
    ) -> None:
        found = [report for report in reports if report]
        uploads = ReportUpload.objects.filter(report__in=found).only("report_id", "proposals")
        self._pages = {one.report_id: _page_of_tests(one) for one in uploads}
        carved_out = any(_carved_out(report.facts) for report in found)
        self._others = _reports_here(engagement.partner_id, today, at) if carved_out else []
        self._controls: dict[UUID, dict[str, UserControl]] = defaultdict(dict)
        for control in cuec_duties_of(engagement, today=today, at=at) if found else ():
            self._controls[control.service_id][wording(control.text)] = control

    def of(self, report: VendorReport) -> Reading:
        """A report as the map reads it."""
        facts = report.facts
        return Reading(
            report=facts,
            handed_back=handed_back(report, self._controls[report.service_id]),
            own_reports={other.name: self._own_report(other) for other in _carved_out(facts)},
            answers=report.answers,
            page=self._pages.get(report.pk),
        )

    def others_of(self, report: VendorReport) -> tuple[VendorReport, ...]:
        """The reports of the organisations that it carves out, where they speak of what it left."""
        found = (self._other(one) for one in _carved_out(report.facts))
        return tuple(one for one in found if one)

    def _own_report(self, carved_out: Subservice) -> str:
        """That there is such a report, in words; empty without one."""
        report = self._other(carved_out)
        if report is None:
            return ""
        until, about = show_date(report.valid_until()), report.service.product
        return f"whose {report.short_name} on {about} is held and counts until {until}"

    def _other(self, carved_out: Subservice) -> VendorReport | None:
        for report in self._others:
            if same(report.service.vendor, carved_out.name) and _speaks_of(report, carved_out):
                return report
        return None


def _carved_out(facts: ReportFacts) -> tuple[Subservice, ...]:
    return tuple(one for one in facts.subservice if one.method is SubserviceMethod.CARVE_OUT)


def _speaks_of(report: VendorReport, carved_out: Subservice) -> bool:
    facts, left = report.facts, set(carved_out.criteria)
    inside = {CRITERION[name].category for name in left} <= facts.categories
    return inside and not left & set(facts.criteria_not_met)


def _reports_here(partner_id: UUID, today: date, at: datetime | None) -> list[VendorReport]:
    rows = VendorReport.objects.filter(partner_id=partner_id).accepted()
    people = ("reviewed_by", "decided_by")
    rows = rows.select_related("service", "file", "bridge_file", *people).newest_first()
    found = rows if at is None else (report.as_it_stood(at) for report in rows)
    return [
        report
        for report in found
        if report and report.state == ReportState.ACCEPTED and report.valid_until() >= today
    ]


def _counting(use: Use, today: date) -> VendorReport | None:
    report = use.accepted
    if report is None or report.valid_until() < today or _ruled_out(report, use):
        return None
    return report


def _ruled_out(report: VendorReport, use: Use) -> str:
    """What rules a report out for this use of the service alone; empty where nothing does."""
    found = judge_use(report.facts, needed_categories=(), region=use.use.region)
    return " ".join(finding.sentence for finding in found)


def _without(use: Use, today: date) -> str:
    """Why no report counts, in a sentence."""
    entry, accepted = use.entry, use.accepted
    if accepted and accepted.valid_until() >= today:
        return f"The {accepted.short_name} does not count here. {_ruled_out(accepted, use)}"
    if accepted:
        return f"The {accepted.short_name} counted until {show_date(accepted.valid_until())}."
    for report in entry.reports:
        state = ReportState(report.state)
        if state is not ReportState.SUPERSEDED:
            return f"The {report.short_name} that is here is {state.words}."
    return "There is no report of this service."


def _page_of_tests(upload: ReportUpload) -> int | None:
    place = (upload.proposals.get("sections") or {}).get("tests")
    return int(place["page"]) if place else None
