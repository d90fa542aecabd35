"""What differs between two versions of a template, or of an agreement."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from compliance.agreements.queries import agreement_at, template_at, template_before
from compliance.agreements.rules import differences
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page


@require_GET
@allow(Right.READ_ENGAGEMENT)
def agreement_changes(
    request: TenantRequest, org_slug: str, engagement_id: UUID, agreement_id: UUID
) -> HttpResponse:
    """What differs from the version before; 404 for a first one."""
    engagement = engagement_at(request.place, engagement_id)
    found = agreement_at(engagement, agreement_id)
    if found.follows_id is None:
        raise Http404
    before = agreement_at(engagement, found.follows_id)
    context = {
        "frame": frame_of(request, engagement, current="agreements"),
        "engagement": engagement,
        "place": request.place,
        "agreement": found,
        "before": before,
        "passages": differences(before.text, found.text),
    }
    return render_page(request, page="compliance/agreements/changes.html", context=context)


@require_GET
@allow(Right.SEND_AGREEMENT)
def template_changes(request: TenantRequest, org_slug: str, template_id: UUID) -> HttpResponse:
    """The same for a template of the register, data at its head included."""
    if not request.place.org.is_partner:
        raise Http404
    found = template_at(request.place.org.pk, template_id)
    before = template_before(found)
    if before is None:
        raise Http404
    context = {
        "place": request.place,
        "template": found,
        "before": before,
        "passages": differences(before.source, found.source),
    }
    return render_page(request, page="compliance/agreements/template_changes.html", context=context)
