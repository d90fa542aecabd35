"""How sign-in is set up: seeds locked away, mails through the outbox, no open door."""

import re

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from portal.accounts.actions import end_membership
from portal.accounts.models import Membership, User
from portal.mail.models import Mail
from portal.tenancy.context import personal
from tests.cast import NOON, PASSWORD

SECRET = "JBSWY3DPEHPK3PXP"


# Seeds of second factors


def test_the_seed_of_a_second_factor_is_not_readable_in_the_table(cast):
    kept = TOTP.activate(cast.lena, SECRET).instance.data

    assert SECRET not in str(kept)
    assert get_adapter().decrypt(kept["secret"]) == SECRET


def test_a_seed_survives_a_new_secret_key_while_the_old_one_is_known(cast, settings):
    kept = get_adapter().encrypt(SECRET)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one " * 5

    assert get_adapter().decrypt(kept) == SECRET
    assert get_adapter().decrypt(get_adapter().encrypt("x")) == "x"


# Doors


def test_nobody_opens_an_account_without_an_invitation(cast):
    answer = Client().post(
        "/account/signup/", {"email": "new@example.test", "password1": "a long password"}
    )

    assert "By invitation" in answer.text
    assert not User.objects.filter(email="new@example.test").exists()


# Mails


def test_a_password_reset_waits_in_the_outbox_and_is_delivered(cast, run_jobs, mailoutbox):
    Client().post("/account/password/reset/", {"email": cast.lena.email})

    with personal(user=None):
        mail = Mail.objects.get(to=cast.lena.email)
    assert mail.sent_at is None
    assert "/account/password/reset/key/" in mail.text
    run_jobs()
    (sent,) = [message for message in mailoutbox if message.subject == mail.subject]
    assert sent.to == [cast.lena.email]


def test_a_password_reset_for_a_stranger_gives_nothing_away(cast):
    known = Client().post("/account/password/reset/", {"email": cast.lena.email})
    unknown = Client().post("/account/password/reset/", {"email": "nobody@example.test"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_mails_about_an_account_are_seen_inside_no_organisation(cast):
    Client().post("/account/password/reset/", {"email": cast.lena.email})

    with cast.at(cast.lakeview, cast.lena):
        assert not Mail.objects.filter(subject__icontains="password").exists()


# Leaving


def test_who_is_taken_out_of_an_organisation_is_signed_out_everywhere(cast):
    person = cast.mona
    browser = Client()
    browser.post("/account/login/", {"login": person.email, "password": PASSWORD})
    before = browser.get("/account/password/change/").status_code
    with cast.at(cast.lakeview, cast.lena):
        end_membership(
            membership=Membership.objects.get(user=person, org=cast.lakeview),
            by=cast.lena,
            at=NOON,
        )

    after = browser.get("/account/password/change/")

    assert before == 200
    assert after.status_code == 302
    assert after.url.startswith("/account/login/")


# One's own address


def addresses(user):
    """The account's address, and every one it has, with whether that is proven."""
    user.refresh_from_db()
    known = EmailAddress.objects.filter(user=user).order_by("email")
    return user.email, list(known.values_list("email", "verified"))


def test_who_has_not_proven_their_address_cannot_change_it_and_keeps_it(cast, sign_in):
    browser = sign_in(cast.oskar)

    answer = browser.post(
        "/account/email/", {"email": "ceo@example.test", "action_add": ""}, follow=True
    )

    assert "Prove your present address first" in answer.text
    assert addresses(cast.oskar) == ("oskar@example.test", [("oskar@example.test", False)])


def test_nobody_takes_an_address_that_they_have_not_proven(cast, sign_in):
    EmailAddress.objects.create(user=cast.oskar, email="ceo@example.test", verified=False)

    sign_in(cast.oskar).post("/account/email/", {"email": "ceo@example.test", "action_primary": ""})

    assert addresses(cast.oskar)[0] == "oskar@example.test"


def test_a_proven_address_changes_when_the_new_one_is_proven(cast, sign_in, run_jobs):
    EmailAddress.objects.create(
        user=cast.oskar, email=cast.oskar.email, verified=True, primary=True
    )
    browser = sign_in(cast.oskar)

    browser.post("/account/email/", {"email": "oskar@new.test", "action_add": ""})
    before = addresses(cast.oskar)[0]
    with personal(user=None):
        text = Mail.objects.get(to="oskar@new.test").text
    browser.post(re.search(r"/account/confirm-email/[^/]+/", text)[0])

    assert before == "oskar@example.test"
    assert addresses(cast.oskar) == ("oskar@new.test", [("oskar@new.test", True)])
