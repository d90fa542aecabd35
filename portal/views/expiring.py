"""What runs out: across a partner's book, at a client, in one engagement; and the weekly mail."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from compliance.clearance.actions.weekly import choose_weekly
from compliance.clearance.book import groups_of, running_out_at
from compliance.clearance.lapsing import running_out
from compliance.clearance.queries import standpoint
from compliance.clearance.queries.weekly import WayOut, read_way_out, wants_weekly
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow
from portal.accounts.models import Organization, User
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.tenancy.context import tenant
from portal.ui.pages import render_page


@require_GET
@allow(Right.READ_ENGAGEMENT)
def organisation(request: TenantRequest, org_slug: str) -> HttpResponse:
    """Everything that runs out at a partner and its clients, or at one client."""
    place = request.place
    if place.org.is_partner and not place.may(Right.SEE_BOOK):
        raise PermissionDenied("Only people of the partner who see its book see this.")
    context = {
        "place": place,
        "groups": running_out_at(place.org, at=timezone.now()),
        "weekly": wants_weekly(place.org, request.user),
        "reach": _reach(request),
    }
    return render_page(request, page="expiring.html", context=context)


@require_GET
@allow(Right.READ_ENGAGEMENT)
def engagement(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Everything that runs out in one engagement, gathered now."""
    found, now = engagement_at(request.place, engagement_id), timezone.now()
    today = request.place.org.day(now)
    stand = standpoint(found, today=today)
    lapsing = running_out(found, stand, at=now, today=today)
    context = {
        "frame": frame_of(request, found, current="overview"),
        "engagement": found,
        "place": request.place,
        "groups": groups_of(found, lapsing, today=today),
        "reach": _reach(request),
    }
    return render_page(request, page="engagement_expiring.html", context=context)


@require_POST
@allow(Right.READ_ENGAGEMENT)
def weekly(request: TenantRequest, org_slug: str) -> HttpResponse:
    """Switch one's own weekly mail on or off."""
    place, wanted = request.place, request.POST.get("wanted") == "yes"
    if wants_weekly(place.org, request.user) is None:
        raise PermissionDenied("The weekly mail of this organisation does not go to your role.")
    choose_weekly(org=place.org, user=request.user, wanted=wanted, at=timezone.now())
    messages.success(request, f"Your weekly mail is {'on' if wanted else 'off'}.")
    return redirect("expiring", org_slug)


@require_http_methods(["GET", "POST"])
def weekly_off(request: HttpRequest, token: str) -> HttpResponse:
    """Switch off the mail that a signed link came with; only the button does it, not the link."""
    way = read_way_out(token)
    if way is None:
        raise Http404
    with tenant(org=way.org_id, partner=way.partner_id, user=way.user_id):
        org, done = _switched_off(request, way)
    return render_page(request, page="weekly_off.html", context={"org": org.name, "done": done})


def _switched_off(request: HttpRequest, way: WayOut) -> tuple[Organization, bool]:
    org: Organization = Organization.objects.get(pk=way.org_id)
    asked = request.method == "POST"
    if asked:
        user = User.objects.get(pk=way.user_id)
        choose_weekly(
            org=org, user=user, wanted=False, at=timezone.now(), via="the link in the mail"
        )
    return org, asked


def _reach(request: TenantRequest) -> tuple[str, ...]:
    """The beginnings of addresses that this person can open from here."""
    place = request.place
    if place.is_partner_staff:
        return ("/o/",)
    return (f"/o/{place.org.slug}/",)
