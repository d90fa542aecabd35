"""Addresses of DPA reviews."""

from django.urls import path

from compliance.dpa import views

HERE = "o/<slug:org_slug>/e/<uuid:engagement_id>/evidence/dpa/"

urlpatterns = [
    path(f"{HERE}new/", views.new_review, name="dpa-review-new"),
    path(f"{HERE}<uuid:review_id>/", views.review, name="dpa-review"),
    path(f"{HERE}<uuid:review_id>/document/", views.document, name="dpa-document"),
    path(f"{HERE}<uuid:review_id>/changes/", views.changes, name="dpa-changes"),
    path(f"{HERE}<uuid:review_id>/rounds/", views.tell_round, name="dpa-round"),
    path(f"{HERE}<uuid:review_id>/<slug:verb>/", views.decide, name="dpa-review-decide"),
]
