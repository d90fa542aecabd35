"""Addresses of the app, feature by feature."""

from django.urls import URLPattern, URLResolver

app_name = "engagements"

urlpatterns: list[URLPattern | URLResolver] = []
