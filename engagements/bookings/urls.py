"""Addresses of booked calls: public, behind the private link, on the partner's pages."""

from django.urls import path

from engagements.bookings.views import following, handing, hosting, public, staff, visitor

PUBLIC = "p/<slug:org_slug>/"
PRIVATE = f"{PUBLIC}calls/<str:token>/"
STAFF = "o/<slug:org_slug>/calls/"
HOURS = f"{STAFF}hours/"
CALENDAR = f"{HOURS}calendars/<uuid:calendar_id>/"
ONE = f"{STAFF}<uuid:booking_id>/"

urlpatterns = [
    path(PUBLIC, public.book, name="book"),
    path(f"{PUBLIC}call/", public.call, name="book-call"),
    path(f"{PUBLIC}held/<uuid:booking_id>/", public.held, name="held"),
    path(PRIVATE, visitor.private, name="private-call"),
    path(f"{PRIVATE}confirm/", visitor.confirm, name="private-confirm"),
    path(f"{PRIVATE}move/", visitor.move, name="private-move"),
    path(f"{PRIVATE}cancel/", visitor.cancel, name="private-cancel"),
    path(f"{PRIVATE}call.ics", visitor.calendar_file, name="private-calendar"),
    path(f"{PUBLIC}feed/<str:token>.ics", hosting.feed_file, name="call-feed-file"),
    path(STAFF, staff.calls, name="calls"),
    path(HOURS, hosting.hours, name="call-hours"),
    path(f"{HOURS}feed/", hosting.feed, name="call-feed"),
    path(f"{HOURS}calendars/", hosting.add_calendar, name="call-calendars"),
    path(f"{CALENDAR}remove/", hosting.remove_calendar, name="call-calendar-remove"),
    path(f"{CALENDAR}read/", hosting.read_calendar, name="call-calendar-read"),
    path(ONE, staff.booked_call, name="booked-call"),
    path(f"{ONE}outcome/", staff.outcome, name="call-outcome"),
    path(f"{ONE}cancel/", staff.cancel, name="call-cancel"),
    path(f"{ONE}move/", following.move, name="call-move"),
    path(f"{ONE}hand-over/", handing.hand_over, name="call-hand-over"),
    path(f"{ONE}notes/", following.notes, name="call-notes"),
    path(f"{ONE}close/", following.close, name="call-close"),
    path(f"{ONE}open/", following.open_again, name="call-open"),
    path(f"{ONE}engage/", staff.engage, name="call-engage"),
]
