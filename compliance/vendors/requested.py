"""Reading what vendors were asked for, and what came of it."""

from datetime import date
from uuid import UUID

from django.shortcuts import get_object_or_404

from compliance.vendors.models import (
    ReportRequest,
    ReportUpload,
    RequestLetter,
    VendorReport,
    VendorService,
)


def requests_of(service: VendorService) -> list[ReportRequest]:
    """Everything a vendor was asked for about a service, newest first."""
    rows = ReportRequest.objects.filter(service=service).newest_first()
    return list(rows.select_related("asked_by"))


def request_at(partner_id: UUID, request_id: UUID) -> ReportRequest:
    """One request of a partner, or 404."""
    rows = ReportRequest.objects.filter(partner_id=partner_id)
    related = ("service", "asked_by", "ended_by", "nda_file", "upload__file", "report")
    found: ReportRequest = get_object_or_404(rows.select_related(*related), pk=request_id)
    return found


def letters_of(asked: ReportRequest) -> list[RequestLetter]:
    """What was written to the vendor, oldest first."""
    rows = RequestLetter.objects.filter(request=asked).select_related("sent_by")
    return list(rows.oldest_first())


def came_in_for(asked: ReportRequest) -> tuple[list[ReportUpload], list[VendorReport]]:
    """What came in for a service and answers no request yet, newest first."""
    told = ReportRequest.objects.filter(service_id=asked.service_id, ended_as="received")
    uploads = ReportUpload.objects.filter(service_id=asked.service_id, report=None)
    uploads = uploads.exclude(pk__in=told.exclude(upload=None).values("upload_id"))
    reports = VendorReport.objects.filter(service_id=asked.service_id)
    reports = reports.exclude(pk__in=told.exclude(report=None).values("report_id"))
    return (
        list(uploads.select_related("file").newest_first()),
        list(reports.select_related("service", "file").newest_first()),
    )


def requests_late(partner_id: UUID, *, today: date) -> list[ReportRequest]:
    """What a vendor was asked for and has not sent in time, the longest first."""
    rows = ReportRequest.objects.filter(partner_id=partner_id, expected_on__lt=today).open()
    return list(rows.select_related("service").order_by("expected_on"))
