"""The journeys in the browser: the site as it is, with cheap passwords and unbuilt static files."""

from portal.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
KEEP_SENT_MAILS = True
# A code of half a minute ago or ahead is good too, so that nobody has to wait for the next one.
MFA_TOTP_TOLERANCE = 1
# Passkeys without https, which browsers allow under the name localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
