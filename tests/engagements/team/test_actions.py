"""Inviting people, letting auditors in and taking people out, each under the team's rules."""

from datetime import timedelta

import pytest

from engagements.team import actions, queries
from engagements.team.rules import (
    InvitationRefused,
    InvitationState,
    RemovalRefused,
)
from portal.accounts import actions as accounts
from portal.accounts.models import Invitation, Membership
from portal.accounts.places import place_of_member
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.mail.models import Mail
from tests.cast import NOON, take_up
from tests.engagements.lifecycle.samples import open_for


@pytest.fixture
def engagement(cast):
    with cast.at(cast.northgate, cast.carla):
        return open_for(cast, cast.lakeview)


def invite(cast, **changes):
    given = {
        "org": cast.lakeview,
        "inviter": Role.CLIENT_OWNER,
        "name": "Nora New",
        "email": "nora@example.test",
        "role": Role.CLIENT_MEMBER,
        "by": cast.lena,
        "at": NOON,
    }
    return actions.invite_person(**given | changes)


def trail(action):
    return [event.told for event in AuditEvent.objects.filter(action=action).chained()]


# Inviting


def test_an_invitation_is_mailed_and_its_other_link_given_to_the_inviter(cast, engagement):
    with cast.at(cast.lakeview, cast.lena):
        invited = invite(cast, engagement_id=engagement.pk)
        mail = Mail.objects.get(pk=invited.invitation.mail_id)

    assert mail.to == "nora@example.test"
    assert invited.copied_path not in mail.text
    assert mail.text.count("/invitations/") == 1


def test_an_invitation_stands_in_the_trail_of_its_engagement_without_any_link(cast, engagement):
    with cast.at(cast.lakeview, cast.lena):
        invited = invite(cast, engagement_id=engagement.pk)
    with cast.at(cast.lakeview):
        (event,) = [
            told
            for told in trail("portal.accounts.invited")
            if told["engagement"] == str(engagement.pk)
        ]

    assert event["data"] == {"role": "client_member", "email": "nora@example.test"}
    assert invited.copied_path.split("/")[-2] not in str(event)


@pytest.mark.parametrize(
    "changes",
    [
        {"inviter": Role.CLIENT_MEMBER},
        {"inviter": Role.PARTNER_ENGINEER},
        {"inviter": Role.PARTNER_OWNER, "role": Role.PARTNER_ENGINEER},
        {"inviter": Role.CLIENT_OWNER, "role": Role.PARTNER_OWNER},
    ],
)
def test_a_role_that_may_not_or_a_role_of_the_other_side_is_refused(cast, changes):
    with cast.at(cast.lakeview, cast.lena):
        before = Invitation.objects.count()

        with pytest.raises(InvitationRefused):
            invite(cast, **changes)

        assert Invitation.objects.count() == before


def test_who_belongs_already_or_is_invited_already_is_not_invited_again(cast):
    with cast.at(cast.lakeview, cast.lena):
        invite(cast)

        with pytest.raises(accounts.InvitationRefused, match="is invited already"):
            invite(cast, email=" NORA@example.test ")
        with pytest.raises(accounts.InvitationRefused, match="already belongs to Lakeview"):
            invite(cast, email="mona@example.test")


def test_an_invitation_that_ran_out_does_not_stand_in_the_way(cast):
    with cast.at(cast.lakeview, cast.lena):
        invite(cast)
        second = invite(cast, at=NOON + timedelta(days=15))

    assert second.invitation.expires_at == NOON + timedelta(days=29)


def test_sending_again_replaces_both_links(cast):
    with cast.at(cast.lakeview, cast.lena):
        first = invite(cast)
        again = actions.send_again(
            invitation=first.invitation,
            org=cast.lakeview,
            inviter=Role.CLIENT_OWNER,
            by=cast.lena,
            at=NOON + timedelta(days=1),
        )

    assert again.copied_path != first.copied_path
    assert again.invitation.mail_id != first.invitation.mail_id
    with pytest.raises(accounts.InvitationRefused, match="replaced by a newer one"):
        take_up(first, "Nora New")
    assert take_up(again, "Nora New").email == "nora@example.test"


