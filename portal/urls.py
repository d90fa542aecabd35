"""All addresses: accounts, the public, an organisation's pages, an auditor's."""

from django.urls import include, path

from portal.accounts.views import own_address
from portal.views import activity, catalogue, expiring, health, homes, overview, verify

handler400 = "portal.views.errors.unreadable"
handler403 = "portal.views.errors.forbidden"
handler404 = "portal.views.errors.not_found"
handler500 = "portal.views.errors.broken"

urlpatterns = [
    path("", homes.home, name="home"),
    path("healthz/", health.healthz, name="healthz"),
    path("verify/", verify.verify, name="verify"),
    path("verify/root.pem", verify.root_certificate, name="verify-root"),
    path("rules/", catalogue.index, name="rules"),
    path("rules/<slug:rule_id>/", catalogue.rule, name="rule"),
    path("account/email/", own_address, name="account_email"),
    path("account/", include("allauth.urls")),
    path("o/<slug:org_slug>/", homes.organisation_home, name="org-home"),
    path(
        "o/<slug:org_slug>/e/<uuid:engagement_id>/",
        overview.overview,
        name="overview",
    ),
    path(
        "o/<slug:org_slug>/e/<uuid:engagement_id>/activity/",
        activity.activity,
        name="activity",
    ),
    path("o/<slug:org_slug>/expiring/", expiring.organisation, name="expiring"),
    path("o/<slug:org_slug>/expiring/weekly/", expiring.weekly, name="expiring-weekly"),
    path(
        "o/<slug:org_slug>/e/<uuid:engagement_id>/expiring/",
        expiring.engagement,
        name="engagement-expiring",
    ),
    path("weekly/<str:token>/", expiring.weekly_off, name="weekly-off"),
    path("", include("portal.accounts.urls")),
    path("", include("engagements.urls")),
    path("", include("compliance.urls")),
]
