"""A person sees what happened to their account; nobody else does."""

import pytest
from allauth.mfa.totp.internal.auth import (
    SECRET_SESSION_KEY,
    TOTP,
    format_hotp_value,
    hotp_value,
)
from django.db import ProgrammingError, transaction
from django.test import Client
from django.utils import timezone

from portal.accounts.models import AccountEvent, AccountEventKind
from portal.accounts.queries import account_events
from portal.tenancy.context import personal
from tests.cast import PASSWORD

SECRET = "JBSWY3DPEHPK3PXP"


def kinds(user):
    return [event.kind for event in reversed(account_events(user))]


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


def log_in(user, *, password=PASSWORD):
    browser = Client(HTTP_USER_AGENT="Netscape 4")
    answer = browser.post("/account/login/", {"login": user.email, "password": password})
    return browser, answer


def test_signing_in_and_out_is_kept_with_address_and_browser(cast):
    browser, _ = log_in(cast.lena)
    browser.post("/account/logout/")

    assert kinds(cast.lena) == ["signed_in", "signed_out"]
    event = account_events(cast.lena)[0]
    assert (event.ip, event.agent) == ("127.0.0.1", "Netscape 4")


def test_a_wrong_password_leaves_no_mark_that_tells_whether_there_is_an_account(cast):
    log_in(cast.lena, password="guess")

    assert kinds(cast.lena) == []


def test_a_wrong_second_factor_is_kept_and_does_not_let_in(cast):
    TOTP.activate(cast.lena, SECRET)
    browser, _ = log_in(cast.lena)

    browser.post("/account/2fa/authenticate/", {"code": "000000"})

    assert kinds(cast.lena) == ["factor_refused"]
    assert "_auth_user_id" not in browser.session


def test_the_right_second_factor_lets_in(cast):
    TOTP.activate(cast.lena, SECRET)
    browser, _ = log_in(cast.lena)

    browser.post("/account/2fa/authenticate/", {"code": code_of(SECRET)})

    assert kinds(cast.lena) == ["signed_in"]
    assert browser.session["_auth_user_id"] == str(cast.lena.pk)


def test_the_same_code_lets_in_once(cast):
    TOTP.activate(cast.lena, SECRET)
    code = code_of(SECRET)
    first, _ = log_in(cast.lena)
    first.post("/account/2fa/authenticate/", {"code": code})
    second, _ = log_in(cast.lena)

    second.post("/account/2fa/authenticate/", {"code": code})

    assert "_auth_user_id" not in second.session
    assert kinds(cast.lena) == ["signed_in", "factor_refused"]


def test_adding_and_removing_a_second_factor_is_kept_with_its_kind(
    cast, django_capture_on_commit_callbacks
):
    browser, _ = log_in(cast.lena)
    browser.get("/account/2fa/totp/activate/")
    secret = browser.session[SECRET_SESSION_KEY]
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
        browser.post("/account/2fa/totp/deactivate/")

    events = [(event.kind, event.factor) for event in reversed(account_events(cast.lena))]
    assert ("factor_added", "totp") in events
    assert ("factor_removed", "totp") in events


def test_a_new_password_is_kept(cast):
    browser, _ = log_in(cast.lena)

    browser.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "a longer horse", "password2": "a longer horse"},
    )

    assert "password_changed" in kinds(cast.lena)


def test_events_of_another_person_are_not_there(cast):
    log_in(cast.lena)

    with personal(user=cast.mona.pk):
        assert not AccountEvent.objects.exists()
    with cast.at(cast.lakeview, cast.mona):
        assert not AccountEvent.objects.exists()


def test_nobody_writes_events_for_another(cast):
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        personal(user=cast.mona.pk),
    ):
        AccountEvent.note(
            AccountEventKind.SIGNED_IN, user=cast.lena, at=timezone.now(), ip=None, agent=""
        )


def test_events_are_not_changed_afterwards(cast):
    log_in(cast.lena)

    with personal(user=cast.lena.pk):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            AccountEvent.objects.update(agent="somebody else")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            AccountEvent.objects.all().delete()


def test_a_person_sees_what_happened_to_their_own_account_and_to_no_other(cast):
    log_in(cast.mona)
    browser, _ = log_in(cast.lena)

    page = browser.get("/account/events/").text

    assert page.count("Signed in</th>") == 1
    assert "Netscape 4" in page
