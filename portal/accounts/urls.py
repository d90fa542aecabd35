"""Addresses of invitations."""

from django.urls import path

from portal.accounts import views

app_name = "accounts"

urlpatterns = [
    path("invitations/leave/", views.leave, name="leave"),
    path("invitations/<uuid:org_id>/<str:token>/", views.invitation, name="invitation"),
]
