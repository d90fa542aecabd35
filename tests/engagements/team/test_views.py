"""The People pages of an engagement and of a partner."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import AuditorGrant, Invitation, Membership
from portal.accounts.places import place_of_auditor
from tests.engagements.lifecycle.samples import open_for

NORA = {"name": "Nora New", "email": "nora@example.test", "role": "client_member"}


@pytest.fixture
def engagement(cast):
    with cast.at(cast.northgate, cast.carla):
        return open_for(cast, cast.lakeview)


def people(engagement, name="people", *args):
    return reverse(f"engagements:{name}", args=(engagement.client_slug, engagement.pk, *args))


def staff(cast, name="staff", *args):
    return reverse(f"engagements:{name}", args=(cast.northgate.slug, *args))


def invitation_of(cast, org, email):
    with cast.at(org):
        return Invitation.objects.filter(email=email).order_by("-invited_at").first()


def membership_of(cast, org, user):
    with cast.at(org):
        return Membership.objects.get(org=org, user=user)


def ada_is_let_in(cast, engagement, sign_in):
    until = timezone.now().date() + timedelta(days=20)
    ada = {"name": "Ada Audit", "email": "ada@example.test", "until": until.isoformat()}
    answer = sign_in(cast.samuel).post(people(engagement, "auditor-invite"), ada)
    sign_in(cast.ada).post(urlsplit(answer.context["link"]).path)
    with cast.at(cast.lakeview):
        return AuditorGrant.objects.get(user=cast.ada)


# An engagement's people


def test_everybody_who_sees_the_engagement_sees_who_else_does(cast, engagement, sign_in):
    for person in (cast.lena, cast.mona, cast.carla, cast.emil):
        answer = sign_in(person).get(people(engagement))

        assert answer.status_code == 200
        for name in ("Lena Lake", "Samuel Sign", "Carla Consult", "leads this engagement"):
            assert name in answer.text
        assert "Hugo" not in answer.text


def test_a_member_is_offered_nothing_that_the_role_does_not_allow(cast, engagement, sign_in):
    answer = sign_in(cast.mona).get(people(engagement))

    for offer in ("Invite somebody", "Let an auditor in", ">Remove<", "Send again"):
        assert offer not in answer.text


def test_people_from_elsewhere_find_nothing(cast, engagement, sign_in):
    for stranger in (cast.hugo, cast.sora, cast.oskar, cast.ada):
        browser = sign_in(stranger)
        assert browser.get(people(engagement)).status_code == 404
        assert browser.post(people(engagement, "people-invite"), NORA).status_code == 404


def test_the_page_asks_few_questions_however_many_people_there_are(
    cast, engagement, sign_in, django_assert_max_num_queries
):
    browser = sign_in(cast.lena)
    for number in range(5):
        given = NORA | {"email": f"nora{number}@example.test"}
        browser.post(people(engagement, "people-invite"), given)

    with django_assert_max_num_queries(32):
        browser.get(people(engagement))


# Inviting


def test_the_link_is_shown_once_and_lets_the_person_in(cast, engagement, sign_in, client):
    browser = sign_in(cast.carla)

    answer = browser.post(people(engagement, "people-invite"), NORA)
    path = urlsplit(answer.context["link"]).path

    assert answer.status_code == 200
    assert answer.text.count(path) >= 1
    assert path not in browser.get(people(engagement)).text
    assert "as client member" in client.get(path).text


def test_htmx_gets_the_fragment_alone(cast, engagement, sign_in):
    answer = sign_in(cast.carla).post(
        people(engagement, "people-invite"), NORA, headers={"HX-Request": "true"}
    )

    assert answer.text.strip().startswith("<section")
    assert "<html" not in answer.text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "mona@example.test"}, "already belongs to Lakeview Clinic"),
        ({"email": "nobody"}, "valid email address"),
        ({"role": "partner_owner"}, "is not one of the available choices"),
        ({"role": "auditor"}, "is not one of the available choices"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_keeps_what_was_typed(
    cast, engagement, sign_in, changed, sentence
):
    answer = sign_in(cast.lena).post(people(engagement, "people-invite"), NORA | changed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Nora New"' in answer.text
    assert invitation_of(cast, cast.lakeview, "nora@example.test") is None


def test_who_may_not_invite_is_refused(cast, engagement, sign_in):
    for person in (cast.mona, cast.samuel, cast.emil, cast.pavel):
        answer = sign_in(person).post(people(engagement, "people-invite"), NORA)

        assert answer.status_code == 403
    assert invitation_of(cast, cast.lakeview, "nora@example.test") is None


def test_an_invitation_is_sent_again_and_withdrawn(cast, engagement, sign_in):
    browser = sign_in(cast.lena)
    first = browser.post(people(engagement, "people-invite"), NORA).context["link"]
    waiting = invitation_of(cast, cast.lakeview, "nora@example.test")

    again = browser.post(people(engagement, "people-again", waiting.pk))
    asked = browser.get(people(engagement, "people-withdraw", waiting.pk))
    browser.post(people(engagement, "people-withdraw", waiting.pk))
    too_late = browser.post(people(engagement, "people-again", waiting.pk), follow=True)

    assert again.context["link"] != first
    assert "Withdraw the invitation of nora@example.test?" in asked.text
    assert invitation_of(cast, cast.lakeview, "nora@example.test").revoked_at
    assert "already taken up or withdrawn" in too_late.text


def test_who_lets_auditors_in_does_not_handle_other_invitations(cast, engagement, sign_in):
    sign_in(cast.lena).post(people(engagement, "people-invite"), NORA)
    waiting = invitation_of(cast, cast.lakeview, "nora@example.test")
    samuel = sign_in(cast.samuel)

    assert samuel.post(people(engagement, "people-again", waiting.pk)).status_code == 403
    assert samuel.post(people(engagement, "people-withdraw", waiting.pk)).status_code == 403
    assert invitation_of(cast, cast.lakeview, "nora@example.test").revoked_at is None


def test_whether_the_mail_went_out_is_told(cast, engagement, sign_in, run_jobs, mailoutbox):
    browser = sign_in(cast.lena)
    browser.post(people(engagement, "people-invite"), NORA)

    before = browser.get(people(engagement)).text
    run_jobs()
    after = browser.get(people(engagement)).text

    assert "The mail waits to be sent" in before
    assert "Mail handed to the mail server" in after
    assert "nora@example.test" in [to for mail in mailoutbox for to in mail.to]


# Auditors


def test_an_auditor_is_let_in_by_the_client_until_a_date(cast, engagement, sign_in):
    grant = ada_is_let_in(cast, engagement, sign_in)

    page = sign_in(cast.mona).get(people(engagement)).text

    assert grant.engagement_id == engagement.pk
    assert "Ada Audit" in page
    assert "Has downloaded nothing" in page
    assert "End now" not in page


def test_an_access_is_ended_after_a_question(cast, engagement, sign_in):
    grant = ada_is_let_in(cast, engagement, sign_in)
    browser = sign_in(cast.lena)

    asked = browser.get(people(engagement, "auditor-end", grant.pk)).text
    browser.post(people(engagement, "auditor-end", grant.pk))
    twice = browser.post(people(engagement, "auditor-end", grant.pk), follow=True).text

    assert "End the access of Ada Audit now?" in asked
    assert "has ended already" in twice
    assert place_of_auditor(grant_id=grant.pk, user=cast.ada, at=timezone.now()) is None


def test_the_partner_lets_nobody_in(cast, engagement, sign_in):
    grant = ada_is_let_in(cast, engagement, sign_in)
    browser = sign_in(cast.nadia)

    assert browser.get(people(engagement, "auditor-invite")).status_code == 403
    assert browser.post(people(engagement, "auditor-end", grant.pk)).status_code == 403
    with cast.at(cast.lakeview):
        grant.refresh_from_db()
    assert grant.ended_at is None


def test_a_day_that_lies_too_far_ahead_is_refused(cast, engagement, sign_in):
    far = (timezone.now().date() + timedelta(days=500)).isoformat()
    ada = {"name": "Ada Audit", "email": "ada@example.test", "until": far}

    answer = sign_in(cast.lena).post(people(engagement, "auditor-invite"), ada)

    assert answer.status_code == 422
    assert "366 days at most" in answer.text
    assert invitation_of(cast, cast.lakeview, "ada@example.test") is None


# Removing


def test_a_removed_person_is_signed_out_and_stays_out(cast, engagement, sign_in):
    mona, lena = sign_in(cast.mona), sign_in(cast.lena)
    membership = membership_of(cast, cast.lakeview, cast.mona)
    assert mona.get(people(engagement)).status_code == 200

    asked = lena.get(people(engagement, "people-remove", membership.pk)).text
    lena.post(people(engagement, "people-remove", membership.pk))

    assert "Remove Mona Member from Lakeview Clinic?" in asked
    assert mona.get(people(engagement)).url.startswith("/account/login/")
    assert sign_in(cast.mona).get(people(engagement)).status_code == 404


def test_the_last_owner_is_not_removed(cast, engagement, sign_in):
    membership = membership_of(cast, cast.lakeview, cast.lena)

    answer = sign_in(cast.carla).post(
        people(engagement, "people-remove", membership.pk), follow=True
    )

    assert "at least one owner" in answer.text
    assert membership_of(cast, cast.lakeview, cast.lena).ended_at is None


def test_the_partners_people_are_not_removed_from_a_clients_page(cast, engagement, sign_in):
    membership = membership_of(cast, cast.northgate, cast.emil)

    answer = sign_in(cast.nadia).post(people(engagement, "people-remove", membership.pk))

    assert answer.status_code == 404


# The partner's own people


def test_an_owner_invites_and_removes_people_of_the_partner(cast, sign_in):
    browser = sign_in(cast.nadia)
    emil = membership_of(cast, cast.northgate, cast.emil)

    invited = browser.post(staff(cast, "staff-invite"), NORA | {"role": "partner_engineer"})
    waiting = invitation_of(cast, cast.northgate, "nora@example.test")
    page = browser.get(staff(cast)).text
    again = browser.post(staff(cast, "staff-again", waiting.pk))
    browser.post(staff(cast, "staff-withdraw", waiting.pk))
    browser.post(staff(cast, "staff-remove", emil.pk))

    assert "nora@example.test, as partner engineer" in page
    assert again.context["link"] != invited.context["link"]
    assert invitation_of(cast, cast.northgate, "nora@example.test").revoked_at
    assert sign_in(cast.emil).get(f"/o/{cast.northgate.slug}/").status_code == 404


def test_a_role_of_a_client_is_not_given_in_a_partner(cast, sign_in):
    answer = sign_in(cast.nadia).post(staff(cast, "staff-invite"), NORA)

    assert answer.status_code == 422
    assert invitation_of(cast, cast.northgate, "nora@example.test") is None


def test_only_the_owner_manages_the_partners_people_and_a_client_has_no_such_page(cast, sign_in):
    emil = membership_of(cast, cast.northgate, cast.emil)
    for person in (cast.carla, cast.pavel, cast.emil):
        browser = sign_in(person)
        assert browser.get(staff(cast)).status_code == 403
        assert browser.post(staff(cast, "staff-remove", emil.pk)).status_code == 403

    clients = reverse("engagements:staff", args=(cast.lakeview.slug,))
    assert sign_in(cast.nadia).get(clients).status_code == 404
    assert sign_in(cast.sora).get(staff(cast)).status_code == 404
