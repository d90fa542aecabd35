"""Settings of the test suite: the same site, with cheap passwords and mails kept in memory."""

from portal.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# The owner makes the test database; every test runs as the application's own role.
DATABASES = {
    "owner": DATABASES["owner"],
    "default": DATABASES["default"] | {"TEST": {"MIRROR": "owner"}},
    "system": DATABASES["system"] | {"TEST": {"MIRROR": "owner"}},
}
ROOT_URLCONF = "portal.urls"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
