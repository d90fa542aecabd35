"""The visitor's own page behind the private link: GET shows, POST acts."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_http_methods

from engagements.bookings import actions, letters, moving, queries, rules
from engagements.bookings.facts import facts_of_call, facts_of_intake
from engagements.bookings.invitations import Method, calendar_text
from engagements.bookings.models import Booking
from engagements.bookings.months import month_times
from engagements.bookings.rules import BookingRefused, BookingState, NobodyHosts, TooManyMoves
from engagements.bookings.views.wishes import Wish, picker, shown_of, status_of, wish_of
from portal.accounts.places import TenantRequest
from portal.ui.pages import render_page

PAGES = "engagements/bookings"
# The page opens with the sentence of these states, so a refusal would say it twice.
TELLS_ITSELF = {BookingState.CANCELLED, BookingState.EXPIRED}

MOVING = {"moving": True, "button": "Move the call"}

Opened = Callable[[TenantRequest, Booking, str], HttpResponse]
View = Callable[Concatenate[TenantRequest, ...], HttpResponse]


def by_private_link(view: Opened) -> View:
    """Find the call of the link; a link that opens none says so. Nothing of it is kept anywhere."""

    @wraps(view)
    def opened(request: TenantRequest, org_slug: str, token: str) -> HttpResponse:
        booking = queries.booking_by_token(request.place.org.pk, token)
        if booking is None:
            context = {"partner": request.place.org}
            response = render_page(request, page=f"{PAGES}/gone.html", context=context, status=404)
        else:
            response = view(request, booking, token)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return opened


@require_GET
@by_private_link
def private(request: TenantRequest, booking: Booking, token: str) -> HttpResponse:
    """Everything about one call, and what can still be done with it."""
    return _page(request, booking, token)


@require_http_methods(["GET", "POST"])
@by_private_link
def confirm(request: TenantRequest, booking: Booking, token: str) -> HttpResponse:
    """The address is the visitor's: the held time becomes a call. Opened, it shows the call."""
    if request.method == "GET":
        return _page(request, booking, token)
    try:
        actions.confirm_call(
            partner=request.place.org, booking=booking, token=token, at=timezone.now()
        )
    except BookingRefused as refused:
        return _page(request, booking, token, refused)
    return _back(request, token)


@require_http_methods(["GET", "POST"])
@by_private_link
def move(request: TenantRequest, booking: Booking, token: str) -> HttpResponse:
    """Other open times of its host, or of those there are; posting one moves the call there."""
    if request.method == "GET":
        return _times(request, booking, token, _immovable(booking))
    try:
        actions.move_call(
            partner=request.place.org,
            booking=booking,
            token=token,
            starts_at=rules.read_start(request.POST.get("slot", "")),
            at=timezone.now(),
        )
    except BookingRefused as refused:
        return _times(request, booking, token, refused)
    return _back(request, token)


@require_http_methods(["GET", "POST"])
@by_private_link
def cancel(request: TenantRequest, booking: Booking, token: str) -> HttpResponse:
    """Ask, then call it off."""
    if request.method == "GET":
        if not booking.may_change(timezone.now()):
            return _page(request, booking, token)
        context = _context(request, booking, token)
        return render_page(request, page=f"{PAGES}/cancel.html", context=context)
    try:
        actions.cancel_by_visitor(partner=request.place.org, booking=booking, at=timezone.now())
    except BookingRefused as refused:
        return _page(request, booking, token, refused)
    return _back(request, token)


@require_GET
@by_private_link
def calendar_file(request: TenantRequest, booking: Booking, token: str) -> HttpResponse:
    """The call as a file for any calendar, while it stands."""
    if booking.standing is not BookingState.CONFIRMED:
        return _page(request, booking, token)
    path = letters.private_path(request.place.org, token)
    entry = letters.entry_of(booking, request.place.org, path=path)
    text = calendar_text(entry, Method.PUBLISH, at=timezone.now())
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="strategy-call.ics"'},
    )


def _immovable(booking: Booking) -> BookingRefused | None:
    """Why it cannot be moved to any time at all, if so."""
    try:
        rules.check_moves(booking.moves)
        moving.hosts_for_moving(booking)
    except BookingRefused as refused:
        return refused
    return None


def _back(request: TenantRequest, token: str) -> HttpResponse:
    return redirect("engagements:private-call", request.place.org.slug, token)


def _context(request: TenantRequest, booking: Booking, token: str) -> dict[str, Any]:
    return {
        "partner": request.place.org,
        "booking": booking,
        "token": token,
        "facts": facts_of_call(booking),
    }


def _page(
    request: TenantRequest, booking: Booking, token: str, refused: BookingRefused | None = None
) -> HttpResponse:
    now = timezone.now()
    state = booking.standing_at(now)
    context = _context(request, booking, token) | {
        "state": state,
        "refused": None if state in TELLS_ITSELF else refused,
        "may_change": booking.may_change(now),
        "movable": state is BookingState.CONFIRMED and booking.may_change(now),
        "change_until": booking.change_until,
        "said": facts_of_intake(booking.said),
        "advice": queries.advice_on(booking.said),
    }
    status = 410 if state is BookingState.EXPIRED else 409 if refused else 200
    return render_page(request, page=f"{PAGES}/private.html", context=context, status=status)


def _times(
    request: TenantRequest, booking: Booking, token: str, refused: BookingRefused | None = None
) -> HttpResponse:
    now = timezone.now()
    if not booking.may_change(now) or isinstance(refused, NobodyHosts | TooManyMoves):
        return _page(request, booking, token, refused)
    try:
        wish = wish_of(request.GET, request.place.org)
    except BookingRefused as unreadable:
        wish, refused = Wish(booking.visitor_zone), unreadable
    wish = wish if wish.chosen else Wish(booking.visitor_zone, chosen=True)
    slots = moving.slots_for_moving(booking, at=now)
    shown = shown_of(request.GET)
    times = month_times(slots, zone=wish.zone, at=now, day=shown.day, month=shown.month)
    path = reverse("engagements:private-move", args=(request.place.org.slug, token))
    context = _context(request, booking, token) | picker(times, wish, path, at=now)
    return render_page(
        request,
        page=f"{PAGES}/move.html",
        fragment=f"{PAGES}/_times.html",
        context=context | {"refused": refused, "kept_day": shown.day, **MOVING},
        status=status_of(refused),
    )
