"""Address of the chain of BAAs."""

from django.urls import path

from compliance.chain import views

urlpatterns = [
    path("o/<slug:org_slug>/e/<uuid:engagement_id>/chain/", views.chain, name="chain"),
]
