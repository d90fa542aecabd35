"""Addresses of the app, feature by feature."""

from django.urls import URLPattern, URLResolver

app_name = "compliance"

urlpatterns: list[URLPattern | URLResolver] = []
