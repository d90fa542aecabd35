"""Addresses of the app, feature by feature."""

from django.urls import URLPattern, URLResolver

from engagements.milestones import urls as milestones

app_name = "engagements"

urlpatterns: list[URLPattern | URLResolver] = [
    *milestones.urlpatterns,
]
