"""Two packets of an engagement beside each other, on its pages and in the auditor's room."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from compliance.packets.differences import Differences, in_words
from compliance.packets.forms import CompareForm
from compliance.packets.queries import comparable_packets_of, usually_compared
from compliance.packets.rules import ComparisonRefused, compare, read_back
from compliance.packets.views.auditor import engagement_of_grant
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page

FRAGMENT = "compliance/packets/_comparison.html"


@require_GET
@allow(Right.READ_ENGAGEMENT)
def compare_packets(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """What is different between two sealed packets: the last and the one before it, or others."""
    engagement = engagement_at(request.place, engagement_id)
    context = {"frame": frame_of(request, engagement, current="packets"), "place": request.place}
    return _answer(request, engagement, "compliance/packets/compare.html", context)


@require_GET
@allow(Right.DOWNLOAD_PACKET)
def compare_in_room(request: TenantRequest, grant_id: UUID) -> HttpResponse:
    """The same for an auditor, of the packets that they may see."""
    engagement = engagement_of_grant(request)
    context = {"grant": request.place.grant}
    return _answer(request, engagement, "compliance/packets/auditor_compare.html", context)


def _answer(
    request: TenantRequest, engagement: Engagement, page: str, context: dict[str, Any]
) -> HttpResponse:
    found = comparable_packets_of(engagement)
    context |= {"engagement": engagement, "enough": len(found) > 1}
    status = 200
    if context["enough"]:
        older, newer = usually_compared(found)
        chosen = request.GET or {"older": str(older.pk), "newer": str(newer.pk)}
        form = context["form"] = CompareForm(chosen, packets=found)
        try:
            context["told"] = _differences(form, {str(one.pk): one.manifest for one in found})
        except ComparisonRefused as refused:
            context["refused"] = str(refused)
        status = 200 if context.get("told") else 422
    return render_page(request, page=page, fragment=FRAGMENT, context=context, status=status)


def _differences(form: CompareForm, manifests: dict[str, str]) -> Differences | None:
    """None where the form says what is wrong. Raises ComparisonRefused."""
    if not form.is_valid():
        return None
    older, newer = (read_back(manifests[form.cleaned_data[name]]) for name in ("older", "newer"))
    return in_words(compare(older, newer))
