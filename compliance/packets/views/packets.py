"""The packets of an engagement: asked for, watched while they are built, read, downloaded."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from compliance.evidence.rules import show_date
from compliance.packets import actions
from compliance.packets.forms import AskForm, ChooseForm
from compliance.packets.models import Packet
from compliance.packets.queries import (
    contents_of,
    downloads_of,
    packet_at,
    packets_before,
    packets_of,
    sealed_packet_at,
)
from compliance.packets.rules import PRESETS, Audience, PacketRefused, PacketState, waits
from compliance.packets.views.download import page_of_packet, send_packet
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow, download_begins, recent_mfa_for_file
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page, wants_fragment
from portal.ui.parts import Fact, Tone

TONES = {
    PacketState.REQUESTED: Tone.CURRENT,
    PacketState.BUILDING: Tone.CURRENT,
    PacketState.SEALED: Tone.SEALED,
    PacketState.FAILED: Tone.BLOCKED,
    PacketState.CANCELLED: Tone.NEUTRAL,
}


@require_GET
@allow(Right.READ_ENGAGEMENT)
def packets(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Every packet, newest first; who may asks for the next one here."""
    return _list(request, engagement_at(request.place, engagement_id), AskForm())


@require_POST
@allow(Right.BUILD_PACKET)
def ask(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Ask for a packet and go to it; or choose first what goes in, anew for other readers."""
    engagement = engagement_at(request.place, engagement_id)
    by_hand = "by_hand" in request.POST
    form = ChooseForm(request.POST) if by_hand else AskForm(request.POST)
    answer = _choose if by_hand else _list
    if not form.is_valid():
        return answer(request, engagement, form, status=422)
    set_anew = by_hand and not form.is_for(request.POST.get("begun_for"))
    if "choose" in request.POST or set_anew:
        return _choose(request, engagement, ChooseForm.begun(form), set_anew=set_anew)
    now = timezone.now()
    today = request.place.org.day(now)
    try:
        asked = actions.ask_for_packet(
            engagement=engagement,
            choice=form.choice(today=today),
            role=request.place.acting_role,
            by=request.user,
            at=now,
            today=today,
        )
    except PacketRefused as refused:
        return answer(request, engagement, form, refused=str(refused), status=409)
    return HttpResponseRedirect(_address(request, engagement, asked))


@require_GET
@allow(Right.READ_ENGAGEMENT)
def packet(
    request: TenantRequest, org_slug: str, engagement_id: UUID, packet_id: UUID
) -> HttpResponse:
    """One packet: how far it is, or what is in it and who downloaded it."""
    engagement = engagement_at(request.place, engagement_id)
    return _page(request, engagement, packet_at(engagement, packet_id))


@require_POST
@allow(Right.BUILD_PACKET)
def cancel(
    request: TenantRequest, org_slug: str, engagement_id: UUID, packet_id: UUID
) -> HttpResponse:
    """Stop a packet that is being built."""
    now = timezone.now()
    return _do(
        request,
        engagement_id,
        packet_id,
        lambda packet: actions.cancel_packet(packet=packet, by=request.user, at=now),
    )


@require_POST
@allow(Right.BUILD_PACKET)
def again(
    request: TenantRequest, org_slug: str, engagement_id: UUID, packet_id: UUID
) -> HttpResponse:
    """Build a packet that failed after all."""
    now = timezone.now()
    return _do(
        request,
        engagement_id,
        packet_id,
        lambda packet: actions.ask_again(
            packet=packet,
            role=request.place.acting_role,
            by=request.user,
            at=now,
            today=request.place.org.day(now),
        ),
    )


@require_GET
@allow(Right.DOWNLOAD_PACKET)
@recent_mfa_for_file(page_of_packet)
def packet_file(
    request: TenantRequest, org_slug: str, engagement_id: UUID, packet_id: UUID
) -> HttpResponseBase:
    """The sealed file, for who has given a second factor just now."""
    engagement = engagement_at(request.place, engagement_id)
    return send_packet(request, sealed_packet_at(engagement, packet_id))


def _do(
    request: TenantRequest, engagement_id: UUID, packet_id: UUID, act: Callable[[Packet], object]
) -> HttpResponse:
    engagement = engagement_at(request.place, engagement_id)
    found = packet_at(engagement, packet_id)
    try:
        act(found)
    except PacketRefused as refused:
        return _page(request, engagement, found, refused=str(refused), status=409)
    if wants_fragment(request):
        return _page(request, engagement, packet_at(engagement, packet_id))
    return HttpResponseRedirect(_address(request, engagement, found))


def _list(
    request: TenantRequest,
    engagement: Engagement,
    form: AskForm,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    found = packets_of(engagement)
    context = {
        "frame": frame_of(request, engagement, current="packets"),
        "engagement": engagement,
        "place": request.place,
        "form": form,
        "refused": refused,
        "rows": [(one, TONES[one.stands]) for one in found],
        "unfinished": next((one for one in found if one.is_open), None),
        "comparable": sum(one.is_sealed for one in found) > 1,
        "today": request.place.org.day(timezone.now()),
    }
    return render_page(
        request,
        page="compliance/packets/packets.html",
        fragment="compliance/packets/_packets.html",
        context=context,
        status=status,
    )


def _choose(
    request: TenantRequest,
    engagement: Engagement,
    form: AskForm,
    *,
    refused: str = "",
    set_anew: bool = False,
    status: int = 200,
) -> HttpResponse:
    audience = form["audience"].value()
    context = {
        "frame": frame_of(request, engagement, current="packets"),
        "engagement": engagement,
        "place": request.place,
        "form": form,
        "refused": refused,
        "set_anew": set_anew,
        "begun_for": audience if set_anew else request.POST.get("begun_for", audience),
        "usually_not": PRESETS[Audience(audience)].reasons if audience in set(Audience) else {},
    }
    page = "compliance/packets/choose.html"
    return render_page(request, page=page, context=context, status=status)


def _page(
    request: TenantRequest,
    engagement: Engagement,
    found: Packet,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "frame": frame_of(request, engagement, current="packets"),
        "engagement": engagement,
        "place": request.place,
        "packet": found,
        "tone": TONES[found.stands],
        "facts": _facts(found),
        "refused": refused,
    }
    if found.is_sealed:
        context["manifest"] = contents_of(found)
        context["downloads"] = downloads_of(found)
        context["begins"] = request.place.may(Right.DOWNLOAD_PACKET) and download_begins(request)
    elif found.is_open:
        context["doing"] = found.doing or waits(packets_before(found, at=timezone.now()))
    response = render_page(
        request,
        page="compliance/packets/packet.html",
        fragment="compliance/packets/_packet.html",
        context=context,
        status=status,
    )
    # The progress asks for itself, and gets the whole panel: it may be a sealed document by now.
    response["HX-Retarget"] = "#packet"
    return response


def _facts(found: Packet) -> list[Fact]:
    return [
        Fact("Prepared for", found.audience),
        Fact("Who reads it", found.choice.audience.label),
        Fact("State shown", f"as of {show_date(found.as_of)}"),
        Fact("Asked for by", found.requested_by.name),
    ]


def _address(request: TenantRequest, engagement: Engagement, found: Packet) -> str:
    place = request.place
    return reverse("compliance:packet", args=(place.org.slug, engagement.pk, found.pk))
