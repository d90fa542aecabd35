"""Addresses of the app, feature by feature."""

from django.urls import URLPattern, URLResolver

from compliance.clearance import urls as clearance
from compliance.dpa import urls as dpa
from compliance.vendors import urls as vendors

app_name = "compliance"

urlpatterns: list[URLPattern | URLResolver] = [
    *vendors.urlpatterns,
    *dpa.urlpatterns,
    *clearance.urlpatterns,
]
