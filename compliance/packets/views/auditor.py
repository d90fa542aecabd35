"""The auditor's room: the sealed packets of the one engagement they were let into."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from compliance.packets.queries import sealed_packet_at, sealed_packets_of
from compliance.packets.views.download import room_of_packet, send_packet
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow, download_begins, recent_mfa_for_file
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page


@require_GET
@allow(Right.DOWNLOAD_PACKET)
def room(request: TenantRequest, grant_id: UUID) -> HttpResponse:
    """What there is to download, until when, and how to check it."""
    engagement = engagement_of_grant(request)
    packets = list(sealed_packets_of(engagement))
    wanted = request.GET.get("download") if download_begins(request) else None
    context = {
        "engagement": engagement,
        "place": request.place,
        "grant": request.place.grant,
        "packets": packets,
        "begins": next((one for one in packets if str(one.pk) == wanted), None),
    }
    return render_page(request, page="compliance/packets/auditor.html", context=context)


@require_GET
@allow(Right.DOWNLOAD_PACKET)
@recent_mfa_for_file(room_of_packet)
def packet_file(request: TenantRequest, grant_id: UUID, packet_id: UUID) -> HttpResponseBase:
    """A sealed packet, for an auditor who has given a second factor just now."""
    return send_packet(request, sealed_packet_at(engagement_of_grant(request), packet_id))


def engagement_of_grant(request: TenantRequest) -> Engagement:
    """The one engagement that the auditor was let into, or 404."""
    grant = request.place.grant
    if grant is None:
        raise Http404
    return engagement_at(request.place, grant.engagement_id)
