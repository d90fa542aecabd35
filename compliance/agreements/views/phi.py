"""Recording what became of the PHI after the end of a BAA."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from compliance.agreements import actions
from compliance.agreements.forms import PhiForm
from compliance.agreements.models import Agreement
from compliance.agreements.queries import agreement_at, phi_due
from compliance.agreements.rules import PhiOutcome, PhiRefused
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
    """Ask what was returned or destroyed, how, and for the proof."""
    engagement = engagement_at(request.place, engagement_id)
    found = agreement_at(engagement, agreement_id)
    refusal = upload_refusal(request) if request.method == "POST" else None
    if refusal is not None or request.method == "GET":
        form = PhiForm(initial={"done_on": request.place.org.day(timezone.now())})
        return _page(request, engagement, found, form, refused=str(refusal or ""))
    form = PhiForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            _record(request, found, form)
        except (PhiRefused, FileRefused) as refused:
            form.add_error(None, list(getattr(refused, "reasons", (str(refused),))))
        else:
            messages.success(request, "It is recorded. The client's signatory was told.")
            return redirect("compliance:agreement", org_slug, engagement_id, agreement_id)
    return _page(request, engagement, found, form)


def _record(request: TenantRequest, found: Agreement, form: PhiForm) -> None:
    said = form.cleaned_data
    now = timezone.now()
    received = receive(said["file"], store=default_store()) if said["file"] else None
    actions.record_phi(
        agreement=found,
        outcome=PhiOutcome(said["outcome"]),
        extent=said["extent"],
        method=said["method"],
        done_on=said["done_on"],
        received=received,
        by=request.user,
        at=now,
        today=request.place.org.day(now),
    )


def _page(
    request: TenantRequest,
    engagement: Engagement,
    found: Agreement,
    form: PhiForm,
    refused: str = "",
) -> HttpResponse:
    context = {
        "frame": frame_of(request, engagement, current="agreements"),
        "engagement": engagement,
        "place": request.place,
        "agreement": found,
        "due_on": phi_due(found),
        "form": form,
        "refused": refused,
    }
    status = 413 if refused else 422 if form.is_bound else 200
    return render_page(
        request, page="compliance/agreements/phi.html", context=context, status=status
    )
