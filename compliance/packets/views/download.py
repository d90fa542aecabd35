"""Handing out a sealed packet: recorded, streamed, in ranges if asked."""

from django.http.response import HttpResponseBase
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
