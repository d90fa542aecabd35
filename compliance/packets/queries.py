"""Reading packets, what is in them, and who took them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from compliance.packets.models import Packet
from compliance.packets.rules import PacketState, Taken
from compliance.vendors.models import ServiceUse, VendorReport
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.audit.models import AuditEvent, AuditEventQuerySet
from portal.jobs import turns

BUILD = "compliance.build_packet"
DOWNLOADED = "compliance.packet.downloaded"
MOST_SHOWN = 200


@dataclass(frozen=True)
class Download:
    """One download of a packet, as the trail tells it."""

    who: str
    role: str
    at: datetime


def packets_of(engagement: Engagement) -> list[Packet]:
    """Every packet of an engagement, newest first."""
    rows = Packet.objects.of_engagement(engagement).newest_first()
    return list(rows.select_related("file", "requested_by"))


def sealed_packets_of(engagement: Engagement) -> list[Packet]:
    """What may be handed out, newest first."""
    rows = Packet.objects.of_engagement(engagement).sealed().newest_first()
    return list(rows.select_related("file"))


def comparable_packets_of(engagement: Engagement) -> list[Packet]:
    """What can be compared, the one that was sealed last first."""
    return list(Packet.objects.of_engagement(engagement).sealed().latest_sealed_first())


def usually_compared(packets: list[Packet]) -> tuple[Packet, Packet]:
    """Of what can be compared, the one that was sealed last and the one before it, in order.

    That is the packet for the same readers that its own section “Since the last packet” is about,
    and without one whichever was sealed before it.
    """
    newest, *others = packets
    before = [one for one in others if one.readers == newest.readers and one.as_of <= newest.as_of]
    other = max(before, key=lambda one: one.as_of) if before else others[0]
    older, newer = sorted((other, newest), key=lambda one: (one.as_of, one.requested_at))
    return older, newer


def packet_at(engagement: Engagement, packet_id: UUID) -> Packet:
    """One packet of an engagement, or 404."""
    rows = Packet.objects.of_engagement(engagement).select_related("file", "requested_by")
    packet: Packet = get_object_or_404(rows, pk=packet_id)
    return packet


def sealed_packet_at(engagement: Engagement, packet_id: UUID) -> Packet:
    """One sealed packet of an engagement, or 404."""
    rows = Packet.objects.of_engagement(engagement).sealed().select_related("file")
    packet: Packet = get_object_or_404(rows, pk=packet_id)
    return packet


def open_packet_of(engagement: Engagement) -> Packet | None:
    """The packet that is not finished yet, if there is one."""
    packet: Packet | None = Packet.objects.of_engagement(engagement).open().first()
    return packet


def packets_before(packet: Packet, *, at: datetime) -> int | None:
    """How many packets, of all clients, will be begun before this one.

    None where that cannot be said: it is begun already, or is to be tried again a little later.
    """
    if packet.stands is not PacketState.REQUESTED:
        return None
    return turns.before(BUILD, {"packet_id": str(packet.pk)}, at=at)


def last_sealed_before(packet: Packet) -> Packet | None:
    """The packet for the same readers that was sealed before this one.

    One that shows a later day is not before it; of several it is that of the latest day.
    """
    rows = Packet.objects.of_engagement(packet.engagement).sealed().exclude(pk=packet.pk)
    before = rows.filter(readers=packet.readers, as_of__lte=packet.as_of).select_related("file")
    last: Packet | None = before.order_by("-as_of", "-finished_at", "-number").first()
    return last


def reports_left_behind(engagement: Engagement, *, at: datetime) -> list[VendorReport]:
    """Reports on services that an engagement had used and used no longer, before an instant."""
    uses = ServiceUse.objects.of_engagement(engagement)
    before, now = uses.filter(ended_at__lt=at), uses.current_before(at)
    rows = VendorReport.objects.filter(service_id__in=before.values("service_id"))
    rows = rows.exclude(service_id__in=now.values("service_id")).newest_first()
    found = (one.as_it_stood(at) for one in rows.select_related("service", "file", "bridge_file"))
    return [one for one in found if one is not None]


def contents_of(packet: Packet) -> dict[str, Any]:
    """The manifest of a sealed packet as it was written; empty before."""
    told: dict[str, Any] = json.loads(packet.manifest) if packet.manifest else {}
    # The manifest is sorted by id; people look for pages.
    told["in_order"] = sorted(told.get("items", []), key=lambda item: item["pages"])
    return told


def downloads_of(packet: Packet) -> list[Download]:
    """Who downloaded a packet, newest first."""
    return [_download(event) for event in _takings(packet).newest()[:MOST_SHOWN]]


def last_taken(packet: Packet, *, by: User) -> Taken | None:
    """The newest download of a packet by one person, as the trail tells it."""
    for event in _takings(packet).filter(payload__contains=str(by.pk)).newest():
        told = event.told
        if told["by"]["id"] == str(by.pk):
            return Taken(
                session=told["data"].get("session", ""),
                role=told["data"].get("role", ""),
                at=datetime.fromisoformat(told["at"]),
            )
    return None


def _takings(packet: Packet) -> AuditEventQuerySet:
    events = AuditEvent.objects.filter(org_id=packet.org_id, action=DOWNLOADED)
    found: AuditEventQuerySet = events.of_engagement(packet.engagement_id)
    return found.filter(payload__contains=str(packet.pk))


def _download(event: AuditEvent) -> Download:
    told = event.told
    return Download(who=told["by"]["name"], role=told["data"].get("role", ""), at=event.at)
