"""Addresses of the milestones."""

from django.urls import path

from engagements.milestones import views
from engagements.milestones.views import dates

HERE = "o/<slug:org_slug>/e/<uuid:engagement_id>/milestones/"

urlpatterns = [
    path(HERE, views.milestones, name="milestones"),
    path(f"{HERE}plan/", views.plan, name="milestone-plan"),
    path(
        f"{HERE}evidence/<uuid:evidence_id>/", views.evidence_file, name="milestone-evidence-file"
    ),
    path(
        f"{HERE}evidence/<uuid:evidence_id>/take-away/",
        views.take_away,
        name="milestone-evidence-take-away",
    ),
    path(f"{HERE}<uuid:milestone_id>/date/", dates.propose, name="milestone-date"),
    path(f"{HERE}dates/<uuid:date_id>/<slug:verb>/", dates.answer, name="milestone-date-answer"),
    path(f"{HERE}<uuid:milestone_id>/attach/", views.attach, name="milestone-attach"),
    path(f"{HERE}<uuid:milestone_id>/<slug:verb>/", views.step, name="milestone-step"),
]
