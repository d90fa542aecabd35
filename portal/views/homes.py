"""Where a person lands: the door they have, a partner's book, a client's engagements."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from compliance.clearance.rules import EXPIRY_WARNING_DAYS
from compliance.vendors.queries import reports_to_accept
from compliance.vendors.requested import requests_late
from engagements.bookings.models import Booking
from engagements.bookings.moving import calls_left
from engagements.bookings.queries import calls_ahead
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Stage
from portal.accounts.places import Place, TenantRequest, doors
from portal.accounts.roles import Right
from portal.ui.pages import render_page
from portal.views.duties import Waiting, for_person


@dataclass(frozen=True)
class Shelf:
    """The engagements of one stage, those that wait longest first."""

    stage: Stage
    engagements: list[Engagement]


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Go to the only organisation or engagement, or show them all."""
    back = request.session.pop("after_second_factor", None)
    if back:
        return redirect(back)
    found = doors(user=request.user, at=timezone.now())  # type: ignore[arg-type]
    if len(found) == 1:
        return redirect(found[0].path)
    return render_page(request, page="home.html", context={"doors": found})


@require_GET
def organisation_home(request: TenantRequest, org_slug: str) -> HttpResponse:
    """The book of a partner; of a client its engagements, or its only one at once."""
    if request.place.org.is_partner:
        return _book(request)
    found = Engagement.objects.of_client(request.place.org.pk).order_by("-opened_at")
    engagements = list(found.select_related("lead"))
    if len(engagements) == 1:
        return redirect(reverse("overview", args=(org_slug, engagements[0].pk)))
    waiting = [
        one
        for each in engagements
        for one in for_person(request.place, request.user, each, each.waiting)
    ]
    context = {"engagements": engagements, "place": request.place, "waiting": waiting}
    return render_page(request, page="client_home.html", context=context)


def _book(request: TenantRequest) -> HttpResponse:
    place = request.place
    rows = Engagement.objects.of_partner(place.org.pk).select_related("lead", "org")
    engagements = list(rows.order_by("next_since"))
    shelves = [
        Shelf(stage, [one for one in engagements if one.stage == stage])
        for stage in Stage
        if any(one.stage == stage for one in engagements)
    ]
    today = place.org.day(timezone.now())
    context = {
        "place": place,
        "shelves": shelves,
        "today": today,
        "expiring": sorted(
            (one for one in engagements if _soon(one, today)),
            key=lambda one: one.earliest_expiry or today,
        ),
        "waiting": _waiting(request, engagements),
        "calls": _calls(request),
        "new_url": _new_url(place),
    }
    return render_page(request, page="book.html", context=context)


def _waiting(request: TenantRequest, engagements: list[Engagement]) -> list[Waiting]:
    """What waits for this person at all clients, and in the register; longest first."""
    place, user = request.place, request.user
    found = [one for each in engagements for one in for_person(place, user, each, each.waiting)]
    if place.may(Right.REVIEW_EVIDENCE):
        found += [
            Waiting(
                title=f"Look at the review of the {report.short_name}, and accept it",
                about=str(report.service),
                url=reverse("compliance:report", args=(place.org.slug, report.pk)),
                since=place.org.day(report.reviewed_at),
            )
            for report in reports_to_accept(place.org.pk, but_by=user.pk)
            if report.reviewed_at
        ]
        found += [
            Waiting(
                title=f"Ask again for the {late.wants.label}, which is late",
                about=str(late.service),
                url=reverse("compliance:request", args=(place.org.slug, late.pk)),
                since=late.expected_on,
            )
            for late in requests_late(place.org.pk, today=place.org.day(timezone.now()))
        ]
    found += _calls_left(request)
    return sorted(found, key=lambda one: one.since or date.min)


def _calls_left(request: TenantRequest) -> list[Waiting]:
    """Calls whose host takes none any more, for whoever may hand them over."""
    place = request.place
    if not place.may(Right.MANAGE_BOOKINGS):
        return []
    return [
        Waiting(
            title=f"Hand over the call with {call.organisation}",
            about=f"{call.in_host_zone}; {call.host} no longer takes calls",
            url=reverse("engagements:call-hand-over", args=(place.org.slug, call.pk)),
            since=None,
        )
        for call in calls_left(place.org.pk, at=timezone.now())
    ]


def _calls(request: TenantRequest) -> list[Booking]:
    """This person's next calls."""
    place = request.place
    if not place.may(Right.MANAGE_BOOKINGS):
        return []
    return calls_ahead(place.org.pk, user_id=request.user.pk, at=timezone.now())


def _new_url(place: Place) -> str:
    allowed = place.may(Right.OPEN_ENGAGEMENT)
    return reverse("engagements:engagement-new", args=(place.org.slug,)) if allowed else ""


def _soon(engagement: Engagement, today: date) -> bool:
    last = engagement.earliest_expiry
    return last is not None and (last - today).days <= EXPIRY_WARNING_DAYS