def test_a_withdrawn_invitation_cannot_be_taken_up_sent_or_withdrawn_again(cast):
    with cast.at(cast.lakeview, cast.lena):
        invited = invite(cast)
        handled = {"invitation": invited.invitation, "inviter": Role.CLIENT_OWNER, "by": cast.lena}
        actions.withdraw(**handled, at=NOON)

        with pytest.raises(accounts.InvitationRefused):
            actions.withdraw(**handled, at=NOON)
        with pytest.raises(accounts.InvitationRefused):
            actions.send_again(**handled, org=cast.lakeview, at=NOON)
    with pytest.raises(accounts.InvitationRefused):
        take_up(invited, "Nora New")


# Removing


def test_a_removed_person_no_longer_finds_the_organisation(cast):
    assert place_of_member(slug=cast.lakeview.slug, user=cast.mona, at=NOON)

    with cast.at(cast.lakeview, cast.lena):
        mona = Membership.objects.get(user=cast.mona)
        actions.remove_person(membership=mona, remover=Role.CLIENT_OWNER, by=cast.lena, at=NOON)
        with pytest.raises(accounts.InvitationRefused, match="ended already"):
            accounts.end_membership(membership=mona, by=cast.lena, at=NOON)

    assert place_of_member(slug=cast.lakeview.slug, user=cast.mona, at=NOON) is None
    with cast.at(cast.lakeview):
        (event,) = trail("portal.accounts.membership_ended")
    assert event["target"]["label"] == "Mona Member, client member"


def test_the_last_owner_stays_and_so_does_whom_the_role_does_not_reach(cast):
    with cast.at(cast.lakeview, cast.lena):
        lena = Membership.objects.get(user=cast.lena)

        with pytest.raises(RemovalRefused, match="at least one owner"):
            actions.remove_person(membership=lena, remover=Role.CLIENT_OWNER, by=cast.lena, at=NOON)
        with pytest.raises(RemovalRefused):
            actions.remove_person(
                membership=lena, remover=Role.CLIENT_MEMBER, by=cast.mona, at=NOON
            )

    assert place_of_member(slug=cast.lakeview.slug, user=cast.lena, at=NOON)


def test_a_removed_person_can_be_invited_and_come_back(cast):
    with cast.at(cast.lakeview, cast.lena):
        mona = Membership.objects.get(user=cast.mona)
        actions.remove_person(membership=mona, remover=Role.CLIENT_OWNER, by=cast.lena, at=NOON)
        invited = invite(cast, email="mona@example.test")
        token = invited.copied_path.split("/")[-2]
        accounts.join(invitation=invited.invitation, token=token, user=cast.mona, at=NOON)

    assert (
        place_of_member(slug=cast.lakeview.slug, user=cast.mona, at=NOON).role is Role.CLIENT_MEMBER
    )


# Reading


def test_an_invitation_tells_its_exact_state(cast, engagement):
    with cast.at(cast.lakeview, cast.lena):
        waiting = invite(cast)
        withdrawn = invite(cast, email="eve@example.test")
        actions.withdraw(
            invitation=withdrawn.invitation, inviter=Role.CLIENT_OWNER, by=cast.lena, at=NOON
        )

    def states(at):
        with cast.at(cast.lakeview, cast.lena):
            sent = queries.invitations_of(cast.lakeview, seen_by=Role.CLIENT_OWNER, at=at)
        return {one.invitation.email: one.state for one in sent}

    now, later = states(NOON), states(waiting.invitation.expires_at)
    assert now["nora@example.test"] is InvitationState.WAITING
    assert now["eve@example.test"] is InvitationState.WITHDRAWN
    assert now["mona@example.test"] is InvitationState.TAKEN_UP
    assert later["nora@example.test"] is InvitationState.RUN_OUT
    assert later["mona@example.test"] is InvitationState.TAKEN_UP


def test_the_lead_comes_first_and_nobody_of_the_partner_is_removed_from_a_clients_page(
    cast, engagement
):
    with cast.at(cast.lakeview, cast.nadia):
        staff = queries.colleagues(
            cast.northgate.pk, seen_by=cast.nadia, removes=None, lead_id=cast.carla.pk
        )

    assert [one.membership.user.name for one in staff] == [
        "Carla Consult",
        "Emil Engine",
        "Nadia North",
        "Pavel Prime",
    ]
    assert [one.is_you for one in staff] == [False, False, True, False]
    assert not any(one.removable for one in staff)
