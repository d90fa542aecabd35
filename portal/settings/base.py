"""Applications, middleware, templates, database: what the site is made of."""

from pathlib import Path
from typing import Any

import font_source_sans_pro
import font_source_serif_pro

from portal.settings import env

BASE_DIR = env.ROOT
DATA_FOLDER = env.DATA
DEBUG = False
SECRET_KEY = env.SECRET_KEY
SECRET_KEY_FALLBACKS = env.OLD_SECRET_KEYS
PUBLIC_URL = env.PUBLIC_URL
ALLOWED_HOSTS = env.HOSTS
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "portal.tenancy",
    "portal.ui",
    "portal.jobs",
    "portal.audit",
    "portal.mail",
    "portal.accounts",
    "portal.files",
    "engagements",
    "compliance",
    "portal.views",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "lucide",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.views.unreadable.UnreadableMiddleware",
    "portal.views.closed.ClosedEngagementMiddleware",
    "portal.accounts.middleware.PlaceMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "portal.ui.context.shell",
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

_COMMON = {
    "ENGINE": "portal.tenancy.backend",
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
}
DATABASES = {
    # The role of web and workers: owns nothing, cannot bypass row security.
    "default": env.env.db_url_config(env.DATABASE_URL) | _COMMON,
    # Migrations only.
    "owner": env.env.db_url_config(env.DATABASE_OWNER_URL) | _COMMON,
    # Sweeper, backup, demonstration checks: bypasses row security, serves no page.
    "system": env.env.db_url_config(env.DATABASE_SYSTEM_URL) | _COMMON,
}

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = env.DATA / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("fonts", Path(font_source_sans_pro.__file__).parent / "files"),
    ("fonts", Path(font_source_serif_pro.__file__).parent / "files"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
