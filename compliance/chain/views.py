"""The chain of BAAs on one page."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from compliance.chain.queries import chain_of
from compliance.chain.rules import ChainVerdict, Link, LinkState
from compliance.clearance.queries import standpoint
from compliance.clearance.rules import RequirementKind
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page
from portal.ui.parts import Mark, Tone

TONES = {
    LinkState.IN_PLACE: Tone.MET,
    LinkState.NOT_NEEDED: Tone.NEUTRAL,
    LinkState.THEIRS: Tone.NEUTRAL,
    LinkState.MISSING: Tone.DUE,
    LinkState.LAPSED: Tone.OVERDUE,
    LinkState.RULED_OUT: Tone.BLOCKED,
}
VERDICT_TONES = {
    ChainVerdict.CLOSED: Tone.MET,
    ChainVerdict.OPEN: Tone.BLOCKED,
    ChainVerdict.NO_PHI: Tone.NEUTRAL,
}
KEPT_AT = {
    RequirementKind.PARTNER_BAA: ("compliance:agreements", "Open the agreements"),
    RequirementKind.VENDOR_BAA: ("compliance:evidence", "Open the evidence"),
    RequirementKind.SCOPE: ("engagements:scope", "Open the scope"),
    RequirementKind.SERVICES: ("compliance:evidence", "Name the service"),
}


@dataclass(frozen=True)
class Row:
    """A link as it is drawn, with the way to its paper. `further` hangs below the one before."""

    link: Link
    mark: Mark
    further: bool
    url: str = ""
    url_label: str = ""


@require_GET
@allow(Right.READ_ENGAGEMENT)
def chain(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Client, partner, model vendor, cloud: each link with its paper, open or closed for PHI."""
    engagement = engagement_at(request.place, engagement_id)
    today = request.place.org.day(timezone.now())
    found = chain_of(engagement, standpoint(engagement, today=today))
    context = {
        "frame": frame_of(request, engagement, current="evidence"),
        "engagement": engagement,
        "place": request.place,
        "chain": found,
        "mark": Mark(found.verdict.label, VERDICT_TONES[found.verdict]),
        "rows": [_row(request, engagement, link) for link in found.links],
        "today": today,
    }
    return render_page(request, page="compliance/chain/chain.html", context=context)


def _row(request: TenantRequest, engagement: Engagement, link: Link) -> Row:
    mark = Mark(link.state.label, TONES[link.state])
    further = link.state is LinkState.THEIRS
    if link.kind is None:
        return Row(link, mark, further)
    name, label = KEPT_AT[link.kind]
    url = reverse(name, args=(request.place.org.slug, engagement.pk))
    anchor = f"#service-{link.service_id}" if link.service_id else ""
    return Row(link, mark, further, url + anchor, label)
