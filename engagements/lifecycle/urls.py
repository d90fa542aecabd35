"""Addresses of engagements and their scope."""

from django.urls import path

from engagements.lifecycle import views

ENGAGEMENT = "o/<slug:org_slug>/e/<uuid:engagement_id>/"

urlpatterns = [
    path("o/<slug:org_slug>/engagements/new/", views.new, name="engagement-new"),
    path(f"{ENGAGEMENT}scope/", views.scope, name="scope"),
    path(f"{ENGAGEMENT}scope/edit/", views.edit_scope, name="scope-edit"),
    path(f"{ENGAGEMENT}scope/advice/", views.advice, name="scope-advice"),
    path(f"{ENGAGEMENT}close/", views.close, name="engagement-close"),
]
