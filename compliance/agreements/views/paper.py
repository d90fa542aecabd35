"""The way on paper: the scan is recorded by one person and confirmed by another."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from compliance.agreements import actions
from compliance.agreements.forms import PaperForm, ReasonForm
from compliance.agreements.models import Agreement
from compliance.agreements.queries import agreement_at
from compliance.agreements.rules import PaperRefused, StepRefused
from compliance.agreements.views.reading import SECOND_PERSON, agreement_page
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.files.intake import receive
from portal.files.rules import FileRefused
from portal.files.store import default_store
from portal.files.uploads import upload_refusal
from portal.ui.pages import render_page


@require_http_methods(["GET", "POST"])
@allow(Right.SEND_AGREEMENT)
def record(
    request: TenantRequest, org_slug: str, engagement_id: UUID, agreement_id: UUID
) -> HttpResponse:
    """Take in the scan of what both signed by hand, and who signed when."""
    engagement = engagement_at(request.place, engagement_id)
    found = agreement_at(engagement, agreement_id)
    refusal = upload_refusal(request) if request.method == "POST" else None
    if refusal is not None or request.method == "GET":
        form = PaperForm(initial=_initial(request, found))
        return _page(request, engagement, found, form, refused=str(refusal or ""))
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            _record(request, found, form)
        except (PaperRefused, StepRefused, FileRefused) as refused:
            form.add_error(None, list(getattr(refused, "reasons", (str(refused),))))
        else:
            messages.success(request, "The copy is recorded. A second person has to confirm it.")
            return redirect("compliance:agreement", org_slug, engagement_id, agreement_id)
    return _page(request, engagement, found, form)


@require_POST
@allow(Right.READ_ENGAGEMENT)
def confirm(
    request: TenantRequest, org_slug: str, engagement_id: UUID, agreement_id: UUID
) -> HttpResponse:
    """Say, as a second person, that the scan is what was sent."""
    engagement, found = _waiting(request, engagement_id, agreement_id)
    try:
        compared = request.POST.get("scan", "")
        actions.confirm_paper(
            agreement=found, compared=compared, by=request.user, at=timezone.now()
        )
    except (PaperRefused, StepRefused) as refused:
        return agreement_page(request, engagement, found, refused=str(refused), status=409)
    messages.success(request, "Confirmed. The portal seals the copy, and both get it by mail.")
    return redirect("compliance:agreement", org_slug, engagement_id, agreement_id)


@require_POST
@allow(Right.READ_ENGAGEMENT)
def turn_down(
    request: TenantRequest, org_slug: str, engagement_id: UUID, agreement_id: UUID
) -> HttpResponse:
    """Say what is wrong with the scan; the agreement is out for signature again."""
    engagement, found = _waiting(request, engagement_id, agreement_id)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        actions.return_paper(agreement=found, reason=reason, by=request.user, at=timezone.now())
    except (PaperRefused, StepRefused) as refused:
        return agreement_page(request, engagement, found, refused=str(refused), status=422)
    messages.success(request, "Turned down. Whoever recorded the copy was told why.")
    return redirect("compliance:agreement", org_slug, engagement_id, agreement_id)


def _waiting(
    request: TenantRequest, engagement_id: UUID, agreement_id: UUID
) -> tuple[Engagement, Agreement]:
    if not any(request.place.may(right) for right in SECOND_PERSON):
        raise PermissionDenied("Your role does not let you confirm a copy on paper.")
    engagement = engagement_at(request.place, engagement_id)
    return engagement, agreement_at(engagement, agreement_id)


def _record(request: TenantRequest, found: Agreement, form: PaperForm) -> None:
    now = timezone.now()
    actions.record_paper(
        agreement=found,
        received=receive(form.cleaned_data["file"], store=default_store()),
        client=form.hand("client"),
        partner=form.hand("partner"),
        by=request.user,
        at=now,
        today=request.place.org.day(now),
    )


def _initial(request: TenantRequest, found: Agreement) -> dict[str, object]:
    today = request.place.org.day(timezone.now())
    return {
        "client_signer": found.client_signatory.name,
        "client_capacity": found.client_title,
        "client_signed_on": today,
        "partner_signer": found.partner_signatory.name,
        "partner_capacity": found.partner_title,
        "partner_signed_on": today,
    }


def _page(
    request: TenantRequest,
    engagement: Engagement,
    found: Agreement,
    form: PaperForm,
    refused: str = "",
) -> HttpResponse:
    context = {
        "frame": frame_of(request, engagement, current="agreements"),
        "engagement": engagement,
        "place": request.place,
        "agreement": found,
        "form": form,
        "refused": refused,
    }
    status = 413 if refused else 422 if form.is_bound else 200
    return render_page(
        request, page="compliance/agreements/on_paper.html", context=context, status=status
    )
