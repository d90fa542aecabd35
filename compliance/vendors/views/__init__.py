"""The partner's register of vendor services, and the reports on them."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from compliance.vendors import actions
from compliance.vendors.forms import (
    NewReportForm,
    PositionForm,
    ReportForm,
    ServiceForm,
    filled_from,
)
from compliance.vendors.models import VendorReport
from compliance.vendors.pages import line_of, map_of
from compliance.vendors.queries import (
    conclusion_of,
    entry_at,
    findings_of,
    register,
    report_at,
    told_of,
    uploads_of,
)
from compliance.vendors.requested import requests_of
from compliance.vendors.rules import (
    PositionRefused,
    ReportRefused,
    ServiceRefused,
    ServiceRole,
    Severity,
    Topic,
)
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.files.intake import receive
from portal.files.rules import FileRefused
from portal.files.store import default_store
from portal.files.streaming import download
from portal.files.uploads import upload_refusal
from portal.ui.pages import render_page


@require_GET
@allow(Right.REVIEW_EVIDENCE)
def vendors(request: TenantRequest, org_slug: str) -> HttpResponse:
    """Every service of the register: what it is sold with, and the report that counts."""
    today = request.place.org.day(timezone.now())
    context = {
        "place": request.place,
        "entries": register(request.place.org.pk),
        "today": today,
    }
    return render_page(request, page="compliance/vendors/vendors.html", context=context)


@require_POST
@allow(Right.REVIEW_EVIDENCE)
def fill(request: TenantRequest, org_slug: str) -> HttpResponse:
    """Enter the services that come with the portal."""
    actions.fill_register(partner=request.place.org, by=request.user, at=timezone.now())
    return redirect("compliance:vendors", org_slug)


@require_http_methods(["GET", "POST"])
@allow(Right.REVIEW_EVIDENCE)
def new_service(request: TenantRequest, org_slug: str) -> HttpResponse:
    """Enter a service that the portal's register does not have."""
    form = ServiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            entered = actions.enter_service(
                partner=request.place.org,
                vendor=given["vendor"],
                product=given["product"],
                access_route=given["access_route"],
                feature=given["feature"],
                region=given["region"],
                role=ServiceRole(given["role"]),
                by=request.user,
                at=timezone.now(),
            )
        except ServiceRefused as refused:
            form.add_error("product", str(refused))
        else:
            return redirect("compliance:service", org_slug, entered.pk)
    return render_page(
        request,
        page="compliance/vendors/new_service.html",
        context={"place": request.place, "form": form},
        status=200 if request.method == "GET" else 422,
    )


@require_http_methods(["GET", "POST"])
@allow(Right.REVIEW_EVIDENCE)
def service(request: TenantRequest, org_slug: str, service_id: UUID) -> HttpResponse:
    """One service: its positions with source and date, its reports; a POST states a position."""
    entry = entry_at(request.place.org.pk, service_id)
    form = PositionForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.state_position(
                    service=entry.service,
                    topic=Topic(form.cleaned_data["topic"]),
                    position=form.position(),
                    by=request.user,
                    at=timezone.now(),
                )
            except PositionRefused as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("compliance:service", org_slug, service_id)
    today = request.place.org.day(timezone.now())
    context = {
        "place": request.place,
        "entry": entry,
        "form": form,
        "today": today,
        "uploads": uploads_of(entry.service),
        "positions": told_of(entry.service),
        "requests": requests_of(entry.service),
        "line": line_of(entry.reports, today=today) if entry.reports else None,
    }
    return render_page(
        request, page="compliance/vendors/service.html", context=context, status=status
    )


@require_http_methods(["GET", "POST"])
@allow(Right.REVIEW_EVIDENCE)
def new_report(request: TenantRequest, org_slug: str, service_id: UUID) -> HttpResponse:
    """Take in a report with what a person reads from it."""
    entry = entry_at(request.place.org.pk, service_id)
    form = NewReportForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 413 if upload_refusal(request) else 422
        if form.is_valid():
            try:
                report = _receive(request, form, entry.service.pk)
            except (ReportRefused, FileRefused) as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("compliance:report", org_slug, report.pk)
    context = {"place": request.place, "entry": entry, "form": form}
    return render_page(
        request, page="compliance/vendors/new_report.html", context=context, status=status
    )


