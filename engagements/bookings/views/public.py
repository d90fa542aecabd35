"""The booking page of a partner: a time, a few questions with advice, a hold."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from engagements.bookings import actions, queries, rules
from engagements.bookings.forms.visitors import CallForm
from engagements.bookings.models import Booking
from engagements.bookings.rules import BookingRefused, BookingState, Slot, TimeRange
from engagements.bookings.views.drafts import (
    draft_of,
    held_before,
    keep_draft,
    packed,
    remember_held,
)
from engagements.bookings.views.wishes import (
    SLOT_REFUSALS,
    TOO_MANY,
    Wish,
    picker,
    shown_of,
    status_of,
    times_for,
    times_near,
    wish_of,
)
from portal.accounts.networks import network_of
from portal.accounts.places import TenantRequest
from portal.ui.pages import render_page, wants_fragment

PAGES = "engagements/bookings"

View = Callable[Concatenate[TenantRequest, ...], HttpResponse]


def refused_kindly(view: View) -> View:
    """A wish that makes no sense leads back to the first page, with the sentence that says why."""

    @wraps(view)
    def kind(request: TenantRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except BookingRefused as refused:
            return _times_page(request, Wish(request.place.org.time_zone), refused)

    return kind


@require_GET
@refused_kindly
def book(request: TenantRequest, org_slug: str) -> HttpResponse:
    """Who the call is with, and the open times in the visitor's zone."""
    return _times_page(request, wish_of(request.GET, request.place.org))


@never_cache
@require_http_methods(["GET", "POST"])
@refused_kindly
def call(request: TenantRequest, org_slug: str) -> HttpResponse:
    """The questions with their advice, for a chosen time; posting them holds the time."""
    if request.method == "GET":
        return _asked(request, wish_of(request.GET, request.place.org))
    wish = wish_of(request.POST, request.place.org)
    form = CallForm(request.POST)
    return _advise(request, wish, form) if "advise" in request.POST else _hold(request, wish, form)


@never_cache
@require_GET
def held(request: TenantRequest, org_slug: str, booking_id: UUID) -> HttpResponse:
    """What is held, until when, and that the mail makes it a call; with the advice again."""
    rows = Booking.objects.select_related("host__user")
    booking = get_object_or_404(rows, pk=booking_id, partner_id=request.place.org.pk)
    context = {
        "partner": request.place.org,
        "booking": booking,
        "waits": booking.standing_at(timezone.now()) is BookingState.HELD,
        "until": rules.told(
            TimeRange(booking.held_at, booking.hold_expires_at), booking.visitor_zone
        ),
        "advice": queries.advice_on(booking.said),
    }
    return render_page(request, page=f"{PAGES}/held.html", context=context)


def _asked(request: TenantRequest, wish: Wish) -> HttpResponse:
    """The questions, with what was typed before and the advice on it.

    Who has just asked for this very time and went back is led on again.
    """
    chosen = request.GET.get("slot", "")
    try:
        slot = _slot(request, wish, chosen)
    except rules.SlotTaken:
        booking = queries.held_at(
            request.place.org.pk, held_before(request), rules.read_start(chosen)
        )
        if booking is None:
            raise
        return redirect("engagements:held", request.place.org.slug, booking.pk)
    typed = draft_of(request)
    if not typed:
        return _questions(request, wish, CallForm(), slot=slot)
    return _questions(
        request, wish, CallForm(initial=typed), slot=slot, said=CallForm(typed).intake()
    )


def _advise(request: TenantRequest, wish: Wish, form: CallForm) -> HttpResponse:
    """The advice on the answers so far, without complaints; without a script on a page to go to."""
    if wants_fragment(request):
        context = {"advice": queries.advice_on(form.intake())}
        return render_page(request, page=f"{PAGES}/_advice.html", context=context)
    chosen = request.POST.get("slot", "")
    if words := packed(form):
        start = rules.read_start(chosen).isoformat()
        path = reverse("engagements:book-call", args=(request.place.org.slug,))
        query = urlencode({"slot": start}) + (f"&{wish.query}" if wish.query else "")
        return keep_draft(request, redirect(f"{path}?{query}#advice"), words)
    slot = _slot(request, wish, chosen)
    answers = {name: form[name].value() for name in form.fields}
    return _questions(request, wish, CallForm(initial=answers), slot=slot, said=form.intake())


def _hold(request: TenantRequest, wish: Wish, form: CallForm) -> HttpResponse:
    chosen = request.POST.get("slot", "")
    try:
        slot = _slot(request, wish, chosen)
        if not form.is_valid():
            return _questions(request, wish, form, slot=slot, said=form.intake(), status=422)
        booking = _held_for(request, wish, form, slot)
    except SLOT_REFUSALS as refused:
        return _questions(request, wish, form, said=form.intake(), refused=refused)
    except (rules.IntakeRefused, *TOO_MANY) as refused:
        for reason in refused.reasons:
            form.add_error(None, reason)
        status = status_of(refused)
        return _questions(request, wish, form, slot=slot, said=form.intake(), status=status)
    response = redirect("engagements:held", request.place.org.slug, booking.pk)
    return remember_held(request, response, booking.pk)


def _held_for(request: TenantRequest, wish: Wish, form: CallForm, slot: Slot) -> Booking:
    return actions.hold_slot(
        partner=request.place.org,
        starts_at=slot.starts_at,
        visitor=form.visitor(wish.zone),
        intake=form.intake(),
        host_id=wish.host_id,
        network=network_of(request),
        at=timezone.now(),
    ).booking


def _slot(request: TenantRequest, wish: Wish, text: str) -> Slot:
    return queries.open_slot(
        request.place.org.pk, rules.read_start(text), at=timezone.now(), host_id=wish.host_id
    )


def _times_page(
    request: TenantRequest, wish: Wish, refused: BookingRefused | None = None
) -> HttpResponse:
    now, partner = timezone.now(), request.place.org
    path = reverse("engagements:book", args=(partner.slug,))
    times = times_for(partner, wish, shown_of(request.GET), at=now)
    context = picker(times, wish, path, at=now)
    context |= {"partner": partner, "refused": refused, "kept_day": shown_of(request.GET).day}
    return render_page(
        request,
        page=f"{PAGES}/book.html",
        fragment=f"{PAGES}/_times.html",
        context=context,
        status=status_of(refused),
    )


def _questions(
    request: TenantRequest,
    wish: Wish,
    form: CallForm,
    *,
    slot: Slot | None = None,
    said: rules.Intake | None = None,
    refused: BookingRefused | None = None,
    status: int = 0,
) -> HttpResponse:
    """The form for a chosen slot; when that was refused, the next open times stand in its place.

    What was posted is kept for the visitor's next page too, whichever time they choose there.
    """
    now, partner = timezone.now(), request.place.org
    words = packed(form) if request.method == "POST" else ""
    context: dict[str, Any] = {
        "partner": partner,
        "wish": wish,
        "form": form,
        "slot": slot,
        "told": slot and rules.told(TimeRange(slot.starts_at, slot.ends_at), wish.zone),
        "times": None if slot else times_near(partner, wish, request.POST.get("slot", ""), at=now),
        "advice": said and queries.advice_on(said),
        "refused": refused,
        "kept": words,
    }
    response = render_page(
        request, page=f"{PAGES}/call.html", context=context, status=status or status_of(refused)
    )
    return keep_draft(request, response, words) if words else response
