"""Reading the register, the reports, and what an engagement uses."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse

from compliance.vendors import rules
from compliance.vendors.models import (
    ReportRequest,
    ReportUpload,
    ServiceUse,
    StatedPosition,
    VendorReport,
    VendorService,
)
from compliance.vendors.models.reports import VendorReportQuerySet
from compliance.vendors.rules import (
    Category,
    Conclusion,
    Finding,
    Position,
    ReportState,
    ServiceFacts,
    Topic,
)
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Lapsing, Party

# Security is always asked for; what else an engagement needs comes with its scope later.
NEEDED = (Category.SECURITY,)


@dataclass(frozen=True)
class Entry:
    """A service with the newest position of every topic and its reports, newest first.

    `asked` are the reports that its vendor still owes an answer about, newest first.
    """

    service: VendorService
    positions: dict[Topic, Position]
    reports: list[VendorReport] = field(default_factory=list)
    asked: list[ReportRequest] = field(default_factory=list)

    @property
    def accepted(self) -> VendorReport | None:
        """The report that counts: the accepted one that counts longest."""
        accepted = [one for one in self.reports if one.state == ReportState.ACCEPTED]
        return max(accepted, key=VendorReport.valid_until, default=None)


@dataclass(frozen=True)
class Use:
    """A service as one engagement uses it."""

    use: ServiceUse
    entry: Entry

    @property
    def accepted(self) -> VendorReport | None:
        """The report that counts here: one on another region does not, however long it counts.

        Where none speaks of the region in use, the one that counts longest, for its findings.
        """
        return max(self._accepted, key=VendorReport.valid_until, default=self.entry.accepted)

    @property
    def _accepted(self) -> Iterator[VendorReport]:
        for report in self.entry.reports:
            accepted = report.state == ReportState.ACCEPTED
            if accepted and not rules.judge_use(
                report.facts, needed_categories=(), region=self.use.region
            ):
                yield report

    @property
    def facts(self) -> ServiceFacts:
        """The service as the rules of clearance take it."""
        service = self.entry.service
        return ServiceFacts(
            id=str(service.pk),
            vendor=service.vendor,
            name=str(self.use),
            role=service.does,
            touches_data=self.use.touches_data,
            baa=self.entry.positions[Topic.BAA],
            zero_retention=self.entry.positions[Topic.ZERO_RETENTION],
            leaves_controls=bool(self.accepted and self.accepted.cuecs),
        )


@dataclass(frozen=True)
class Told:
    """What a vendor says about one topic now, and what was recorded of it before, newest first."""

    topic: Topic
    now: Position
    before: list[StatedPosition]


def told_of(service: VendorService) -> list[Told]:
    """Every topic of a service with its history."""
    rows: dict[Topic, list[StatedPosition]] = defaultdict(list)
    stated = StatedPosition.objects.filter(service=service).newest_first()
    for one in stated.select_related("stated_by"):
        rows[Topic(one.topic)].append(one)
    return [
        Told(topic, rows[topic][0].position if rows[topic] else Position(), rows[topic][1:])
        for topic in Topic
    ]


@dataclass(frozen=True)
class StalePosition:
    """A position that is past the day by which it was to be verified again."""

    service: VendorService
    topic: Topic
    position: Position


def stale_positions(
    partner_id: UUID, *, today: date, engagement: Engagement | None = None
) -> list[StalePosition]:
    """Positions past their date: of the services that an engagement uses, or of all; in a query.

    Of services in use those count that data touches.
    """
    rows = StatedPosition.objects.filter(partner_id=partner_id, service__retired_at=None)
    if engagement is not None:
        uses = ServiceUse.objects.of_engagement(engagement).current().filter(touches_data=True)
        rows = rows.filter(service_id__in=uses.values("service_id"))
    newest = rows.order_by("service__vendor", "service__product", "topic", "-stated_at", "-pk")
    newest = newest.distinct("service__vendor", "service__product", "topic")
    return [
        StalePosition(one.service, Topic(one.topic), one.position)
        for one in newest.select_related("service")
        if one.position.is_stale(today)
    ]


def register(partner_id: UUID) -> list[Entry]:
    """Every service of a partner's register with its positions and reports, in four queries."""
    services = VendorService.objects.filter(partner_id=partner_id).listed().by_name()
    return _entries(list(services))


def entry_at(partner_id: UUID, service_id: UUID) -> Entry:
    """One service of the register, or 404."""
    rows = VendorService.objects.filter(partner_id=partner_id)
    return _entries([get_object_or_404(rows, pk=service_id)])[0]


def report_at(partner_id: UUID, report_id: UUID) -> VendorReport:
    """One report of the register, or 404."""
    rows = VendorReport.objects.filter(partner_id=partner_id)
    related = ("service", "file", "bridge_file", "received_by", "reviewed_by", "decided_by")
    found: VendorReport = get_object_or_404(rows.select_related(*related), pk=report_id)
    return found


def upload_at(partner_id: UUID, upload_id: UUID) -> ReportUpload:
    """One document that was handed in, or 404."""
    rows = ReportUpload.objects.filter(partner_id=partner_id)
    related = rows.select_related("service", "file", "uploaded_by")
    found: ReportUpload = get_object_or_404(related, pk=upload_id)
    return found


