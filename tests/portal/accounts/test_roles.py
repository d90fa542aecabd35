"""Who may do what: the table is total, and the promises about each role hold."""

import pytest

from portal.accounts.roles import (
    CLIENT_ROLES,
    MEMBERSHIP_ROLES,
    PARTNER_ROLES,
    RIGHTS,
    Right,
    Role,
    may,
    roles_with,
)

# One row per right: exactly these roles hold it.
HOLDERS = {
    Right.READ_ENGAGEMENT: MEMBERSHIP_ROLES,
    Right.READ_ACTIVITY: MEMBERSHIP_ROLES - {Role.PARTNER_ENGINEER},
    Right.OPEN_ENGAGEMENT: {Role.PARTNER_OWNER, Role.PARTNER_CONSULTANT},
    Right.EDIT_SCOPE: CLIENT_ROLES | {Role.PARTNER_OWNER, Role.PARTNER_CONSULTANT},
    Right.SEND_AGREEMENT: PARTNER_ROLES - {Role.PARTNER_ENGINEER},
    Right.SIGN_FOR_CLIENT: {Role.CLIENT_SIGNATORY},
    Right.COUNTERSIGN: {Role.PARTNER_SIGNATORY},
    Right.REVIEW_EVIDENCE: PARTNER_ROLES - {Role.PARTNER_ENGINEER},
    Right.ANSWER_DUTY: MEMBERSHIP_ROLES,
    Right.RECORD_MILESTONE: {Role.PARTNER_ENGINEER},
    Right.ACCEPT_MILESTONE: {Role.CLIENT_OWNER, Role.CLIENT_SIGNATORY},
    Right.BUILD_PACKET: MEMBERSHIP_ROLES - {Role.CLIENT_MEMBER, Role.PARTNER_ENGINEER},
    Right.DOWNLOAD_PACKET: set(Role) - {Role.PARTNER_ENGINEER},
    Right.INVITE_CLIENT_PEOPLE: {
        Role.CLIENT_OWNER,
        Role.PARTNER_OWNER,
        Role.PARTNER_CONSULTANT,
    },
    Right.INVITE_AUDITOR: {Role.CLIENT_OWNER, Role.CLIENT_SIGNATORY},
    Right.MANAGE_PARTNER_PEOPLE: {Role.PARTNER_OWNER},
    Right.MANAGE_BOOKINGS: {Role.PARTNER_OWNER, Role.PARTNER_CONSULTANT},
    Right.SEE_BOOK: PARTNER_ROLES - {Role.PARTNER_ENGINEER},
}


def test_every_role_has_its_rights_written_down():
    assert set(RIGHTS) == set(Role)


def test_every_right_has_its_holders_written_down():
    assert set(HOLDERS) == set(Right)


@pytest.mark.parametrize("right", Right)
def test_a_right_is_held_by_exactly_these_roles(right):
    assert set(roles_with(right)) == set(HOLDERS[right])


@pytest.mark.parametrize("role", sorted(PARTNER_ROLES))
def test_nobody_of_the_partner_signs_or_accepts_for_a_client(role):
    assert not may(role, Right.SIGN_FOR_CLIENT)
    assert not may(role, Right.ACCEPT_MILESTONE)


@pytest.mark.parametrize("role", sorted(CLIENT_ROLES))
def test_nobody_of_a_client_acts_for_the_partner(role):
    theirs = {
        Right.COUNTERSIGN,
        Right.REVIEW_EVIDENCE,
        Right.RECORD_MILESTONE,
        Right.MANAGE_PARTNER_PEOPLE,
        Right.MANAGE_BOOKINGS,
        Right.SEE_BOOK,
    }

    assert not RIGHTS[role] & theirs


def test_an_engineer_shows_what_was_done_and_does_nothing_that_binds_or_approves():
    assert RIGHTS[Role.PARTNER_ENGINEER] == {
        Right.READ_ENGAGEMENT,
        Right.RECORD_MILESTONE,
        Right.ANSWER_DUTY,
    }


def test_an_auditor_downloads_packets_and_nothing_else():
    assert RIGHTS[Role.AUDITOR] == {Right.DOWNLOAD_PACKET}


def test_no_role_both_signs_and_countersigns():
    assert not set(roles_with(Right.SIGN_FOR_CLIENT)) & set(roles_with(Right.COUNTERSIGN))


def test_an_auditor_is_not_a_member_of_any_organisation():
    assert set(Role) - MEMBERSHIP_ROLES == {Role.AUDITOR}


@pytest.mark.parametrize("name", [*Role, *Right])
def test_every_role_and_right_has_words(name):
    assert name.label
    assert "_" not in name.label


@pytest.mark.parametrize("role", Role)
def test_every_role_can_be_told_in_a_sentence(role):
    assert role.purpose
    assert role.with_article.endswith(role.label.lower())
    assert role.with_article.startswith("an " if role is Role.AUDITOR else "a ")
