"""Address of the coverage map."""

from django.urls import path

from compliance.coverage import views

urlpatterns = [
    path("o/<slug:org_slug>/e/<uuid:engagement_id>/coverage/", views.coverage, name="coverage"),
]
