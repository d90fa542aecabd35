"""Being sent to set up a second factor, and coming back to what asked for it."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import is_mfa_enabled
from django.test import Client

from tests.cast import BACKEND, PASSWORD


def code_for(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_setting_up_a_second_factor_leads_back_to_what_asked_for_it(cast):
    browser, wanted = Client(), f"/o/{cast.northgate.slug}/"
    browser.post("/account/login/", {"login": cast.carla.email, "password": PASSWORD})

    asked = browser.get(wanted)
    form = browser.get(asked.url)
    code = code_for(form.context["form"].secret)
    codes = browser.post(asked.url, {"code": code}, follow=True)

    assert is_mfa_enabled(cast.carla)
    assert "I have kept them, go on" in codes.text
    assert browser.get("/").url == wanted
    assert browser.get(wanted).status_code == 200


def test_without_one_nothing_of_the_organisation_is_shown(cast):
    browser = Client()
    browser.post("/account/login/", {"login": cast.carla.email, "password": PASSWORD})

    answer = browser.get(f"/o/{cast.northgate.slug}/")

    assert answer.status_code == 302
    assert answer.url == "/account/2fa/totp/activate/"


def test_a_client_owner_may_come_in_without_one(cast):
    browser = Client()
    browser.post("/account/login/", {"login": cast.lena.email, "password": PASSWORD})

    assert browser.get(f"/o/{cast.lakeview.slug}/").status_code == 200


def test_long_after_signing_in_the_password_is_asked_for_again(cast):
    browser = Client()
    browser.post("/account/login/", {"login": cast.carla.email, "password": PASSWORD})
    session = browser.session
    session["account_authentication_methods"][0]["at"] -= 301
    session.save()

    answer = browser.get("/account/2fa/totp/activate/")

    assert answer.url.startswith("/account/reauthenticate/")


def test_a_further_factor_needs_a_fresh_one_first(cast, sign_in):
    answer = sign_in(cast.carla, fresh=False).get("/account/2fa/webauthn/add/")

    assert answer.status_code == 302
    assert "reauthenticate" in answer.url


def test_a_new_second_factor_ends_the_persons_other_sessions(
    cast, django_capture_on_commit_callbacks
):
    here, elsewhere = Client(), Client()
    for browser in (here, elsewhere):
        browser.post("/account/login/", {"login": cast.mona.email, "password": PASSWORD})
    secret = here.get("/account/2fa/totp/activate/").context["form"].secret

    with django_capture_on_commit_callbacks(execute=True):
        here.post("/account/2fa/totp/activate/", {"code": code_for(secret)})

    assert here.get("/account/2fa/").status_code == 200
    assert elsewhere.get("/account/2fa/").url.startswith("/account/login/")


def test_where_only_a_second_factor_counts_the_password_is_not_offered(cast, sign_in):
    browser = sign_in(cast.carla, fresh=False)

    page = browser.get("/account/2fa/reauthenticate/?next=/o/northgate/")
    by_password = browser.get("/account/reauthenticate/?next=/o/northgate/")

    assert page.status_code == 200
    assert "Use your password" not in page.text
    assert by_password.url == "/account/2fa/reauthenticate/?next=%2Fo%2Fnorthgate%2F"


def test_for_ones_own_account_the_password_does(cast, sign_in):
    browser = sign_in(cast.carla, fresh=False)

    page = browser.get("/account/2fa/reauthenticate/?next=/account/2fa/")

    assert "Use your password" in page.text
    assert browser.get("/account/reauthenticate/?next=/account/2fa/").status_code == 200


def test_who_has_no_second_factor_still_has_a_password(cast):
    browser = Client()
    browser.force_login(cast.lena, backend=BACKEND)

    assert browser.get("/account/reauthenticate/?next=/o/x/").status_code == 200
