"""Documents that were read: what is proposed beside the page it stands on, and confirming it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from compliance.vendors.actions import uploads as actions
from compliance.vendors.forms.uploads import ConfirmForm, LetterForm, Lists, UploadForm
from compliance.vendors.models import ReportUpload
from compliance.vendors.queries import entry_at, reports_for_letter, upload_at
from compliance.vendors.rules import ReportRefused
from compliance.vendors.rules.reading import DocumentKind
from compliance.vendors.rules.requests import RequestRefused
from compliance.vendors.rules.uploads import UploadState
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.files.intake import receive
from portal.files.rules import FileRefused
from portal.files.store import default_store
from portal.files.streaming import picture
from portal.files.uploads import upload_refusal
from portal.ui.pages import render_page


@require_http_methods(["GET", "POST"])
@allow(Right.REVIEW_EVIDENCE)
def new_upload(request: TenantRequest, org_slug: str, service_id: UUID) -> HttpResponse:
    """Hand in a document to be read."""
    entry = entry_at(request.place.org.pk, service_id)
    form = UploadForm(request.POST or None, request.FILES or None, asked=entry.asked)
    status = 200
    if request.method == "POST":
        status = 413 if upload_refusal(request) else 422
        if form.is_valid():
            try:
                handed_in = actions.hand_in(
                    service=entry.service,
                    received=receive(form.cleaned_data["file"], store=default_store()),
                    answers=form.answered,
                    by=request.user,
                    at=timezone.now(),
                )
            except FileRefused as refused:
                form.add_error("file", str(refused))
            except RequestRefused as refused:
                form.add_error("answers", str(refused))
            else:
                return redirect("compliance:upload", org_slug, handed_in.pk)
    context = {"place": request.place, "entry": entry, "form": form}
    return render_page(
        request, page="compliance/vendors/new_upload.html", context=context, status=status
    )


@require_http_methods(["GET", "POST"])
@allow(Right.REVIEW_EVIDENCE)
def upload(request: TenantRequest, org_slug: str, upload_id: UUID) -> HttpResponse:
    """What was read of a document; a POST records what a person confirmed."""
    found = upload_at(request.place.org.pk, upload_id)
    if found.report_id:
        return redirect("compliance:report", org_slug, found.report_id)
    if found.stands is not UploadState.WAITING:
        actions.open_pages(upload=found, by=request.user, at=timezone.now())
    if _is_letter(found):
        return _letter(request, found)
    return _report(request, found)


@require_POST
@allow(Right.REVIEW_EVIDENCE)
def read_anew(request: TenantRequest, org_slug: str, upload_id: UUID) -> HttpResponse:
    """Have a document read once more."""
    found = upload_at(request.place.org.pk, upload_id)
    try:
        actions.read_anew(upload=found, by=request.user, at=timezone.now())
    except ReportRefused as refused:
        form = ConfirmForm(proposals=found.proposals)
        context = {"form": form, "lists": Lists(None, found.proposals), "refused": str(refused)}
        return _page(request, found, context, status=409)
    return redirect("compliance:upload", org_slug, upload_id)


@require_GET
@allow(Right.REVIEW_EVIDENCE)
def upload_page(
    request: TenantRequest, org_slug: str, upload_id: UUID, number: int
) -> HttpResponse:
    """The picture of one page, for those who may see the document."""
    found = upload_at(request.place.org.pk, upload_id)
    sha256 = found.pictures.get(str(number))
    if sha256 is None:
        raise Http404("There is no picture of this page.")
    return picture(store=default_store(), sha256=sha256)


def _is_letter(found: ReportUpload) -> bool:
    kind = found.proposals.get("kind") or {}
    return bool(kind.get("value") == DocumentKind.BRIDGE_LETTER)


def _report(request: TenantRequest, found: ReportUpload) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form, lists = ConfirmForm(data, proposals=found.proposals), Lists(data, found.proposals)
    context: dict[str, Any] = {"form": form, "lists": lists}
    if data is None:
        return _page(request, found, context)
    if not (form.is_valid() & lists.is_valid()):
        return _page(request, found, context, status=422)
    kept = {name: entries + form.stated[name] for name, entries in lists.kept.items()}
    try:
        report = actions.record_report(
            upload=found, stated=form.stated | kept, by=request.user, at=timezone.now()
        )
    except ReportRefused as refused:
        return _page(request, found, context | {"refused": str(refused)}, status=409)
    return redirect("compliance:report", request.place.org.slug, report.pk)


def _letter(request: TenantRequest, found: ReportUpload) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    reports = reports_for_letter(found.service)
    form = LetterForm(data, proposals=found.proposals, reports=reports)
    context: dict[str, Any] = {"form": form, "letter": found.proposals.get("letter") or {}}
    if data is None:
        return _page(request, found, context)
    if not form.is_valid():
        return _page(request, found, context, status=422)
    given = form.cleaned_data
    try:
        report = actions.record_letter(
            upload=found,
            report=given["report"],
            covers=(given["covers_from"], given["covers_until"]),
            by_management=given["by_management"],
            by=request.user,
            at=timezone.now(),
        )
    except ReportRefused as refused:
        return _page(request, found, context | {"refused": str(refused)}, status=409)
    return redirect("compliance:report", request.place.org.slug, report.pk)


def _page(
    request: TenantRequest, found: ReportUpload, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    kind = found.proposals.get("kind")
    shared = {
        "place": request.place,
        "upload": found,
        "kind": DocumentKind(kind["value"]) if kind else None,
        "pages": sorted(map(int, found.pictures)),
    }
    return render_page(
        request,
        page="compliance/vendors/upload.html",
        context=shared | context,
        status=status,
    )
