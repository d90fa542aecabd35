"""Handing a call over: who is free for it, and the one that is chosen."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from engagements.bookings import actions, moving, queries, rules
from engagements.bookings.facts import facts_for_host
from engagements.bookings.forms.calls import TakerForm
from engagements.bookings.models import Booking
from engagements.bookings.rules import BookingRefused
from engagements.bookings.views.staff import PAGES, call_page
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page


@require_http_methods(["GET", "POST"])
@allow(Right.MANAGE_BOOKINGS)
def hand_over(request: TenantRequest, org_slug: str, booking_id: UUID) -> HttpResponse:
    """Who else could take the call; posting one of them hands it over, and all three are told."""
    booking, now = queries.booking_at(request.place, booking_id), timezone.now()
    try:
        rules.check_handing_over(booking.standing, starts_at=booking.starts_at, at=now)
    except BookingRefused as refused:
        return call_page(request, booking, refused=str(refused), status=409)
    data = request.POST if request.method == "POST" else None
    form = TakerForm(data, takers=moving.takers_of(booking, at=now))
    if not form.is_valid():
        return _page(request, booking, form, status=422 if form.errors else 200)
    try:
        call = actions.hand_over(
            partner=request.place.org,
            booking=booking,
            host_id=UUID(form.cleaned_data["host"]),
            by=request.user,
            at=now,
        )
    except BookingRefused as refused:
        return _page(request, booking, form, refused=str(refused), status=409)
    messages.success(request, f"{call.host} takes the call; the visitor and both hosts are told.")
    return redirect("engagements:booked-call", org_slug, booking.pk)


def _page(
    request: TenantRequest,
    booking: Booking,
    form: TakerForm,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    takers = moving.takers_of(booking, at=timezone.now())
    context = {
        "partner": request.place.org,
        "booking": booking,
        "facts": facts_for_host(booking),
        "form": form,
        "here": queries.is_here(booking.host),
        "anyone_free": any(one.free for one in takers),
        "busy": [one.host for one in takers if not one.free],
        "refused": refused,
    }
    return render_page(request, page=f"{PAGES}/hand_over.html", context=context, status=status)
