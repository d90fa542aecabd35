"""The demonstration: the same site with the bar at its foot (see portal/demo/guard.py)."""

from portal.settings import *

KEEP_SENT_MAILS = True
# Passkeys without https, which browsers allow under the name localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
ROOT_URLCONF = "portal.demo.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "portal.demo"]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("portal.demo.context.bar")
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
