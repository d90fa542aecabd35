"""Addresses of packets, and of the auditor's room."""

from django.urls import path

from compliance.packets.views import auditor, comparing, packets

HERE = "o/<slug:org_slug>/e/<uuid:engagement_id>/packets/"
ROOM = "audit/<uuid:grant_id>/"

urlpatterns = [
    path(HERE, packets.packets, name="packets"),
    path(f"{HERE}ask/", packets.ask, name="packet-ask"),
    path(f"{HERE}compare/", comparing.compare_packets, name="packet-compare"),
    path(f"{HERE}<uuid:packet_id>/", packets.packet, name="packet"),
    path(f"{HERE}<uuid:packet_id>/cancel/", packets.cancel, name="packet-cancel"),
    path(f"{HERE}<uuid:packet_id>/again/", packets.again, name="packet-again"),
    path(f"{HERE}<uuid:packet_id>/file/", packets.packet_file, name="packet-file"),
    path(ROOM, auditor.room, name="auditor"),
    path(f"{ROOM}compare/", comparing.compare_in_room, name="auditor-compare"),
    path(f"{ROOM}packets/<uuid:packet_id>/file/", auditor.packet_file, name="auditor-packet-file"),
]
