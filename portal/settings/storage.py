"""Where bytes lie and how large they may be; mail server; time-stamping service."""

from portal.settings import env

# Content-addressed store of uploads and of what the portal makes.
STORE_ROOT = env.DATA / "store"
FILE_UPLOAD_TEMP_DIR = None
MAX_UPLOAD_BYTES = 100 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["portal.files.uploads.CappedUploadHandler"]
X_ACCEL_PREFIX = env.X_ACCEL_PREFIX

# The portal's certificate authority; opened by workers only.
KEY_ROOT = env.DATA / "keys"
SEAL_PASSPHRASE = env.SEAL_PASSPHRASE
TSA_URL = env.TSA_URL

DEFAULT_FROM_EMAIL = env.EMAIL_FROM
EMAIL_TIMEOUT = 10
if env.EMAIL_URL:
    _MAIL = env.env.email_url_config(env.EMAIL_URL)
    EMAIL_BACKEND = _MAIL.pop("EMAIL_BACKEND")
    globals().update(_MAIL)
else:
    # Without a mail server, mails wait as files; links can be copied on the pages.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = env.DATA / "mail"
