"""Addresses of retention settings. The page that lists them is with clearance."""

from django.urls import path

from compliance.retention import views

HERE = "o/<slug:org_slug>/e/<uuid:engagement_id>/retention/"

urlpatterns = [
    path(f"{HERE}proofs/<uuid:proof_id>/", views.proof, name="retention-proof"),
    path(f"{HERE}records/<uuid:statement_id>/file/", views.statement_file, name="retention-file"),
    path(f"{HERE}<uuid:use_id>/proof/", views.prove, name="retention-prove"),
    path(f"{HERE}<uuid:use_id>/<slug:step>/", views.tell, name="retention-tell"),
]
