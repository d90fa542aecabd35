"""Reminding the person whose turn it is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from compliance.agreements import actions
from compliance.agreements.queries import agreement_at
from compliance.agreements.rules import ReminderRefused
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right


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