def uploads_of(service: VendorService) -> list[ReportUpload]:
    """Documents of a service that nobody has recorded yet, newest first."""
    rows = ReportUpload.objects.filter(service=service).unrecorded().select_related("file")
    return list(rows.newest_first())


def reports_for_letter(service: VendorService) -> VendorReportQuerySet:
    """Reports of a service that a bridge letter may be added to."""
    rows = VendorReport.objects.filter(service=service, state=ReportState.RECEIVED)
    return rows.select_related("service").newest_first()


def reports_to_accept(partner_id: UUID, *, but_by: UUID) -> list[VendorReport]:
    """Reports whose review waits for a second person, other than by this one; oldest first."""
    rows = VendorReport.objects.filter(partner_id=partner_id, state=ReportState.REVIEWED)
    rows = rows.exclude(reviewed_by_id=but_by).select_related("service")
    return list(rows.order_by("reviewed_at"))


def uses_of(engagement: Engagement, *, at: datetime | None = None) -> list[Use]:
    """What an engagement uses now, with positions and reports, in five queries.

    With `at`, what it used before that instant, with what was known of it then.
    """
    rows = ServiceUse.objects.of_engagement(engagement).select_related("service")
    rows = rows.current() if at is None else rows.current_before(at)
    uses = list(rows.order_by("named_at", "pk"))
    found = _entries([use.service for use in uses], at=at)
    entries = {entry.service.pk: entry for entry in found}
    return [Use(use, entries[use.service_id]) for use in uses]


def running_out(entries: Iterable[Entry], *, partner_slug: str) -> list[Lapsing]:
    """Services whose positions have to be read again at their sources, one line for each."""
    return [line for entry in entries if (line := _to_read_again(entry, partner_slug))]


def _to_read_again(entry: Entry, partner_slug: str) -> Lapsing | None:
    due = [one.verify_by for one in entry.positions.values() if one.is_known and one.verify_by]
    if not due:
        return None
    # A year 1, typed by mistake, has no day before its first.
    first, service = max(min(due), date.min + timedelta(days=1)), entry.service
    topics = f"{due.count(first)} of {len(due)} positions"
    return Lapsing(
        key=f"positions:{service.pk}",
        what=f"What {service.vendor} says of {service}",
        sentence=f"{topics} are to be verified again at their source from the day after.",
        # Positions name the first day on which they are due; here stands the last before it.
        until=(first - timedelta(days=1)).isoformat(),
        party=Party.PARTNER,
        url=reverse("compliance:service", args=(partner_slug, service.pk)),
    )


def findings_of(
    report: VendorReport, *, today: date, at: datetime | None = None
) -> tuple[Finding, ...]:
    """Everything found in judging a report on one day, gravest first.

    With `at`, beside the reports that had come in before that instant.
    """
    before = _ended_before(report, at)
    return rules.judge_report(report.facts, today=today, needed_categories=NEEDED, before=before)


def _ended_before(report: VendorReport, at: datetime | None) -> date | None:
    """The last day of the period of the report before this one, on the same service."""
    rows = VendorReport.objects.filter(service_id=report.service_id).exclude(pk=report.pk)
    refused = Q(state=ReportState.REFUSED)
    if at is not None:
        rows, refused = rows.filter(received_at__lt=at), refused & Q(decided_at__lt=at)
    earlier = rows.exclude(refused).filter(period_end__lt=report.period_end)
    return earlier.newest_first().values_list("period_end", flat=True).first()


def findings_in_use(use: Use, *, needed: Collection[Category]) -> tuple[Finding, ...]:
    """What is found of the accepted report in one engagement alone."""
    report = use.accepted
    if report is None:
        return ()
    return rules.judge_use(report.facts, needed_categories=needed, region=use.use.region)


def conclusion_of(report: VendorReport, *, today: date) -> Conclusion:
    """Whether a report may be relied on, as far as the findings say."""
    return rules.conclude(findings_of(report, today=today))


def _entries(services: list[VendorService], *, at: datetime | None = None) -> list[Entry]:
    ids = [service.pk for service in services]
    positions: dict[UUID, dict[Topic, Position]] = defaultdict(dict)
    stated_rows = StatedPosition.objects.filter(service_id__in=ids).newest_first()
    for stated in stated_rows if at is None else stated_rows.filter(stated_at__lt=at):
        positions[stated.service_id].setdefault(Topic(stated.topic), stated.position)
    reports: dict[UUID, list[VendorReport]] = defaultdict(list)
    rows = VendorReport.objects.filter(service_id__in=ids).newest_first()
    people = ("reviewed_by", "decided_by")
    for row in rows.select_related("service", "file", "bridge_file", *people):
        report = row if at is None else row.as_it_stood(at)
        if report is not None:
            reports[report.service_id].append(report)
    asked: dict[UUID, list[ReportRequest]] = defaultdict(list)
    open_ones = ReportRequest.objects.filter(service_id__in=ids)
    open_ones = open_ones.open() if at is None else open_ones.open_before(at)
    for request in open_ones.newest_first():
        asked[request.service_id].append(request)
    return [
        Entry(
            service=service,
            positions={topic: positions[service.pk].get(topic, Position()) for topic in Topic},
            reports=reports[service.pk],
            asked=asked[service.pk],
        )
        for service in services
    ]
