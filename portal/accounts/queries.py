"""Who can do what where, who is there or invited already, what happened to an account."""

from datetime import datetime
from uuid import UUID

from portal.accounts.models import (
    AccountEvent,
    AuditorGrant,
    Invitation,
    Membership,
    Organization,
    User,
)
from portal.accounts.roles import Right, Role, roles_with
from portal.tenancy.context import personal


def people_with(right: Right, *, org_id: UUID) -> list[User]:
    """Everybody of one organisation whose role holds a right, by name.

    Inside a client, its partner's people can be asked for as well, by the partner's id.
    """
    rows = Membership.objects.holding(*roles_with(right)).filter(org_id=org_id)
    return [row.user for row in rows.select_related("user").order_by("user__name")]


def belongs(org_id: UUID, email: str) -> bool:
    """Whether a person is a member of an organisation now."""
    return Membership.objects.current().filter(org_id=org_id, user__email=email).exists()


def is_orphaned(invitation: Invitation) -> bool:
    """Whether whoever invited has left both the organisation and its partner since."""
    homes = {invitation.org_id, invitation.org.partner_id}
    theirs = Membership.objects.current().filter(org_id__in=homes, user=invitation.invited_by_id)
    return invitation.invited_by_id is not None and not theirs.exists()


def obstacle_to_inviting(
    *, org: Organization, email: str, role: Role, engagement_id: UUID | None, at: datetime
) -> str:
    """Why an address need not be invited, as a sentence; empty when it can be.

    An auditor is invited into one engagement at a time, everybody else into the organisation.
    """
    waiting = Invitation.objects.pending(at).filter(org=org, email=email)
    if role == Role.AUDITOR:
        found = _open_grant(org, email, engagement_id, at)
        waiting = waiting.filter(role=role, engagement_id=engagement_id)
    else:
        found = f"{email} already belongs to {org.name}." if belongs(org.pk, email) else ""
        waiting = waiting.exclude(role=Role.AUDITOR)
    if not found and waiting.exists():
        return f"{email} is invited already. Send that invitation again, or withdraw it first."
    return found


def account_events(user: User, *, most: int = 50) -> list[AccountEvent]:
    """What happened to a person's own account, newest first. Opens its own block."""
    with personal(user=user.pk):
        return list(AccountEvent.objects.filter(user=user).newest()[:most])


def _open_grant(org: Organization, email: str, engagement_id: UUID | None, at: datetime) -> str:
    open_now = AuditorGrant.objects.open_on(org.day(at)).filter(org=org, user__email=email)
    grant = open_now.filter(engagement_id=engagement_id or UUID(int=0)).first()
    if grant is None:
        return ""
    day = f"{grant.until.day} {grant.until:%B %Y}"
    return (
        f"{email} is let in already, until {day}."
        " End that access first to give it for another time."
    )
