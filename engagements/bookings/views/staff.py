"""The partner's pages: calls to come and past, what became of them, the engagement."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from engagements.bookings import actions, queries
from engagements.bookings.facts import facts_for_host, facts_of_intake
from engagements.bookings.forms.calls import (
    CancelForm,
    ClosingForm,
    EngagementForm,
    NotesForm,
    OutcomeForm,
)
from engagements.bookings.models import Booking
from engagements.bookings.overview import overview_of
from engagements.bookings.rules import (
    BookingRefused,
    BookingState,
    may_be_closed,
    outcomes_open_to,
    proposed_title,
)
from engagements.lifecycle.queries import staff_of
from engagements.lifecycle.rules import Refused
from portal.accounts.decorators import allow
from portal.accounts.models import Organization
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page

PAGES = "engagements/bookings"


@require_GET
@allow(Right.MANAGE_BOOKINGS)
def calls(request: TenantRequest, org_slug: str) -> HttpResponse:
    """Calls to come, soonest first, and those that were."""
    partner, now = partner_of(request), timezone.now()
    context = {
        "partner": partner,
        "calls": queries.calls_of(partner.pk, at=now),
        "overview": overview_of(partner.pk, at=now),
        "host": queries.host_of_user(partner.pk, request.user.pk),
        "public_url": request.build_absolute_uri(reverse("engagements:book", args=(partner.slug,))),
    }
    return render_page(request, page=f"{PAGES}/calls.html", context=context)


@require_GET
@allow(Right.MANAGE_BOOKINGS)
def booked_call(request: TenantRequest, org_slug: str, booking_id: UUID) -> HttpResponse:
    """One call: what was said, what the rules say to it, what became of it."""
    return call_page(request, queries.booking_at(request.place, booking_id))


@require_POST
@allow(Right.MANAGE_BOOKINGS)
def outcome(request: TenantRequest, org_slug: str, booking_id: UUID) -> HttpResponse:
    """Record that it took place, or that nobody came."""
    booking = queries.booking_at(request.place, booking_id)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return call_page(request, booking, refused="Say whether the call took place.", status=422)
    state = BookingState(form.cleaned_data["outcome"])
    try:
        actions.record_outcome(booking=booking, outcome=state, by=request.user, at=timezone.now())
    except BookingRefused as refused:
        return call_page(request, booking, refused=str(refused), status=409)
    messages.success(request, f"Recorded: {state.label.lower()}.")
    return redirect("engagements:booked-call", org_slug, booking.pk)


@require_http_methods(["GET", "POST"])
@allow(Right.MANAGE_BOOKINGS)
def cancel(request: TenantRequest, org_slug: str, booking_id: UUID) -> HttpResponse:
    """Ask, then call it off, with a word to the visitor."""
    booking = queries.booking_at(request.place, booking_id)
    form = CancelForm(request.POST or None)
    if not form.is_valid():
        context = {"booking": booking, "facts": facts_for_host(booking), "form": form}
        status = 422 if form.errors else 200
        return render_page(request, page=f"{PAGES}/call_off.html", context=context, status=status)
    try:
        actions.cancel_by_host(
            partner=request.place.org,
            booking=booking,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
    except BookingRefused as refused:
        return call_page(request, booking, refused=str(refused), status=409)
    messages.success(request, "The call is cancelled; the visitor has been told.")
    return redirect("engagements:booked-call", org_slug, booking.pk)


@require_POST
@allow(Right.OPEN_ENGAGEMENT)
def engage(request: TenantRequest, org_slug: str, booking_id: UUID) -> HttpResponse:
    """Make the engagement, and go on to its scope."""
    booking = queries.booking_at(request.place, booking_id)
    form = _engagement_form(request, booking, request.POST)
    if not form.is_valid():
        return call_page(request, booking, form=form, status=422)
    given = form.cleaned_data
    try:
        engagement = actions.make_engagement(
            partner=request.place.org,
            booking=booking,
            client_name=given["client_name"],
            legal_name=given["legal_name"],
            title=given["title"],
            lead=form.leads[given["lead"]],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        return call_page(request, booking, form=form, refused=str(refused), status=409)
    return redirect("engagements:scope", engagement.client_slug, engagement.pk)


def partner_of(request: TenantRequest) -> Organization:
    """The partner whose own pages these are, or 404."""
    partner = request.place.org
    if not partner.is_partner:
        raise Http404
    return partner


def _engagement_form(request: TenantRequest, booking: Booking, data: Any = None) -> EngagementForm:
    proposed = {
        "client_name": booking.organisation,
        "legal_name": booking.organisation,
        "title": proposed_title(booking.said),
        "lead": str(booking.host.user_id),
    }
    staff = [member.user for member in staff_of(request.place.org.pk)]
    return EngagementForm(data, staff=staff, initial=proposed)


def call_page(
    request: TenantRequest,
    booking: Booking,
    *,
    form: EngagementForm | None = None,
    closing: ClosingForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """One call with everything that can be done with it."""
    now = timezone.now()
    context = {
        "partner": request.place.org,
        "booking": booking,
        "state": booking.standing,
        "begun": booking.starts_at <= now,
        "facts": facts_for_host(booking),
        "said": facts_of_intake(booking.said),
        "advice": queries.advice_on(booking.said),
        "outcomes": outcomes_open_to(booking.standing, starts_at=booking.starts_at, at=now),
        "engagement": queries.engagement_of(booking),
        "form": form or _engagement_form(request, booking),
        "closing": closing or ClosingForm(),
        "closable": may_be_closed(
            booking.standing,
            starts_at=booking.starts_at,
            engagement_id=booking.engagement_id,
            closed=booking.is_closed,
            at=now,
        ),
        "notes": NotesForm(initial={"notes": booking.notes}),
        "refused": refused,
    }
    return render_page(request, page=f"{PAGES}/booked_call.html", context=context, status=status)
