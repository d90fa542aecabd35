"""An invitation is worth what its inviter is: who is removed leaves none open behind."""

import pytest
from django.utils import timezone

from portal.accounts import actions
from portal.accounts.models import Invitation, Membership, User
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from tests.cast import PASSWORD

NORA = "nora@example.test"
NEW = {"name": "Nora New", "password": PASSWORD}


def invite(cast, org, by, role=Role.CLIENT_MEMBER):
    with cast.at(org, by):
        return actions.invite(
            org=org, email=NORA, name="Nora New", role=role, by=by, at=timezone.now()
        )


def remove(cast, org, person, by):
    with cast.at(org, by):
        membership = Membership.objects.current().get(org=org, user=person)
        actions.end_membership(membership=membership, by=by, at=timezone.now())


def test_removing_somebody_withdraws_what_they_sent_and_nobody_took_up(client, cast):
    invited = invite(cast, cast.northgate, cast.carla, Role.PARTNER_ENGINEER)

    remove(cast, cast.northgate, cast.carla, cast.nadia)

    answer = client.post(invited.copied_path, NEW)
    assert answer.status_code == 410
    assert not User.objects.filter(email=NORA).exists()
    with cast.at(cast.northgate):
        assert Invitation.objects.get(email=NORA).revoked_at
        names = AuditEvent.objects.order_by("seq").values_list("action", flat=True)
        assert list(names)[-1] == "portal.accounts.invitation_revoked"


def test_what_others_sent_stays_open(client, cast):
    invited = invite(cast, cast.northgate, cast.nadia, Role.PARTNER_ENGINEER)

    remove(cast, cast.northgate, cast.carla, cast.nadia)

    assert client.post(invited.copied_path, NEW).status_code == 302


@pytest.fixture
def orphan(cast):
    """Carla of the partner invited into Lakeview, and works for the partner no more."""
    invited = invite(cast, cast.lakeview, cast.carla)
    remove(cast, cast.northgate, cast.carla, cast.nadia)
    return invited


def test_what_a_partners_person_sent_into_a_client_lapses_with_them(client, cast, orphan):
    answer = client.post(orphan.copied_path, NEW)

    assert answer.status_code == 409
    assert "Whoever sent this invitation no longer works there. Ask for a new one." in answer.text
    assert not User.objects.filter(email=NORA).exists()


def test_who_sends_it_again_stands_behind_it_now(client, cast, orphan):
    with cast.at(cast.lakeview, cast.lena):
        again = actions.invite_again(
            invitation=orphan.invitation, org=cast.lakeview, by=cast.lena, at=timezone.now()
        )

    answer = client.post(again.copied_path, NEW)

    assert answer.status_code == 302
    with cast.at(cast.lakeview):
        assert Invitation.objects.get(email=NORA).inviter == cast.lena.name


def test_who_still_works_for_the_partner_may_have_left_the_client(client, cast):
    invited = invite(cast, cast.lakeview, cast.nadia)

    assert client.post(invited.copied_path, NEW).status_code == 302
