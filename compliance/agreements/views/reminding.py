"""Reminding the person whose turn it is: of one agreement, or everybody at once."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from compliance.agreements import actions
from compliance.agreements.queries import agreement_at, open_engagements
from compliance.agreements.rules import ReminderRefused
from engagements.lifecycle.queries import engagement_at
from engagements.lifecycle.rules import Stage
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page


@require_POST
@allow(Right.SEND_AGREEMENT)
def remind(
    request: TenantRequest, org_slug: str, engagement_id: UUID, agreement_id: UUID
) -> HttpResponse:
    """Write to them once more; where that is too soon, say so."""
    found = agreement_at(engagement_at(request.place, engagement_id), agreement_id)
    try:
        actions.remind(agreement=found, by=request.user, at=timezone.now())
    except ReminderRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "A reminder is on its way.")
    return redirect("compliance:agreement", org_slug, engagement_id, agreement_id)


@require_http_methods(["GET", "POST"])
@allow(Right.SEND_AGREEMENT)
def remind_all(request: TenantRequest, org_slug: str) -> HttpResponse:
    """Choose engagements; everybody who is asked to sign in one of them gets a mail."""
    partner = request.place.org
    if not partner.is_partner:
        raise Http404
    found = open_engagements(partner.pk)
    if request.method == "POST":
        wanted = set(request.POST.getlist("engagement"))
        chosen = [one for one in found if str(one.pk) in wanted]
        actions.ask_to_remind(partner=partner, engagements=chosen, by=request.user)
        if chosen:
            messages.success(request, "Whoever is asked to sign there gets a reminder.")
        else:
            messages.warning(request, "Nothing was chosen, so nobody was reminded.")
        return redirect("compliance:remind-all", org_slug)
    context = {"place": request.place, "engagements": found, "waiting": Stage.AGREEMENTS}
    return render_page(request, page="compliance/agreements/remind_all.html", context=context)
