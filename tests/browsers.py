"""Browsers of the tests, signed in."""

import time

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from portal.accounts.models import User
from tests.cast import BACKEND


def signed_in(user: User, *, fresh: bool = True) -> Client:
    """A browser of a person, by default with a second factor given just now."""
    if not user.authenticator_set.filter(type="totp").exists():
        TOTP.activate(user, generate_totp_secret())
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    session = browser.session
    session["account_authentication_methods_user"] = str(user.pk)
    given = time.time() if fresh else time.time() - 24 * 3600
    session["account_authentication_methods"] = [
        {"method": "password", "at": given, "email": user.email},
        {"method": "mfa", "at": given, "type": "totp"},
    ]
    session.save()
    return browser
