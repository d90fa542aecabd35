"""Taking up an invitation: by whom, by which link, and when it can no longer be."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from portal.accounts import actions
from portal.accounts.models import Invitation, Membership, User
from portal.accounts.roles import Role
from portal.mail.models import Mail
from tests.cast import PASSWORD

NORA = "nora@example.test"
NEW = {"name": "Nora New", "password": PASSWORD}


@pytest.fixture
def invite(cast):
    """Invite into Lakeview and hand over both links, the mailed one first."""

    def send(email=NORA, role=Role.CLIENT_MEMBER, at=None):
        with cast.at(cast.lakeview, cast.lena):
            invited = actions.invite(
                org=cast.lakeview,
                email=email,
                name="Nora New",
                role=role,
                by=cast.lena,
                at=at or timezone.now(),
            )
            text = Mail.objects.get(pk=invited.invitation.mail_id).text
        mailed = next(line for line in text.splitlines() if "/invitations/" in line)
        return "/invitations/" + mailed.split("/invitations/")[1], invited.copied_path

    return send


def invitation_of(cast, email=NORA):
    with cast.at(cast.lakeview):
        return Invitation.objects.get(email=email)


def belongs(cast, email=NORA):
    with cast.at(cast.lakeview):
        return Membership.objects.current().filter(user__email=email).exists()


def proven(email=NORA):
    return EmailAddress.objects.get(user__email=email).verified


# Somebody who has no account


def test_the_page_says_who_invites_whom_to_what(client, cast, invite):
    mailed, _ = invite()

    answer = client.get(mailed)

    assert answer.status_code == 200
    for words in ("Lena Lake invites Nora New as client member", "Lakeview Clinic", NORA):
        assert words in answer.text
    assert "no-store" in answer["Cache-Control"]


def test_the_mailed_link_makes_the_account_and_proves_the_address(client, cast, invite):
    mailed, _ = invite()

    answer = client.post(mailed, NEW)

    assert answer.url == f"/o/{cast.lakeview.slug}/"
    assert client.get(answer.url).status_code == 200
    assert invitation_of(cast).accepted_via == "mail"
    assert proven()


def test_the_copied_link_lets_in_but_proves_nothing(client, cast, invite):
    _, copied = invite()

    client.post(copied, NEW)

    assert belongs(cast)
    assert invitation_of(cast).accepted_via == "copy"
    assert not proven()


def test_the_name_that_was_given_stands_in_the_form_and_can_be_corrected(client, cast, invite):
    mailed, _ = invite()

    assert 'value="Nora New"' in client.get(mailed).text
    client.post(mailed, NEW | {"name": "Nora Newell"})

    assert User.objects.get(email=NORA).name == "Nora Newell"


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "too short"),
        ("password1234", "too common"),
        ("nora@example.test", "too similar to the email"),
        ("Nora New Nora", "too similar to the name"),
    ],
)
def test_a_weak_password_is_refused_and_nothing_is_made(client, cast, invite, password, sentence):
    mailed, _ = invite()

    answer = client.post(mailed, NEW | {"password": password})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'name="password" value=' not in answer.text
    assert not User.objects.filter(email=NORA).exists()
    assert invitation_of(cast).accepted_at is None


def test_a_role_with_a_second_factor_is_led_through_setting_it_up(client, cast, invite):
    mailed, _ = invite(role=Role.CLIENT_SIGNATORY)

    told = client.get(mailed).text
    way = client.post(mailed, NEW)
    answer = client.get(way.url)

    assert "asks for a second factor" in told
    assert answer.url == "/account/2fa/totp/activate/"
    assert client.session["after_second_factor"] == way.url


# Somebody who has one


def test_a_person_with_an_account_is_asked_to_sign_in_and_comes_back(client, cast, invite):
    mailed, _ = invite(email="oskar@example.test")

    page = client.get(mailed).text
    signed_in = client.post(
        f"/account/login/?next={mailed}", {"login": "oskar@example.test", "password": PASSWORD}
    )

    assert "Choose a password" not in page
    assert signed_in.url == mailed


def test_an_account_is_not_taken_over_by_its_invitation(client, cast, invite):
    _, copied = invite(email="oskar@example.test")

    answer = client.post(copied, NEW | {"password": "another long password"})

    assert answer.status_code == 409
    assert "has an account already" in answer.text
    assert not belongs(cast, "oskar@example.test")
    assert cast.oskar.check_password(PASSWORD)


def test_whoever_is_signed_in_takes_it_up_with_one_click(cast, invite, sign_in):
    mailed, _ = invite(email="oskar@example.test")
    browser = sign_in(cast.oskar)

    assert "Take up the invitation" in browser.get(mailed).text
    answer = browser.post(mailed)

    assert answer.url == f"/o/{cast.lakeview.slug}/"
    assert belongs(cast, "oskar@example.test")


def test_the_wrong_person_is_told_whose_it_is_and_cannot_take_it_up(cast, invite, sign_in):
    mailed, _ = invite()
    browser = sign_in(cast.oskar)

    page = browser.get(mailed)
    answer = browser.post(mailed)

    assert f"It is for {NORA}, and you are signed in as oskar@example.test" in page.text
    assert answer.status_code == 409
    assert not belongs(cast, "oskar@example.test")
    assert invitation_of(cast).accepted_at is None


def test_signing_out_leads_back_to_the_invitation(cast, invite, sign_in):
    mailed, _ = invite()
    browser = sign_in(cast.oskar)

    answer = browser.post("/invitations/leave/", {"back": mailed})

    assert answer.url == mailed
    assert "Choose a password" in browser.get(mailed).text


@pytest.mark.parametrize("back", ["https://evil.test/", "//evil.test/", ""])
def test_signing_out_leads_nowhere_else(cast, sign_in, back):
    assert sign_in(cast.oskar).post("/invitations/leave/", {"back": back}).url == "/"


# When it is over


def test_an_invitation_works_once(client, cast, invite):
    mailed, copied = invite()
    client.post(mailed, NEW)

    for link in (mailed, copied):
        answer = Client().post(link, NEW | {"name": "Somebody Else"})

        assert answer.status_code == 410
        assert "It works once" in answer.text
    assert User.objects.get(email=NORA).name == "Nora New"


def test_an_invitation_runs_out(client, cast, invite):
    mailed, _ = invite(at=timezone.now() - timedelta(days=15))

    assert "This invitation ran out" in client.get(mailed).text
    assert client.post(mailed, NEW).status_code == 410
    assert not User.objects.filter(email=NORA).exists()


def test_a_withdrawn_invitation_says_so(client, cast, invite):
    mailed, _ = invite()
    with cast.at(cast.lakeview, cast.lena):
        actions.revoke_invitation(invitation=invitation_of(cast), by=cast.lena, at=timezone.now())

    assert "withdrew this invitation" in client.get(mailed).text
    assert client.post(mailed, NEW).status_code == 410
    assert not User.objects.filter(email=NORA).exists()


def test_a_link_that_was_replaced_or_made_up_shows_nothing(client, cast, invite):
    mailed, _ = invite()
    with cast.at(cast.lakeview, cast.lena):
        actions.invite_again(
            invitation=invitation_of(cast), org=cast.lakeview, by=cast.lena, at=timezone.now()
        )

    answer = client.get(mailed)

    assert answer.status_code == 404
    assert "Lakeview" not in answer.text
    assert NORA not in answer.text
    assert client.get(mailed[:-3] + "/").status_code == 404


def test_a_link_opens_no_invitation_of_another_organisation(client, cast, invite):
    mailed, _ = invite()

    elsewhere = mailed.replace(str(cast.lakeview.pk), str(cast.harbor.pk))

    assert client.get(elsewhere).status_code == 404


def test_belonging_already_is_said_and_changes_nothing(cast, invite, sign_in):
    mailed, _ = invite(email="oskar@example.test")
    with cast.at(cast.lakeview):
        Membership.begin(
            org_id=cast.lakeview.pk, user=cast.oskar, role=Role.CLIENT_OWNER, at=timezone.now()
        )

    answer = sign_in(cast.oskar).post(mailed)

    assert answer.status_code == 409
    assert "You belong to this organisation already" in answer.text


# Home


def test_a_person_with_several_doors_chooses_and_one_without_learns_why(cast, invite, sign_in):
    mailed, _ = invite(email="hugo@example.test")
    hugo = sign_in(cast.hugo)
    hugo.post(mailed)

    assert "Lakeview Clinic" in hugo.get("/").text
    assert "Harbor Legal" in hugo.get("/").text
    assert sign_in(cast.lena).get("/").url == f"/o/{cast.lakeview.slug}/"
    assert "do not belong to an organisation" in sign_in(cast.oskar).get("/").text
