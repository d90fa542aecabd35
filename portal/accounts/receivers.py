"""Writes down what allauth and Django tell about sign-ins and second factors.

The only signals listened to are other packages': between our own apps there are none.
"""

import logging
from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import signals as auth
from django.http import HttpRequest
from django.utils import timezone

from portal.accounts.models import AccountEvent, AccountEventKind, User
from portal.tenancy.context import personal

logger = logging.getLogger(__name__)

Kind = AccountEventKind


def connect() -> None:
    """Listen from now on. Called once, when the app is ready."""
    account.user_logged_in.connect(signed_in)
    auth.user_logged_out.connect(signed_out)
    auth.user_login_failed.connect(password_refused)
    mfa.authentication_failed.connect(factor_refused)
    account.password_changed.connect(password_changed)
    account.password_reset.connect(password_changed)
    mfa.authenticator_added.connect(factor_added)
    mfa.authenticator_removed.connect(factor_removed)
    mfa.authenticator_reset.connect(factor_renewed)


def signed_in(*, request: HttpRequest, user: User, **_: Any) -> None:
    _note(Kind.SIGNED_IN, request, user)


def signed_out(*, request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        _note(Kind.SIGNED_OUT, request, user)


def password_refused(*, request: HttpRequest | None, **_: Any) -> None:
    # Not with the account: the time that takes would tell whether there is one of that address.
    logger.warning("A sign-in was refused (%s)", _address(request) if request else "no request")


def factor_refused(
    *, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    _note(Kind.FACTOR_REFUSED, request, user, authenticator)


def password_changed(*, request: HttpRequest, user: User, **_: Any) -> None:
    _note(Kind.PASSWORD_CHANGED, request, user)


def factor_added(
    *, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    _note(Kind.FACTOR_ADDED, request, user, authenticator)
    # Whoever came in elsewhere with the password alone has to show the second factor now, too.
    here = request.session.session_key
    for session in UserSession.objects.filter(user=user).exclude(session_key=here):
        session.end()


def factor_removed(
    *, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    _note(Kind.FACTOR_REMOVED, request, user, authenticator)


def factor_renewed(
    *, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    _note(Kind.FACTOR_RENEWED, request, user, authenticator)


def _note(
    kind: AccountEventKind,
    request: HttpRequest,
    user: User,
    authenticator: Authenticator | None = None,
) -> None:
    with personal(user=user.pk):
        AccountEvent.note(
            kind,
            user=user,
            at=timezone.now(),
            ip=_address(request),
            agent=request.META.get("HTTP_USER_AGENT", ""),
            factor=authenticator.type if authenticator else "",
        )


def _address(request: HttpRequest) -> str | None:
    # A sign-out by a command has no request of the web to tell of.
    known = request.META.get("REMOTE_ADDR")
    return str(get_adapter().get_client_ip(request)) if known else None
