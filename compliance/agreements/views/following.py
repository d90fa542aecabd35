"""Passing an agreement on to somebody else who may sign."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from compliance.agreements import actions
from compliance.agreements.forms import PassOnForm
from compliance.agreements.models import Agreement
from compliance.agreements.queries import agreement_at, may_take_over
from compliance.agreements.rules import PassingOnRefused, Side, StepRefused, consent_to_pass_on
from compliance.agreements.views.reading import agreement_page
from compliance.agreements.views.signing import SIDES
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.context import address
from portal.ui.pages import render_page


@require_http_methods(["GET", "POST"])
@allow(Right.READ_ENGAGEMENT)
def pass_on(
    request: TenantRequest, org_slug: str, engagement_id: UUID, agreement_id: UUID
) -> HttpResponse:
    """Ask to whom and why, and for consent in words; only the one who is asked to sign may."""
    engagement = engagement_at(request.place, engagement_id)
    found = agreement_at(engagement, agreement_id)
    side = found.turn
    if not any(request.place.may(right) for right in SIDES):
        raise PermissionDenied("Your role does not let you sign agreements.")
    if side is None:
        words = f"This agreement is {found.stands.words}; it cannot be passed on."
        return agreement_page(request, engagement, found, refused=words, status=409)
    if found.signatory(side) != request.user:
        raise PermissionDenied("Only the signatory whose turn it is can pass this agreement on.")
    form = PassOnForm(request.POST or None, people=may_take_over(found, side))
    if form.is_valid():
        try:
            follower = _pass_on(request, found, side, form)
        except (PassingOnRefused, StepRefused) as refused:
            form.add_error(None, list(refused.reasons))
        else:
            messages.success(request, "Passed on. A new version is made out and sent.")
            return redirect("compliance:agreement", org_slug, engagement_id, follower.pk)
    return _page(request, engagement, found, side, form)


def _pass_on(request: TenantRequest, found: Agreement, side: Side, form: PassOnForm) -> Agreement:
    said = form.cleaned_data
    words = consent_to_pass_on(form.person.name, found.party(side))
    return actions.pass_on(
        agreement=found,
        to=form.person,
        title=said["title"],
        reason=said["reason"],
        said=words if said["consent"] else "",
        by=request.user,
        at=timezone.now(),
    )


def _page(
    request: TenantRequest,
    engagement: Engagement,
    found: Agreement,
    side: Side,
    form: PassOnForm,
) -> HttpResponse:
    people = may_take_over(found, side)
    context = {
        "frame": frame_of(request, engagement, current="agreements"),
        "engagement": engagement,
        "place": request.place,
        "agreement": found,
        "form": form,
        "people": people,
        "people_url": address("engagements:people", request.place.org.slug, engagement.pk),
        "organisation": found.party(side),
        "client_has_signed": found.client_signed_at is not None,
    }
    status = 422 if form.is_bound else 200
    return render_page(
        request, page="compliance/agreements/pass_on.html", context=context, status=status
    )
