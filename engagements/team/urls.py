"""Addresses of people: of an engagement, and of a partner."""

from django.urls import path

from engagements.team import views

ENGAGEMENT = "o/<slug:org_slug>/e/<uuid:engagement_id>/people/"
PARTNER = "o/<slug:org_slug>/people/"

urlpatterns = [
    path(ENGAGEMENT, views.people, name="people"),
    path(f"{ENGAGEMENT}invite/", views.invite_client_person, name="people-invite"),
    path(
        f"{ENGAGEMENT}invitations/<uuid:invitation_id>/again/",
        views.again_client,
        name="people-again",
    ),
    path(
        f"{ENGAGEMENT}invitations/<uuid:invitation_id>/withdraw/",
        views.withdraw_client,
        name="people-withdraw",
    ),
    path(f"{ENGAGEMENT}<uuid:membership_id>/remove/", views.remove_client, name="people-remove"),
    path(f"{ENGAGEMENT}auditors/invite/", views.let_auditor_in, name="auditor-invite"),
    path(f"{ENGAGEMENT}auditors/<uuid:grant_id>/end/", views.end_access, name="auditor-end"),
    path(PARTNER, views.staff, name="staff"),
    path(f"{PARTNER}invite/", views.invite_staff, name="staff-invite"),
    path(
        f"{PARTNER}invitations/<uuid:invitation_id>/again/", views.again_staff, name="staff-again"
    ),
    path(
        f"{PARTNER}invitations/<uuid:invitation_id>/withdraw/",
        views.withdraw_staff,
        name="staff-withdraw",
    ),
    path(f"{PARTNER}<uuid:membership_id>/remove/", views.remove_staff, name="staff-remove"),
]
