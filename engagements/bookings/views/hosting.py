"""A host's own pages: hours and terms, other calendars, the feed of calls."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from engagements.bookings import actions, letters, queries
from engagements.bookings.forms.hours import CalendarForm, HoursForm, answers_of, ranges_a_day
from engagements.bookings.invitations import feed_text
from engagements.bookings.models import Host
from engagements.bookings.public_holidays import PublicHolidays
from engagements.bookings.rules import BookingRefused
from engagements.bookings.views.staff import PAGES, partner_of
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page

HOLIDAYS_SHOWN = 3


@require_http_methods(["GET", "POST"])
@allow(Right.MANAGE_BOOKINGS)
def hours(request: TenantRequest, org_slug: str) -> HttpResponse:
    """One's own week, the days that differ, and terms."""
    partner = partner_of(request)
    host = queries.host_of_user(partner.pk, request.user.pk)
    form = HoursForm(
        request.POST or None,
        initial=answers_of(host, partner.time_zone),
        ranges_a_day=ranges_a_day(host),
    )
    if form.is_valid():
        try:
            actions.keep_hours(
                partner=partner,
                user=request.user,
                hours=form.hours(),
                policy=form.policy(),
                meeting_place=form.cleaned_data["meeting_place"],
                active=form.cleaned_data["active"],
                public_holidays=form.cleaned_data["public_holidays"],
                by=request.user,
                at=timezone.now(),
            )
        except BookingRefused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, "Your hours are kept. Calls already booked stay.")
            return redirect("engagements:call-hours", org_slug)
    return _page(request, host, form=form, status=422 if form.errors else 200)


@require_POST
@allow(Right.MANAGE_BOOKINGS)
def feed(request: TenantRequest, org_slug: str) -> HttpResponse:
    """A new address for the feed."""
    host = queries.host_of_user(partner_of(request).pk, request.user.pk)
    if host is None:
        return _hours_first(request)
    actions.give_feed(host=host, by=request.user, at=timezone.now())
    messages.success(request, "The calendar of your calls has a new address.")
    return redirect("engagements:call-hours", org_slug)


@require_POST
@allow(Right.MANAGE_BOOKINGS)
def add_calendar(request: TenantRequest, org_slug: str) -> HttpResponse:
    """Keep calls away from what another calendar says."""
    host = queries.host_of_user(partner_of(request).pk, request.user.pk)
    form = CalendarForm(request.POST)
    if host is None:
        return _hours_first(request)
    if form.is_valid():
        try:
            actions.add_calendar(host=host, by=request.user, at=timezone.now(), **form.cleaned_data)
        except BookingRefused as refused:
            form.add_error(None, str(refused))
    if form.errors:
        return _page(request, host, adding=form, status=422)
    messages.success(request, "The calendar is being read.")
    return redirect("engagements:call-hours", org_slug)


@require_POST
@allow(Right.MANAGE_BOOKINGS)
def remove_calendar(request: TenantRequest, org_slug: str, calendar_id: UUID) -> HttpResponse:
    """Forget a calendar."""
    calendar = queries.calendar_at(request.place, calendar_id)
    actions.remove_calendar(calendar=calendar, by=request.user, at=timezone.now())
    messages.success(request, f"{calendar.name} is no longer read.")
    return redirect("engagements:call-hours", org_slug)


@require_POST
@allow(Right.MANAGE_BOOKINGS)
def read_calendar(request: TenantRequest, org_slug: str, calendar_id: UUID) -> HttpResponse:
    """Have a calendar read now."""
    actions.ask_for_reading(calendar=queries.calendar_at(request.place, calendar_id))
    messages.success(request, "The calendar is being read.")
    return redirect("engagements:call-hours", org_slug)


@never_cache
@require_GET
def feed_file(request: TenantRequest, org_slug: str, token: str) -> HttpResponse:
    """The calls of the host whose secret address this is, for a calendar program."""
    partner, now = request.place.org, timezone.now()
    host = queries.host_by_feed(partner.pk, token)
    if host is None:
        raise Http404
    entries = [
        letters.hosts_entry_of(call, partner) for call in queries.calls_in_feed(host, at=now)
    ]
    text = feed_text(entries, name=f"Strategy calls of {host.user.name}", at=now)
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"X-Robots-Tag": "noindex", "Content-Disposition": 'inline; filename="calls.ics"'},
    )


def _hours_first(request: TenantRequest) -> HttpResponse:
    messages.info(request, "Write your hours down first; then you take calls.")
    return redirect("engagements:call-hours", request.place.org.slug)


def _page(
    request: TenantRequest,
    host: Host | None,
    *,
    form: HoursForm | None = None,
    adding: CalendarForm | None = None,
    status: int = 200,
) -> HttpResponse:
    partner, now = partner_of(request), timezone.now()
    holidays = PublicHolidays(host.public_holidays if host else "")
    context = {
        "partner": partner,
        "host": host,
        "now": now,
        "form": form
        or HoursForm(initial=answers_of(host, partner.time_zone), ranges_a_day=ranges_a_day(host)),
        "holidays": holidays.after(partner.day(now), most=HOLIDAYS_SHOWN),
        "calendars": [
            (calendar, calendar.is_stale(now))
            for calendar in (queries.calendars_of(host) if host else [])
        ],
        "adding": adding or CalendarForm(),
        "feed_url": _feed_url(host, partner.slug),
    }
    return render_page(request, page=f"{PAGES}/hours.html", context=context, status=status)


def _feed_url(host: Host | None, slug: str) -> str:
    if host is None or not host.feed_token:
        return ""
    path = reverse("engagements:call-feed-file", args=(slug, host.feed_token))
    return f"{settings.PUBLIC_URL}{path}"
