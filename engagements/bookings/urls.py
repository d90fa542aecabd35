"""Addresses of booked calls: public, behind the private link, on the partner's pages."""

from django.urls import path

from engagements.bookings.views import public, staff, visitor

PUBLIC = "p/<slug:org_slug>/"
PRIVATE = f"{PUBLIC}calls/<str:token>/"
STAFF = "o/<slug:org_slug>/calls/"
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
    path(STAFF, staff.calls, name="calls"),
    path(f"{STAFF}hours/", staff.hours, name="call-hours"),
    path(ONE, staff.booked_call, name="booked-call"),
    path(f"{ONE}outcome/", staff.outcome, name="call-outcome"),
    path(f"{ONE}cancel/", staff.cancel, name="call-cancel"),
    path(f"{ONE}engage/", staff.engage, name="call-engage"),
]
