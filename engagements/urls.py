"""Addresses of the app, feature by feature."""

from django.urls import URLPattern, URLResolver

from engagements.bookings import urls as bookings
from engagements.lifecycle import urls as lifecycle
from engagements.milestones import urls as milestones
from engagements.team import urls as team

app_name = "engagements"

urlpatterns: list[URLPattern | URLResolver] = [
    *bookings.urlpatterns,
    *lifecycle.urlpatterns,
    *milestones.urlpatterns,
    *team.urlpatterns,
]
