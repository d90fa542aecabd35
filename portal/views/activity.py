"""The audit trail of an engagement, as people read it."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.audit import log
from portal.audit.checking import standing
from portal.audit.models import AuditEvent
from portal.ui.pages import render_page

PAGE = 50


@require_GET
@allow(Right.READ_ACTIVITY)
def activity(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Newest first, 50 at a time by place in the chain, with whether the chain holds."""
    engagement = engagement_at(request.place, engagement_id)
    org = request.place.org
    rows = AuditEvent.objects.filter(org=org, engagement_id=engagement.pk).newest()
    before = request.GET.get("before", "")
    # No place in a chain has more digits; isdigit() takes "²" for one, int() does not.
    if before.isdecimal() and len(before) <= 18:
        rows = rows.filter(seq__lt=int(before))
    found = list(rows[: PAGE + 1])
    context = {
        "frame": frame_of(request, engagement, current="activity"),
        "engagement": engagement,
        "place": request.place,
        "events": [(event, event.told, log.words_of(event.action)) for event in found[:PAGE]],
        "older": found[PAGE - 1].seq if len(found) > PAGE else None,
        "standing": standing(org.pk),
    }
    return render_page(request, page="activity.html", fragment="_activity.html", context=context)
