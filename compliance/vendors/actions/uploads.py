"""Documents handed in to be read, what was proposed of them, and what a person made of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from compliance.vendors.actions.requests import receive_requested
from compliance.vendors.models import ReportRequest, ReportUpload, VendorReport, VendorService
from compliance.vendors.rules import ReportRefused
from portal.accounts.models import User
from portal.audit import log
from portal.files.intake import Received
from portal.files.models import StoredFile
from portal.jobs.queue import enqueue

UPLOADED = log.action("compliance.report.uploaded", "handed in a vendor's document to be read")
PROPOSED = log.action("compliance.report.proposed", "read a vendor's document for proposals")
UNREADABLE = log.action("compliance.report.unreadable", "could not read a vendor's document")
SHOWN = log.action("compliance.report.shown", "opened the pages of a vendor's document")
RECORDED = log.action("compliance.report.recorded", "confirmed and recorded a vendor's report")
BRIDGED = log.action("compliance.report.bridged", "added a bridge letter to a vendor's report")


@transaction.atomic
def hand_in(
    *,
    service: VendorService,
    received: Received,
    answers: ReportRequest | None = None,
    by: User,
    at: datetime,
) -> ReportUpload:
    """Keep a document and have it read in the background; `answers` is the request it came for.

    Raises RequestRefused for a request that is over.
    """
    file = StoredFile(**received.columns()).keep(org_id=service.partner_id, by_id=by.pk, at=at)
    upload = ReportUpload(partner_id=service.partner_id, service=service, file=file)
    upload.hand_in(by=by, at=at)
    log.record(UPLOADED, target=upload, by=by, at=at, sha256=file.sha256)
    enqueue("compliance.read_report", upload_id=str(upload.pk))
    if answers is not None:
        receive_requested(asked=answers, upload=upload, by=by, at=at)
    return upload


@transaction.atomic
def read_anew(*, upload: ReportUpload, by: User, at: datetime) -> ReportUpload:
    """Have it read once more, such as after the rules of reading were changed.

    Raises ReportRefused for one that is being read, or is recorded.
    """
    locked = _locked(upload.pk).read_anew()
    log.record(UPLOADED, target=locked, by=by, at=at, sha256=locked.file.sha256)
    enqueue("compliance.read_report", upload_id=str(locked.pk))
    return locked


@transaction.atomic
def keep_reading(
    *,
    upload_id: UUID,
    proposals: dict[str, Any],
    pictures: dict[str, str],
    reader: int,
    at: datetime,
) -> ReportUpload:
    """Keep what the job proposed. Nothing of it counts until a person has confirmed it."""
    upload = _locked(upload_id).take_reading(
        proposals=proposals, pictures=pictures, reader=reader, at=at
    )
    log.record(PROPOSED, target=upload, by=None, at=at, reader=reader)
    return upload


@transaction.atomic
def note_unreadable(*, upload_id: UUID, reason: str, at: datetime) -> ReportUpload:
    """Say why it could not be read; it can still be recorded by hand."""
    upload = _locked(upload_id).give_up(reason=reason)
    log.record(UNREADABLE, target=upload, by=None, at=at, reason=reason)
    return upload


@transaction.atomic
def open_pages(*, upload: ReportUpload, by: User, at: datetime) -> ReportUpload:
    """Note, once for each person, that they look at the pages of a restricted document."""
    if upload.is_seen_by(by.pk):
        return upload
    locked = _locked(upload.pk).note_seen(by.pk)
    log.record(SHOWN, target=locked, by=by, at=at, sha256=locked.file.sha256)
    return locked


@transaction.atomic
def record_report(
    *, upload: ReportUpload, stated: dict[str, Any], by: User, at: datetime
) -> VendorReport:
    """Make a report of what a person confirmed, from the document that was handed in.

    Raises ReportRefused for facts that cannot be true together, and for one recorded before.
    """
    locked = _locked(upload.pk)
    report = VendorReport(
        partner_id=locked.partner_id, service=locked.service, file=locked.file, **stated
    ).receive(by=by, at=at)
    locked.record_as(report)
    log.record(
        RECORDED,
        target=report,
        by=by,
        at=at,
        service=str(locked.service),
        sha256=locked.file.sha256,
        reader=locked.reader,
    )
    return report


@transaction.atomic
def record_letter(
    *,
    upload: ReportUpload,
    report: VendorReport,
    covers: tuple[date, date],
    by_management: bool,
    by: User,
    at: datetime,
) -> VendorReport:
    """Add a bridge letter to the report it is about, with what a person confirmed of it.

    Raises ReportRefused while that report is reviewed or accepted: it has to be taken up again.
    """
    locked = _locked(upload.pk)
    rows = VendorReport.objects.select_for_update().filter(service_id=locked.service_id)
    found = rows.filter(pk=report.pk).first()
    if found is None:
        raise ReportRefused("The letter is about a report of another service.")
    bridged: VendorReport = found.add_bridge(locked.file, covers, by_management=by_management)
    locked.record_as(bridged)
    log.record(
        BRIDGED,
        target=bridged,
        by=by,
        at=at,
        sha256=locked.file.sha256,
        until=covers[1].isoformat(),
    )
    return bridged


def give_up(*, upload_id: str, reason: str, at: datetime) -> None:
    """What is written when every try at reading has failed."""
    note_unreadable(
        upload_id=UUID(upload_id),
        reason="The document could not be read, and no try is left. Record it by hand.",
        at=at,
    )


def _locked(pk: UUID) -> ReportUpload:
    rows = ReportUpload.objects.select_for_update(of=("self",)).select_related("service", "file")
    locked: ReportUpload = rows.get(pk=pk)
    return locked
