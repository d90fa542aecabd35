"""Settings of the test suite: the same site, with cheap passwords and mails kept in memory."""

import os

from portal.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A broker of its own (another number in the same Valkey), one for each process of the tests: nobody
# else's worker hears its bells.
_NUMBER = 1 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
CELERY_BROKER_URL = f"{CELERY_BROKER_URL.removesuffix('/0')}/{_NUMBER}"
# The owner makes the test database; every test runs as the application's own role.
DATABASES = {
    "owner": DATABASES["owner"],
    "default": DATABASES["default"] | {"TEST": {"MIRROR": "owner"}},
    "system": DATABASES["system"] | {"TEST": {"MIRROR": "owner"}},
}
ROOT_URLCONF = "portal.urls"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
