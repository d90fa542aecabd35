"""Who invites whom, who is removed, and how long an auditor is let in."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagements.team.rules import (
    GrantRefused,
    InvitationRefused,
    InvitationState,
    RemovalRefused,
    check_grant,
    check_grant_end,
    check_invitation,
    check_removal,
    check_side,
    grant_is_open,
    invitable_by,
    may_invite,
    state_of_invitation,
)
from portal.accounts.roles import Role

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CLIENT_PEOPLE = (Role.CLIENT_OWNER, Role.CLIENT_SIGNATORY, Role.CLIENT_MEMBER)
PARTNER_PEOPLE = (
    Role.PARTNER_OWNER,
    Role.PARTNER_SIGNATORY,
    Role.PARTNER_CONSULTANT,
    Role.PARTNER_ENGINEER,
)
INVITABLE = {
    Role.CLIENT_OWNER: (*CLIENT_PEOPLE, Role.AUDITOR),
    Role.CLIENT_SIGNATORY: (Role.AUDITOR,),
    Role.CLIENT_MEMBER: (),
    Role.PARTNER_OWNER: (*CLIENT_PEOPLE, *PARTNER_PEOPLE),
    Role.PARTNER_SIGNATORY: (),
    Role.PARTNER_CONSULTANT: CLIENT_PEOPLE,
    Role.PARTNER_ENGINEER: (),
    Role.AUDITOR: (),
}
GRANTERS = {Role.CLIENT_OWNER, Role.CLIENT_SIGNATORY}
PAIRS = [(inviter, invited) for inviter in Role for invited in Role]


# Invitations


def test_every_role_has_its_row():
    assert set(INVITABLE) == set(Role)


@pytest.mark.parametrize("inviter", Role)
def test_a_role_invites_exactly_these(inviter):
    assert invitable_by(inviter) == INVITABLE[inviter]


@pytest.mark.parametrize(("inviter", "invited"), PAIRS)
def test_every_pair_is_either_invited_or_refused(inviter, invited):
    allowed = invited in INVITABLE[inviter]

    assert may_invite(inviter, invited) == allowed
    if allowed:
        check_invitation(inviter=inviter, invited=invited)
    else:
        with pytest.raises(InvitationRefused, match=f"^As {inviter.label.lower()} you cannot"):
            check_invitation(inviter=inviter, invited=invited)


def test_a_refused_invitation_names_the_role_that_was_asked_for():
    with pytest.raises(InvitationRefused, match="you cannot invite a partner signatory"):
        check_invitation(inviter=Role.PARTNER_CONSULTANT, invited=Role.PARTNER_SIGNATORY)


def test_an_auditor_is_let_in_rather_than_invited():
    with pytest.raises(InvitationRefused, match="As partner owner you cannot let an auditor in"):
        check_invitation(inviter=Role.PARTNER_OWNER, invited=Role.AUDITOR)


@pytest.mark.parametrize("role", Role)
def test_a_role_belongs_to_one_side(role):
    of_partner = role in PARTNER_PEOPLE

    check_side(role, into_partner=of_partner)
    with pytest.raises(InvitationRefused, match=f"The role of {role.label.lower()} is one of"):
        check_side(role, into_partner=not of_partner)


@pytest.mark.parametrize(
    ("accepted_at", "revoked_at", "at", "state"),
    [
        (None, None, NOON - DAY, InvitationState.WAITING),
        (None, None, NOON, InvitationState.RUN_OUT),
        (NOON - DAY, None, NOON + DAY, InvitationState.TAKEN_UP),
        (None, NOON - DAY, NOON + DAY, InvitationState.WITHDRAWN),
    ],
)
def test_an_invitation_that_runs_out_at_noon(accepted_at, revoked_at, at, state):
    found = state_of_invitation(
        accepted_at=accepted_at, revoked_at=revoked_at, expires_at=NOON, at=at
    )

    assert found is state


def test_every_state_of_an_invitation_has_its_words():
    assert all(state.label for state in InvitationState)


# Removals


def test_who_may_invite_into_a_role_may_take_out_of_it():
    check_removal(remover=Role.CLIENT_OWNER, removed=Role.CLIENT_MEMBER, others_with_role=0)


def test_nobody_is_removed_by_a_role_that_could_not_have_invited_them():
    with pytest.raises(
        RemovalRefused, match="As partner engineer you cannot remove a client member"
    ):
        check_removal(remover=Role.PARTNER_ENGINEER, removed=Role.CLIENT_MEMBER, others_with_role=3)


@pytest.mark.parametrize("owner", [Role.CLIENT_OWNER, Role.PARTNER_OWNER])
def test_the_last_owner_stays(owner):
    with pytest.raises(RemovalRefused, match="keeps at least one owner"):
        check_removal(remover=owner, removed=owner, others_with_role=0)


@pytest.mark.parametrize("owner", [Role.CLIENT_OWNER, Role.PARTNER_OWNER])
def test_one_of_two_owners_may_go(owner):
    check_removal(remover=owner, removed=owner, others_with_role=1)


# Auditors


@pytest.mark.parametrize("role", sorted(GRANTERS))
@pytest.mark.parametrize("until", [TODAY, TODAY + DAY, TODAY + 366 * DAY])
def test_the_client_lets_an_auditor_in_for_up_to_366_days(role, until):
    check_grant(granted_by=role, until=until, today=TODAY)


@pytest.mark.parametrize("role", sorted(set(Role) - GRANTERS))
def test_nobody_else_lets_an_auditor_in_or_ends_their_access(role):
    sentence = "Only an owner or signatory of the client lets auditors in"

    with pytest.raises(GrantRefused, match=sentence):
        check_grant(granted_by=role, until=TODAY, today=TODAY)
    with pytest.raises(GrantRefused, match=sentence):
        check_grant_end(ended_by=role, until=TODAY, ended_at=None, today=TODAY)


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (TODAY - DAY, "lies in the past"),
        (TODAY + 367 * DAY, "366 days at most"),
    ],
)
def test_access_that_is_over_or_too_long_is_refused(until, sentence):
    with pytest.raises(GrantRefused, match=sentence):
        check_grant(granted_by=Role.CLIENT_OWNER, until=until, today=TODAY)


@pytest.mark.parametrize(
    ("until", "ended_at", "is_open"),
    [
        (TODAY, None, True),
        (TODAY + DAY, None, True),
        (TODAY - DAY, None, False),
        (TODAY + DAY, NOON, False),
    ],
)
def test_access_is_open_through_its_last_day_unless_ended(until, ended_at, is_open):
    assert grant_is_open(until=until, ended_at=ended_at, today=TODAY) == is_open


@pytest.mark.parametrize("role", sorted(GRANTERS))
def test_the_client_may_end_open_access_early(role):
    check_grant_end(ended_by=role, until=TODAY, ended_at=None, today=TODAY)


@pytest.mark.parametrize(("until", "ended_at"), [(TODAY, NOON), (TODAY - DAY, None)])
def test_access_that_has_ended_cannot_be_ended_again(until, ended_at):
    with pytest.raises(GrantRefused, match="has ended already"):
        check_grant_end(ended_by=Role.CLIENT_OWNER, until=until, ended_at=ended_at, today=TODAY)
