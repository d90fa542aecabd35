"""What else the partner does with a call: another time, notes, closing the lead."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from engagements.bookings import actions, moving, queries, rules
from engagements.bookings.forms.calls import ClosingForm, NotesForm
from engagements.bookings.models import Booking
from engagements.bookings.months import month_times
from engagements.bookings.rules import BookingRefused, ClosingReason
from engagements.bookings.views.staff import PAGES, call_page
from engagements.bookings.views.wishes import Wish, picker, shown_of, status_of, wish_of
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page


@require_http_methods(["GET", "POST"])
@allow(Right.MANAGE_BOOKINGS)
def move(request: TenantRequest, org_slug: str, booking_id: UUID) -> HttpResponse:
    """Other times of its host, or of those there are; posting one gives it to the call."""
    booking = queries.booking_at(request.place, booking_id)
    try:
        rules.check_move_by_host(booking.standing)
        moving.hosts_for_moving(booking, by_host=True)
    except BookingRefused as refused:
        return call_page(request, booking, refused=str(refused), status=409)
    if request.method == "GET":
        return _times(request, booking)
    try:
        actions.move_by_host(
            partner=request.place.org,
            booking=booking,
            starts_at=rules.read_start(request.POST.get("slot", "")),
            by=request.user,
            at=timezone.now(),
        )
    except BookingRefused as refused:
        return _times(request, booking, refused)
    messages.success(request, "The call has another time; both have been told.")
    return _back(request, booking)


@require_POST
@allow(Right.MANAGE_BOOKINGS)
def notes(request: TenantRequest, org_slug: str, booking_id: UUID) -> HttpResponse:
    """Keep what is to be remembered."""
    booking = queries.booking_at(request.place, booking_id)
    form = NotesForm(request.POST)
    if not form.is_valid():
        refused = "Keep the notes under 5,000 characters."
        return call_page(request, booking, refused=refused, status=422)
    actions.write_notes(
        booking=booking, notes=form.cleaned_data["notes"], by=request.user, at=timezone.now()
    )
    messages.success(request, "The notes are kept.")
    return _back(request, booking)


@require_POST
@allow(Right.MANAGE_BOOKINGS)
def close(request: TenantRequest, org_slug: str, booking_id: UUID) -> HttpResponse:
    """Nothing more comes of it, with a reason."""
    booking = queries.booking_at(request.place, booking_id)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        return call_page(request, booking, closing=form, status=422)
    try:
        actions.close_lead(
            booking=booking,
            reason=ClosingReason(form.cleaned_data["reason"]),
            note=form.cleaned_data["note"],
            by=request.user,
            at=timezone.now(),
        )
    except BookingRefused as refused:
        return call_page(request, booking, refused=str(refused), status=409)
    messages.success(request, "The lead is closed.")
    return _back(request, booking)


@require_POST
@allow(Right.MANAGE_BOOKINGS)
def open_again(request: TenantRequest, org_slug: str, booking_id: UUID) -> HttpResponse:
    """It is a lead after all."""
    booking = queries.booking_at(request.place, booking_id)
    try:
        actions.open_lead_again(booking=booking, by=request.user, at=timezone.now())
    except BookingRefused as refused:
        return call_page(request, booking, refused=str(refused), status=409)
    messages.success(request, "The lead is open again.")
    return _back(request, booking)


def _back(request: TenantRequest, booking: Booking) -> HttpResponse:
    return redirect("engagements:booked-call", request.place.org.slug, booking.pk)


def _times(
    request: TenantRequest, booking: Booking, refused: BookingRefused | None = None
) -> HttpResponse:
    now, shown = timezone.now(), shown_of(request.GET)
    try:
        wish = wish_of(request.GET, request.place.org)
    except BookingRefused as unreadable:
        wish, refused = Wish(booking.host.time_zone), unreadable
    wish = wish if wish.chosen else Wish(booking.host.time_zone, chosen=True)
    slots = moving.slots_for_moving(booking, at=now, by_host=True)
    times = month_times(slots, zone=wish.zone, at=now, day=shown.day, month=shown.month)
    path = reverse("engagements:call-move", args=(request.place.org.slug, booking.pk))
    context: dict[str, Any] = {
        "partner": request.place.org,
        "booking": booking,
        "refused": refused,
        "moving": True,
        "button": "Give the call this time",
        "kept_day": shown.day,
        **picker(times, wish, path, at=now),
    }
    return render_page(
        request,
        page=f"{PAGES}/move_by_host.html",
        fragment=f"{PAGES}/_times.html",
        context=context,
        status=status_of(refused),
    )
