"""Filling the register, naming what an engagement uses, receiving and judging reports."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.urls import reverse

from compliance.evidence.second_person import ask_second_person
from compliance.vendors import library
from compliance.vendors.models import ServiceUse, StatedPosition, VendorReport, VendorService
from compliance.vendors.queries import findings_of
from compliance.vendors.rules import (
    Position,
    ReportFacts,
    ReportRefused,
    ServiceRefused,
    ServiceRole,
    Topic,
    read_register,
)
from engagements.lifecycle.actions import hold_open
from engagements.lifecycle.models import Engagement
from portal.accounts.models import Organization, User
from portal.audit import log
from portal.files.intake import Received
from portal.files.models import StoredFile
from portal.jobs.queue import enqueue

COPIED = ("key", "vendor", "product", "access_route", "feature", "region", "role")

REGISTER_FILLED = log.action("compliance.register.filled", "filled the vendor register")
SERVICE_ENTERED = log.action("compliance.register.service_entered", "entered a vendor service")
POSITION_STATED = log.action("compliance.register.position_stated", "stated a vendor's position")
USE_NAMED = log.action("compliance.service.named", "named a vendor service in use")
USE_ENDED = log.action("compliance.service.ended", "ended the use of a vendor service")
RECEIVED = log.action("compliance.report.received", "received a vendor's report")
REVIEWED = log.action("compliance.report.reviewed", "reviewed a vendor's report")
ACCEPTED = log.action("compliance.report.accepted", "accepted a vendor's report")
REFUSED = log.action("compliance.report.refused", "refused a vendor's report")
REOPENED = log.action("compliance.report.reopened", "took a vendor's report up again")
READ = log.action("compliance.report.read", "downloaded a vendor's report")


@transaction.atomic
def fill_register(*, partner: Organization, by: User | None, at: datetime) -> int:
    """Enter every service of the register that comes with the portal; how many were new.

    What is there already stays as it is.
    """
    known = set(VendorService.objects.filter(partner=partner).values_list("key", flat=True))
    entries = [e for e in read_register(library.read("services.toml")) if e.key not in known]
    for entry in entries:
        columns = {name: getattr(entry, name) for name in COPIED}
        service = VendorService(partner=partner, **columns).enter()
        for topic, position in entry.positions.items():
            StatedPosition.state(service=service, topic=topic, position=position, by=by, at=at)
    if entries:
        log.record(REGISTER_FILLED, target=partner, by=by, at=at, services=len(entries))
    return len(entries)


@transaction.atomic
def enter_service(
    *,
    partner: Organization,
    vendor: str,
    product: str,
    access_route: str,
    role: ServiceRole,
    feature: str = "",
    region: str = "",
    by: User,
    at: datetime,
) -> VendorService:
    """Enter a service that the portal's register does not have. Nothing is known of it yet.

    Raises ServiceRefused when the product is in the register already.
    """
    vendor, product = vendor.strip(), product.strip()
    # One at a time: two clicks must not make two services.
    Organization.objects.select_for_update().get(pk=partner.pk)
    same = VendorService.objects.filter(vendor__iexact=vendor, product__iexact=product)
    if same.filter(partner=partner).exists():
        raise ServiceRefused(f"{product} of {vendor} is in the register already.")
    service = VendorService(
        partner=partner,
        key=f"own-{uuid4().hex}",
        vendor=vendor,
        product=product,
        access_route=access_route.strip(),
        feature=feature.strip(),
        region=region.strip(),
        role=role,
    ).enter()
    log.record(SERVICE_ENTERED, target=service, by=by, at=at, vendor=service.vendor)
    return service


@transaction.atomic
def state_position(
    *, service: VendorService, topic: Topic, position: Position, by: User, at: datetime
) -> StatedPosition:
    """Say what a vendor says now, with source and date; the old position stays in the history."""
    stated = StatedPosition.state(service=service, topic=topic, position=position, by=by, at=at)
    log.record(
        POSITION_STATED,
        target=service,
        by=by,
        at=at,
        topic=topic.value,
        answer=position.answer.value,
        source=position.source,
    )
    _ripple(service)
    return stated


@transaction.atomic
def name_service(
    *,
    engagement: Engagement,
    service: VendorService,
    region: str,
    touches_data: bool,
    by: User,
    at: datetime,
) -> ServiceUse:
    """Say that an engagement uses a service."""
    hold_open(engagement.pk)
    use = ServiceUse(
        org_id=engagement.org_id,
        partner_id=engagement.partner_id,
        engagement=engagement,
        service=service,
        region=region.strip(),
        touches_data=touches_data,
    ).name_it(by=by, at=at)
    log.record(USE_NAMED, target=use, by=by, at=at, engagement_id=engagement.pk)
    enqueue("compliance.restamp", engagement_id=str(engagement.pk))
    return use


@transaction.atomic
def end_use(*, use: ServiceUse, by: User, at: datetime) -> ServiceUse:
    """Say that an engagement no longer uses a service. Said twice, the first time counts."""
    hold_open(use.engagement_id)
    locked: ServiceUse = ServiceUse.objects.select_for_update().get(pk=use.pk)
    if locked.ended_at is None:
        locked.end(by=by, at=at)
        log.record(USE_ENDED, target=locked, by=by, at=at, engagement_id=locked.engagement_id)
        enqueue("compliance.restamp", engagement_id=str(locked.engagement_id))
    return locked


@transaction.atomic
def receive_report(
    *,
    service: VendorService,
    received: Received,
    stated: dict[str, Any],
    bridge: tuple[Received, date, date, bool] | None = None,
    by: User,
    at: datetime,
) -> VendorReport:
    """Keep a report with what was read from it (columns of VendorReport in `stated`).

    `bridge` is a bridge letter: its file, first and last day, and whether management signed it.
    Raises ReportRefused for facts that cannot be true together.
    """
    report = VendorReport(
        partner_id=service.partner_id,
        service=service,
        file=_keep(received, service, by, at),
        **stated,
    )
    if bridge:
        letter, first, last, signed = bridge
        report.bridge_file = _keep(letter, service, by, at)
        report.bridge_from, report.bridge_until = first, last
        report.bridge_by_management = signed
    report.receive(by=by, at=at)
    _tell(RECEIVED, report, by, at, sha256=report.file.sha256)
    return report


@transaction.atomic
def review_report(
    *,
    report: VendorReport,
    stated: dict[str, Any],
    answers: dict[str, str],
    by: User,
    at: datetime,
    today: date,
) -> VendorReport:
    """Confirm what the report says, as corrected, and answer what was found in judging it.

    Raises ReportRefused for contradictions, and while a condition is left unanswered.
    """
    locked = _locked(report)
    kept = {
        column: _with_words(getattr(locked, column), stated[column], key)
        for column, key in (("exceptions", "control"), ("cuecs", "text"), ("subservice", "name"))
        if column in stated
    }
    locked.state_anew(stated | kept)
    locked.review(findings=findings_of(locked, today=today), answers=answers, by=by, at=at)
    _tell(REVIEWED, locked, by, at, answers=answers)
    ask_second_person(
        partner_id=locked.partner_id,
        what="the review of a vendor's report",
        about=locked.service.vendor,
        path=reverse("compliance:report", args=(locked.partner.slug, locked.pk)),
        by=by,
        at=at,
    )
    return locked


@transaction.atomic
def accept_report(*, report: VendorReport, by: User, at: datetime, today: date) -> VendorReport:
    """Accept as a second person; from now on engagements may rely on it.

    Raises ReportRefused for the reviewer, and for whatever is unanswered.
    """
    locked = _locked(report)
    locked.accept(findings=findings_of(locked, today=today), by=by, at=at)
    _tell(ACCEPTED, locked, by, at, until=locked.valid_until().isoformat())
    _ripple(locked.service)
    return locked


@transaction.atomic
def refuse_report(*, report: VendorReport, reason: str, by: User, at: datetime) -> VendorReport:
    """Refuse to rely on it, with the reason."""
    if not reason.strip():
        raise ReportRefused("Say why it cannot be relied on.")
    locked = _locked(report).refuse(reason=reason, by=by, at=at)
    _tell(REFUSED, locked, by, at, reason=locked.refusal)
    _ripple(locked.service)
    return locked


@transaction.atomic
def reopen_report(*, report: VendorReport, by: User, at: datetime) -> VendorReport:
    """Take it up again: it stops counting until it is reviewed and accepted anew."""
    locked = _locked(report).reopen()
    _tell(REOPENED, locked, by, at)
    _ripple(locked.service)
    return locked


@transaction.atomic
def read_report(
    *, report: VendorReport, by: User, at: datetime, engagement_id: UUID | None = None
) -> StoredFile:
    """Note that somebody downloads a restricted report, and give the file."""
    log.record(READ, target=report, by=by, at=at, engagement_id=engagement_id)
    file: StoredFile = report.file
    return file


def facts_of(stated: dict[str, Any]) -> ReportFacts:
    """What a form says of a report, as the rules take it, before anything is stored."""
    return VendorReport(**stated).facts


def _with_words(
    before: list[dict[str, Any]], after: list[dict[str, Any]], key: str
) -> list[dict[str, Any]]:
    """Entries as corrected, with what was recorded of the same ones besides, such as the page."""
    known = {entry[key]: entry for entry in before}
    return [known.get(entry[key], {}) | entry for entry in after]


def _keep(received: Received, service: VendorService, by: User, at: datetime) -> StoredFile:
    file = StoredFile(**received.columns())
    return file.keep(org_id=service.partner_id, by_id=by.pk, at=at)


def _locked(report: VendorReport) -> VendorReport:
    rows = VendorReport.objects.select_for_update(of=("self",)).select_related("service", "file")
    locked: VendorReport = rows.get(pk=report.pk)
    return locked


def _tell(what: log.Action, report: VendorReport, by: User, at: datetime, **data: Any) -> None:
    log.record(what, target=report, by=by, at=at, service=str(report.service), **data)


def _ripple(service: VendorService) -> None:
    """A fact of the register changed: every engagement of the partner is judged anew."""
    enqueue("compliance.restamp_book", partner_id=str(service.partner_id))
