"""allauth's pages wear the portal's look and need nothing that the strict policy forbids."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse

from tests.cast import Cast

FOR_ANYBODY = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
]
FOR_PEOPLE = [
    "account_logout",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_index",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
    "accounts:events",
]
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>")
HANDLER = re.compile(r"\son\w+=")


def check(html: str) -> None:
    assert 'class="site-header"' in html
    assert html.count("<h1>") == 1
    assert "style=" not in html
    assert not INLINE_SCRIPT.search(html)
    assert not HANDLER.search(html)
    assert "data:image" not in html


@pytest.mark.parametrize("name", FOR_ANYBODY)
def test_pages_before_sign_in_are_native_and_strict(client: Client, db: None, name: str) -> None:
    check(client.get(reverse(name)).content.decode())


@pytest.fixture
def lena(cast: Cast, sign_in: Callable[..., Client]) -> Client:
    """The browser of somebody who has just confirmed that it is her."""
    browser = sign_in(cast.lena)
    RecoveryCodes.activate(cast.lena)
    session = browser.session
    session["account_authentication_methods"][-1]["reauthenticated"] = True
    session.save()
    return browser


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_pages_of_ones_own_account_are_native_and_strict(lena: Client, name: str) -> None:
    page = lena.get(reverse(name))

    assert page.status_code == 200
    check(page.content.decode())


def test_setting_up_the_app_draws_the_code_into_the_page(cast: Cast, lena: Client) -> None:
    cast.lena.authenticator_set.all().delete()

    html = lena.get(reverse("mfa_activate_totp")).content.decode()

    check(html)
    assert '<div class="qr"' in html
    assert "<path" in html


def test_nobody_is_told_whether_an_address_has_an_account(client: Client, cast: Cast) -> None:
    known, unknown = (
        client.post(reverse("account_reset_password"), {"email": address}, follow=True)
        for address in (cast.lena.email, "nobody@nowhere.example")
    )

    assert known.redirect_chain == unknown.redirect_chain
