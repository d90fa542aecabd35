"""Handing out a sealed packet: recorded, streamed, in ranges if asked."""

from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from compliance.packets import actions
from compliance.packets.models import Packet
from portal.accounts.places import TenantRequest
from portal.files.store import default_store
from portal.files.streaming import download


def send_packet(request: TenantRequest, packet: Packet) -> HttpResponseBase:
    """The sealed file; every request for it, or for a part of it, is in the trail."""
    file = actions.take_packet(
        packet=packet,
        role=request.place.acting_role,
        asked=request.headers.get("Range", "")[:100],
        by=request.user,
        at=timezone.now(),
    )
    return download(request, store=default_store(), sha256=file.sha256, name=file.name)


def page_of_packet(
    request: TenantRequest, org_slug: str, engagement_id: UUID, packet_id: UUID
) -> str:
    """Where the download begins after a second factor: the packet's own page."""
    here = reverse("compliance:packet", args=(org_slug, engagement_id, packet_id))
    return f"{here}?download={packet_id}"


def room_of_packet(request: TenantRequest, grant_id: UUID, packet_id: UUID) -> str:
    """The same for an auditor: the room."""
    return f"{reverse('compliance:auditor', args=(grant_id,))}?download={packet_id}"
