"""Letting auditors in until a day, ending it sooner, and what they took with them."""

from datetime import date, timedelta

import pytest

from engagements.team import actions, queries
from engagements.team.rules import GrantRefused
from portal.accounts import actions as accounts
from portal.accounts.models import AuditorGrant, Invitation
from portal.accounts.places import place_of_auditor
from portal.accounts.roles import Role
from portal.audit import log
from portal.mail.models import Mail
from tests.cast import NOON
from tests.engagements.lifecycle.samples import open_for

UNTIL = date(2026, 12, 16)
DOWNLOADED = log.Action("compliance.packet.downloaded", "downloaded a packet")


@pytest.fixture
def engagement(cast):
    with cast.at(cast.northgate, cast.carla):
        return open_for(cast, cast.lakeview)


def let_in(cast, engagement, **changes):
    given = {
        "engagement": engagement,
        "org": cast.lakeview,
        "inviter": Role.CLIENT_OWNER,
        "name": "Ada Audit",
        "email": "ada@example.test",
        "until": UNTIL,
        "by": cast.lena,
        "at": NOON,
    }
    return actions.let_auditor_in(**given | changes)


def grant_of_ada(cast, engagement):
    invited = let_in(cast, engagement)
    token = invited.copied_path.split("/")[-2]
    return accounts.join(invitation=invited.invitation, token=token, user=cast.ada, at=NOON)


def test_an_auditor_is_let_in_until_the_day_and_no_longer(cast, engagement):
    with cast.at(cast.lakeview, cast.lena):
        grant = grant_of_ada(cast, engagement)

    last = place_of_auditor(grant_id=grant.pk, user=cast.ada, at=NOON + timedelta(days=30))
    after = place_of_auditor(grant_id=grant.pk, user=cast.ada, at=NOON + timedelta(days=31))
    other = place_of_auditor(grant_id=grant.pk, user=cast.oskar, at=NOON)
    assert last.role is Role.AUDITOR
    assert after is None
    assert other is None


def test_nobody_of_the_partner_lets_an_auditor_in(cast, engagement):
    with cast.at(cast.lakeview, cast.carla):
        with pytest.raises(GrantRefused):
            let_in(cast, engagement, inviter=Role.PARTNER_CONSULTANT, by=cast.carla)

        assert not Invitation.objects.filter(role="auditor").exists()


@pytest.mark.parametrize("until", [NOON.date() - timedelta(1), NOON.date() + timedelta(400)])
def test_the_day_of_an_auditor_is_bounded(cast, engagement, until):
    with cast.at(cast.lakeview, cast.lena), pytest.raises(GrantRefused):
        let_in(cast, engagement, until=until)


def test_an_auditor_who_is_in_or_invited_is_not_invited_a_second_time(cast, engagement):
    with cast.at(cast.lakeview, cast.lena):
        let_in(cast, engagement, email="eve@example.test")
        grant_of_ada(cast, engagement)

        with pytest.raises(accounts.InvitationRefused, match="is let in already, until 16 Dec"):
            let_in(cast, engagement)
        with pytest.raises(accounts.InvitationRefused, match="is invited already"):
            let_in(cast, engagement, email="eve@example.test")


def test_an_auditors_invitation_is_worth_nothing_after_its_day(cast, engagement):
    late = NOON + timedelta(days=3)
    with cast.at(cast.lakeview, cast.lena):
        invited = let_in(cast, engagement, until=NOON.date())
        token = invited.copied_path.split("/")[-2]

        with pytest.raises(accounts.InvitationRefused, match="is over"):
            accounts.join(invitation=invited.invitation, token=token, user=cast.ada, at=late)
        with pytest.raises(GrantRefused):
            actions.send_again(
                invitation=invited.invitation,
                org=cast.lakeview,
                inviter=Role.CLIENT_OWNER,
                by=cast.lena,
                at=late,
            )

        assert not AuditorGrant.objects.exists()


def test_ending_an_access_closes_the_door_at_once_and_tells_the_auditor(cast, engagement):
    with cast.at(cast.lakeview, cast.lena):
        grant = grant_of_ada(cast, engagement)
        ending = {"grant": grant, "ended_by": Role.CLIENT_SIGNATORY, "by": cast.samuel, "at": NOON}
        actions.end_access(**ending)

        with pytest.raises(GrantRefused, match="ended already"):
            actions.end_access(**ending)
        mail = Mail.objects.get(to="ada@example.test", subject__contains="has ended")

    assert place_of_auditor(grant_id=grant.pk, user=cast.ada, at=NOON) is None
    assert "Samuel Sign has ended" in mail.text


def test_what_an_auditor_downloaded_is_told_from_the_trail(cast, engagement):
    with cast.at(cast.lakeview, cast.lena):
        grant_of_ada(cast, engagement)
        later = NOON + timedelta(hours=1)
        log.record(
            DOWNLOADED, target=engagement, by=cast.ada, at=later, engagement_id=engagement.pk
        )
        log.record(
            DOWNLOADED, target=engagement, by=cast.mona, at=later, engagement_id=engagement.pk
        )
    with cast.at(cast.lakeview, cast.lena):
        (access,) = queries.accesses(engagement, at=NOON)

    assert access.is_open
    assert [(one.label, one.at) for one in access.downloads] == [(str(engagement), later)]


def test_auditors_invitations_show_on_their_own_engagement_only(cast, engagement):
    with cast.at(cast.northgate, cast.carla):
        other = open_for(cast, cast.lakeview, title="Letters")
    with cast.at(cast.lakeview, cast.lena):
        let_in(cast, engagement)

        def auditors(of):
            sent = queries.invitations_of(
                cast.lakeview, seen_by=Role.CLIENT_OWNER, at=NOON, engagement=of
            )
            return [one for one in sent if one.role is Role.AUDITOR]

        assert len(auditors(engagement)) == 1
        assert auditors(other) == []
        assert auditors(None) == []
