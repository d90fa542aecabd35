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
    user_id = _whose(request)
    secret = _kept(user_id) if user_id else None
    secret = secret or request.session.get(SECRET_SESSION_KEY)
    return _code(secret) if secret else None


def code_of(user_id: str) -> Code | None:
    """The code of a person; None for somebody without a second factor."""
    secret = _kept(user_id)
    return _code(secret) if secret else None


def _code(secret: str) -> Code:
    now = int(time.time())
    digits = format_hotp_value(hotp_value(secret, now // PERIOD))
    return Code(digits, PERIOD - now % PERIOD)


def _kept(user_id: str) -> str | None:
    kept = Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).first()
    return str(get_adapter().decrypt(kept.data["secret"])) if kept else None


def _whose(request: HttpRequest) -> str | None:
    if request.user.is_authenticated:
        return str(request.user.pk)
    login = request.session.get("account_login") or {}
    return login.get("user_pk")
