"""The mail server, from EMAIL_URL (smtp+tls://user:password@host:587)."""

from typing import Any

from portal.settings import env

_SERVER: dict[str, Any] = env.env.email_url_config(env.EMAIL_URL) if env.EMAIL_URL else {}

# Whether the words of a mail stay in the outbox after it was sent; its subject and times do.
KEEP_SENT_MAILS = False
# The outbox lies below the store in the order of imports, so it is told by name who reads files.
READ_STORED_FILE = "portal.files.store.read_stored"
DEFAULT_FROM_EMAIL = env.EMAIL_FROM
EMAIL_TIMEOUT = 10
# Without a mail server, mails wait as files; links can be copied on the pages.
EMAIL_BACKEND = _SERVER.get("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = _SERVER.get("EMAIL_FILE_PATH") or env.DATA / "mail"
EMAIL_HOST = _SERVER.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _SERVER.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _SERVER.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _SERVER.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = bool(_SERVER.get("EMAIL_USE_TLS"))
EMAIL_USE_SSL = bool(_SERVER.get("EMAIL_USE_SSL"))
