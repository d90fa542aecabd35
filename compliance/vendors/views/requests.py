"""Asking a vendor for a report, and following that up."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from compliance.vendors.actions import requests as actions
from compliance.vendors.forms.requests import CameInForm, RequestForm
from compliance.vendors.models import ReportRequest
from compliance.vendors.queries import entry_at
from compliance.vendors.requested import came_in_for, letters_of, request_at, requests_of
from compliance.vendors.rules.requests import (
    RequestRefused,
    draft_letter,
    request_state,
    request_words,
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


@require_http_methods(["GET", "POST"])
@allow(Right.REVIEW_EVIDENCE)
def new_request(request: TenantRequest, org_slug: str, service_id: UUID) -> HttpResponse:
    """Write down that the vendor of a service was asked, or is to be."""
    entry = entry_at(request.place.org.pk, service_id)
    now = timezone.now()
    today = request.place.org.day(now)
    before = next(iter(requests_of(entry.service)), None)
    form = RequestForm(request.POST or None, request.FILES or None, before=before, today=today)
    status = 200
    if request.method == "POST":
        status = 413 if upload_refusal(request) else 422
        if form.is_valid():
            nda = form.cleaned_data["nda_file"]
            try:
                asked = actions.ask_for_report(
                    service=entry.service,
                    stated=form.stated,
                    nda=receive(nda, store=default_store()) if nda else None,
                    by=request.user,
                    at=now,
                    today=today,
                )
            except (RequestRefused, FileRefused) as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("compliance:request", org_slug, asked.pk)
    context = {"place": request.place, "entry": entry, "form": form}
    return render_page(
        request, page="compliance/vendors/new_request.html", context=context, status=status
    )


@require_GET
@allow(Right.REVIEW_EVIDENCE)
def request_page(request: TenantRequest, org_slug: str, request_id: UUID) -> HttpResponse:
    """One request: whom, when, what was written, and what can be done about it."""
    return _page(request, request_at(request.place.org.pk, request_id))


@require_POST
@allow(Right.REVIEW_EVIDENCE)
def request_step(
    request: TenantRequest, org_slug: str, request_id: UUID, verb: str
) -> HttpResponse:
    """Write to the vendor, note another date, tie what came in, or close the request."""
    found = request_at(request.place.org.pk, request_id)
    step = STEPS.get(verb)
    if step is None:
        raise Http404
    now = timezone.now()
    try:
        step(request, found, now)
    except RequestRefused as refused:
        return _page(request, found, refused=str(refused), status=409)
    return redirect("compliance:request", org_slug, request_id)


@require_GET
@allow(Right.REVIEW_EVIDENCE)
def request_nda(request: TenantRequest, org_slug: str, request_id: UUID) -> HttpResponseBase:
    """Download the NDA that is kept with a request; the trail says who did."""
    found = request_at(request.place.org.pk, request_id)
    file = actions.read_nda(asked=found, by=request.user, at=timezone.now())
    if file is None:
        raise Http404("No NDA is kept with this request.")
    return download(request, store=default_store(), sha256=file.sha256, name=file.name)


def _write(request: TenantRequest, found: ReportRequest, now: datetime) -> None:
    words = request.POST.get("words", "")
    actions.write_to_vendor(asked=found, words=words, by=request.user, at=now)


def _promise(request: TenantRequest, found: ReportRequest, now: datetime) -> None:
    today = request.place.org.day(now)
    on = _day(request.POST.get("expected_on", ""))
    actions.expect_by(asked=found, on=on, by=request.user, at=now, today=today)


def _receive(request: TenantRequest, found: ReportRequest, now: datetime) -> None:
    form = _came_in(found, request)
    if not form.is_valid():
        raise RequestRefused("Choose what came in for this service.")
    chosen = form.cleaned_data["came"]
    upload, report = form.uploads.get(chosen), form.reports.get(chosen)
    actions.receive_requested(asked=found, upload=upload, report=report, by=request.user, at=now)


def _decline(request: TenantRequest, found: ReportRequest, now: datetime) -> None:
    reason = request.POST.get("reason", "")
    actions.decline_request(asked=found, reason=reason, by=request.user, at=now)


def _withdraw(request: TenantRequest, found: ReportRequest, now: datetime) -> None:
    reason = request.POST.get("reason", "")
    actions.withdraw_request(asked=found, reason=reason, by=request.user, at=now)


STEPS: dict[str, Callable[[TenantRequest, ReportRequest, datetime], None]] = {
    "write": _write,
    "promise": _promise,
    "receive": _receive,
    "decline": _decline,
    "withdraw": _withdraw,
}


def _day(words: str) -> date:
    try:
        day = parse_date(words)
    except ValueError:
        day = None
    if day is None:
        raise RequestRefused("Say by which day the vendor promised it.")
    return day


def _came_in(found: ReportRequest, request: TenantRequest | None = None) -> CameInForm:
    uploads, reports = came_in_for(found)
    return CameInForm(request.POST if request else None, uploads=uploads, reports=reports)


def _page(
    request: TenantRequest, found: ReportRequest, *, refused: str = "", status: int = 200
) -> HttpResponse:
    today = request.place.org.day(timezone.now())
    letters = letters_of(found)
    form = _came_in(found)
    context = {
        "place": request.place,
        "request_": found,
        "facts": found.facts,
        "state": request_state(found.facts, today=today),
        "words": request_words(found.facts, today=today),
        "letters": letters,
        "draft": request.POST.get("words")
        or draft_letter(
            found.facts,
            contact=found.contact_name,
            product=found.service.product,
            by=request.user.name,
            partner=request.place.org.name,
            is_reminder=bool(letters) or found.asked_on < today,
        ),
        "came_in": form if form.uploads or form.reports else None,
        "refused": refused,
    }
    return render_page(
        request, page="compliance/vendors/request.html", context=context, status=status
    )
