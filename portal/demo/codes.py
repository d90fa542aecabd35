"""One-time codes as an authenticator app would show them, for people without one."""

import time
from dataclasses import dataclass

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, format_hotp_value, hotp_value
from django.http import HttpRequest

PERIOD = 30


@dataclass(frozen=True)
class Code:
    """A code, and for how many seconds it is still good."""

    digits: str
    seconds: int


def code_now(request: HttpRequest) -> Code | None:
    """The code of whoever is signed in, or being signed in; None before they have a secret."""
    secret = _secret(request)
    if secret is None:
        return None
    now = int(time.time())
    digits = format_hotp_value(hotp_value(secret, now // PERIOD))
    return Code(digits, PERIOD - now % PERIOD)


def _secret(request: HttpRequest) -> str | None:
    pending: str | None = request.session.get(SECRET_SESSION_KEY)
    user_id = _whose(request)
    kept = Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).first()
    if user_id and kept:
        return str(get_adapter().decrypt(kept.data["secret"]))
    return pending


def _whose(request: HttpRequest) -> str | None:
    if request.user.is_authenticated:
        return str(request.user.pk)
    login = request.session.get("account_login") or {}
    return login.get("user_pk")
