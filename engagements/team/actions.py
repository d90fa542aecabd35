"""Inviting people, letting auditors in, taking people out: accounts' actions under team rules."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Refused
from engagements.team import rules
from portal.accounts import actions as accounts
from portal.accounts.actions import Invited
from portal.accounts.models import AuditorGrant, Invitation, Membership, Organization, User
from portal.accounts.roles import Role
from portal.mail import outbox

# Whatever an invitation, a grant or a removal can be refused with.
REFUSALS = (Refused, accounts.InvitationRefused)


@transaction.atomic
def invite_person(
    *,
    org: Organization,
    inviter: Role,
    name: str,
    email: str,
    role: Role,
    by: User,
    at: datetime,
    engagement_id: UUID | None = None,
) -> Invited:
    """Invite a person into the organisation that is entered, in a role of its side.

    `engagement_id` is the engagement on whose page it was done; its trail tells of it. Raises one
    of REFUSALS.
    """
    rules.check_side(role, into_partner=org.is_partner)
    rules.check_invitation(inviter=inviter, invited=role)
    return accounts.invite(
        org=org, email=email, name=name, role=role, by=by, at=at, engagement_id=engagement_id
    )


@transaction.atomic
def let_auditor_in(
    *,
    engagement: Engagement,
    org: Organization,
    inviter: Role,
    name: str,
    email: str,
    until: date,
    by: User,
    at: datetime,
) -> Invited:
    """Invite an auditor into one engagement until the end of a day where its client is.

    Raises one of REFUSALS.
    """
    rules.check_grant(granted_by=inviter, until=until, today=org.day(at))
    return accounts.invite(
        org=org,
        email=email,
        name=name,
        role=Role.AUDITOR,
        by=by,
        at=at,
        engagement_id=engagement.pk,
        until=until,
    )


@transaction.atomic
def send_again(
    *, invitation: Invitation, org: Organization, inviter: Role, by: User, at: datetime
) -> Invited:
    """New links for an invitation that nobody took up. Raises one of REFUSALS."""
    rules.check_invitation(inviter=inviter, invited=Role(invitation.role))
    if invitation.until:
        rules.check_grant(granted_by=inviter, until=invitation.until, today=org.day(at))
    return accounts.invite_again(invitation=invitation, org=org, by=by, at=at)


@transaction.atomic
def withdraw(*, invitation: Invitation, inviter: Role, by: User, at: datetime) -> None:
    """Withdraw an invitation that nobody took up. Raises one of REFUSALS."""
    rules.check_invitation(inviter=inviter, invited=Role(invitation.role))
    accounts.revoke_invitation(invitation=invitation, by=by, at=at)


@transaction.atomic
def remove_person(*, membership: Membership, remover: Role, by: User, at: datetime) -> None:
    """Take a person out of the organisation that is entered. Raises one of REFUSALS."""
    same_role = Membership.objects.holding(Role(membership.role)).filter(org_id=membership.org_id)
    # Two owners who remove each other at once must not both succeed.
    locked = same_role.select_for_update().order_by("pk")
    others = [row for row in locked if row.pk != membership.pk]
    rules.check_removal(
        remover=remover, removed=Role(membership.role), others_with_role=len(others)
    )
    accounts.end_membership(membership=membership, by=by, at=at)


@transaction.atomic
def end_access(*, grant: AuditorGrant, ended_by: Role, by: User, at: datetime) -> None:
    """Close an auditor's door now, and tell them. Raises one of REFUSALS."""
    locked = AuditorGrant.objects.select_for_update().get(pk=grant.pk)
    org: Organization = locked.org
    rules.check_grant_end(
        ended_by=ended_by, until=locked.until, ended_at=locked.ended_at, today=org.day(at)
    )
    accounts.end_grant(grant=locked, by=by, at=at)
    outbox.post(
        to=locked.user.email,
        template="auditor_access_ended",
        at=at,
        name=locked.user.name,
        org=org.name,
        ended_by=by.name,
        until=locked.until,
    )
