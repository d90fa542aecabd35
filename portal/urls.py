"""All addresses: accounts, the public, an organisation's pages, an auditor's."""

from django.urls import include, path

from portal.views import health, homes

urlpatterns = [
    path("healthz/", health.healthz, name="healthz"),
    path("", homes.home, name="home"),
    path("account/", include("allauth.urls")),
    path("", include("portal.accounts.urls")),
    path("", include("engagements.urls")),
    path("", include("compliance.urls")),
]

handler403 = "portal.views.errors.forbidden"
handler404 = "portal.views.errors.not_found"
handler500 = "portal.views.errors.broken"
