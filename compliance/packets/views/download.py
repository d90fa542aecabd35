"""Handing out a sealed packet: recorded, streamed, in ranges if asked."""

from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from compliance.packets import actions
from compliance.packets.models import Packet
from compliance.packets.rules import Part
from portal.accounts.places import TenantRequest
from portal.files.store import default_store
from portal.files.streaming import download, first_byte


def send_packet(request: TenantRequest, packet: Packet) -> HttpResponseBase:
    """The sealed file; that it was taken is in the trail before its first byte leaves."""
    file = actions.take_packet(
        packet=packet,
        role=request.place.acting_role,
        asked=_asked(request, packet),
        by=request.user,
        at=timezone.now(),
    )
    return download(request, store=default_store(), sha256=file.sha256, name=file.name)


def _asked(request: TenantRequest, packet: Packet) -> Part:
    """The session is told by a keyed hash: the trail travels, and must open nothing."""
    key = request.session.session_key or ""
    session = salted_hmac("compliance.packets.download", key).hexdigest()[:16]
    header = request.headers.get("Range", "")[:100]
    file = packet.file
    first = first_byte(request, store=default_store(), sha256=file.sha256) if file else 0
    return Part(session=session, first=first, header=header)


def page_of_packet(
    request: TenantRequest, org_slug: str, engagement_id: UUID, packet_id: UUID
) -> str:
    """Where the download begins after a second factor: the packet's own page."""
    here = reverse("compliance:packet", args=(org_slug, engagement_id, packet_id))
    return f"{here}?download={packet_id}"


def room_of_packet(request: TenantRequest, grant_id: UUID, packet_id: UUID) -> str:
    """The same for an auditor: the room."""
    return f"{reverse('compliance:auditor', args=(grant_id,))}?download={packet_id}"
