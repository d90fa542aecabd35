"""Addresses of the Evidence tab, and of the page about retention."""

from django.urls import path

from compliance.clearance import views
from compliance.clearance.views.retention import retention

HERE = "o/<slug:org_slug>/e/<uuid:engagement_id>/evidence/"

urlpatterns = [
    path("o/<slug:org_slug>/e/<uuid:engagement_id>/retention/", retention, name="retention"),
    path(HERE, views.evidence, name="evidence"),
    path(f"{HERE}services/", views.name_service, name="service-name"),
    path(f"{HERE}services/<uuid:use_id>/end/", views.end_use, name="service-end"),
    path(f"{HERE}record/", views.record, name="held-new"),
    path(f"{HERE}held/<uuid:held_id>/", views.held, name="held"),
    path(f"{HERE}held/<uuid:held_id>/file/", views.held_file, name="held-file"),
]
