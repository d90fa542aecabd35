"""Addresses of the app, feature by feature."""

from django.urls import URLPattern, URLResolver

from compliance.agreements import urls as agreements
from compliance.chain import urls as chain
from compliance.clearance import urls as clearance
from compliance.coverage import urls as coverage
from compliance.cuecs import urls as cuecs
from compliance.dpa import urls as dpa
from compliance.packets import urls as packets
from compliance.retention import urls as retention
from compliance.vendors import urls as vendors

app_name = "compliance"

urlpatterns: list[URLPattern | URLResolver] = [
    *agreements.urlpatterns,
    *vendors.urlpatterns,
    *dpa.urlpatterns,
    *cuecs.urlpatterns,
    *clearance.urlpatterns,
    *coverage.urlpatterns,
    *chain.urlpatterns,
    *retention.urlpatterns,
    *packets.urlpatterns,
]
