"""The coverage map of an engagement."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from compliance.clearance.queries import standpoint
from compliance.coverage.pages import page_of
from compliance.coverage.queries import coverage_of
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page


@require_GET
@allow(Right.READ_ENGAGEMENT)
def coverage(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Who answers for each criterion; ?show=open leaves out what needs nobody."""
    engagement = engagement_at(request.place, engagement_id)
    today = request.place.org.day(timezone.now())
    stand = standpoint(engagement, today=today)
    found = coverage_of(stand, engagement=engagement, today=today)
    only_open = request.GET.get("show") == "open"
    context = {
        "frame": frame_of(request, engagement, current="evidence"),
        "engagement": engagement,
        "place": request.place,
        "map": found,
        "page": page_of(found, engagement, only_open=only_open) if found.services else None,
        "only_open": only_open,
        "today": today,
    }
    return render_page(request, page="compliance/coverage/coverage.html", context=context)