@require_http_methods(["GET", "POST"])
@allow(Right.REVIEW_EVIDENCE)
def report(request: TenantRequest, org_slug: str, report_id: UUID) -> HttpResponse:
    """A report with what was found in judging it; a POST submits the review of the first person."""
    found = report_at(request.place.org.pk, report_id)
    form = ReportForm(request.POST or None, initial=filled_from(found))
    if request.method == "POST":
        if form.is_valid():
            now = timezone.now()
            try:
                actions.review_report(
                    report=found,
                    stated=form.stated,
                    answers=_answers(request),
                    by=request.user,
                    at=now,
                    today=request.place.org.day(now),
                )
            except ReportRefused as refused:
                found.state_anew(form.stated)
                return _report_page(request, found, form, refused=str(refused), status=409)
            return redirect("compliance:report", org_slug, report_id)
        return _report_page(request, found, form, status=422)
    return _report_page(request, found, form)


@require_POST
@allow(Right.REVIEW_EVIDENCE)
def decide(request: TenantRequest, org_slug: str, report_id: UUID, verb: str) -> HttpResponse:
    """Accept or refuse as the second person, or take up again."""
    found = report_at(request.place.org.pk, report_id)
    now = timezone.now()
    try:
        match verb:
            case "accept":
                today = request.place.org.day(now)
                actions.accept_report(report=found, by=request.user, at=now, today=today)
            case "refuse":
                reason = request.POST.get("reason", "")
                actions.refuse_report(report=found, reason=reason, by=request.user, at=now)
            case _:
                actions.reopen_report(report=found, by=request.user, at=now)
    except ReportRefused as refused:
        form = ReportForm(initial=filled_from(found))
        return _report_page(request, found, form, refused=str(refused), status=409)
    return redirect("compliance:report", org_slug, report_id)


@require_GET
@allow(Right.REVIEW_EVIDENCE)
def report_file(request: TenantRequest, org_slug: str, report_id: UUID) -> HttpResponseBase:
    """Download a report of restricted use; the trail says who did."""
    found = report_at(request.place.org.pk, report_id)
    file = actions.read_report(report=found, by=request.user, at=timezone.now())
    return download(request, store=default_store(), sha256=file.sha256, name=file.name)


def _receive(request: TenantRequest, form: NewReportForm, service_id: UUID) -> VendorReport:
    given = form.cleaned_data
    actions.facts_of(form.stated)
    store = default_store()
    bridge = None
    if given["bridge_file"]:
        letter = receive(given["bridge_file"], store=store)
        bridge = (
            letter,
            given["bridge_from"],
            given["bridge_until"],
            given["bridge_by_management"],
        )
    return actions.receive_report(
        service=entry_at(request.place.org.pk, service_id).service,
        received=receive(given["file"], store=store),
        stated=form.stated,
        bridge=bridge,
        by=request.user,
        at=timezone.now(),
    )


def _answers(request: TenantRequest) -> dict[str, str]:
    prefix = "answer:"
    given = {k.removeprefix(prefix): v for k, v in request.POST.items() if k.startswith(prefix)}
    return {key: str(value).strip() for key, value in given.items() if str(value).strip()}


def _report_page(
    request: TenantRequest,
    found: VendorReport,
    form: ReportForm,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    today = request.place.org.day(timezone.now())
    findings = findings_of(found, today=today)
    answers = _answers(request) or found.answers
    rows, keys = map_of(found)
    context = {
        "place": request.place,
        "report": found,
        "form": form,
        "today": today,
        "findings": [(finding, answers.get(finding.key, "")) for finding in findings],
        "to_answer": Severity.CONDITION,
        "conclusion": conclusion_of(found, today=today),
        "map_rows": rows,
        "map_keys": keys,
        "mine": found.reviewed_by_id == request.user.pk,
        "refused": refused,
    }
    return render_page(
        request, page="compliance/vendors/report.html", context=context, status=status
    )
