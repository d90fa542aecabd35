"""Addresses of invitations, and of what happened to one's own account."""

from django.urls import path

from portal.accounts import views

app_name = "accounts"

urlpatterns = [
    path("account/events/", views.events, name="events"),
    path("invitations/leave/", views.leave, name="leave"),
    path("invitations/<uuid:org_id>/<str:token>/", views.invitation, name="invitation"),
]
