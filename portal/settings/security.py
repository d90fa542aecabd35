"""Headers, cookies, content security policy."""

from csp.constants import NONCE, NONE, SELF

from portal.settings import env

# Hosts ("name:port") in private networks that may be asked for calendars all the same.
FETCH_ALLOWED = env.FETCH_ALLOWED
_HTTPS = env.PUBLIC_URL.startswith("https://")

SECURE_SSL_REDIRECT = False
# Behind https there is a proxy in front of us, which sets or removes this header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.views.errors.stale_form"
CSRF_TRUSTED_ORIGINS = [env.PUBLIC_URL]
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        # The nonce is for the two rules of a partner's accent in the head of the page.
        "style-src": [SELF, NONCE],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}
