"""Founding partners, taking on clients, inviting people, taking up invitations."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.text import slugify

from portal.accounts.models import (
    AuditorGrant,
    Invitation,
    Membership,
    Organization,
    User,
    Via,
)
from portal.accounts.queries import belongs, is_orphaned, obstacle_to_inviting
from portal.accounts.roles import Role
from portal.accounts.tokens import digest, fresh_token
from portal.audit import log
from portal.mail import outbox
from portal.mail.models import Mail
from portal.tenancy.context import tenant

FOUNDED = log.action("portal.accounts.partner_founded", "founded the partner")
TAKEN_ON = log.action("portal.accounts.client_taken_on", "took on the client")
INVITED = log.action("portal.accounts.invited", "sent an invitation")
INVITED_AGAIN = log.action("portal.accounts.invited_again", "sent an invitation again")
REVOKED = log.action("portal.accounts.invitation_revoked", "withdrew an invitation")
JOINED = log.action("portal.accounts.joined", "took up an invitation")
LET_IN = log.action("portal.accounts.auditor_let_in", "was let in as an auditor")
CLOSED = log.action("portal.accounts.auditor_grant_ended", "ended an auditor's access")
ENDED = log.action("portal.accounts.membership_ended", "ended a membership")

INVITATION_LASTS = timedelta(days=14)


class InvitationRefused(Exception):
    """An invitation cannot be made or taken up; the message says why."""


@dataclass(frozen=True)
class Invited:
    """A new invitation, and the link that the inviter may copy. It is shown once."""

    invitation: Invitation
    copied_path: str


def found_partner(
    *, name: str, legal_name: str, slug: str, time_zone: str, owner: tuple[str, str], at: datetime
) -> tuple[Organization, Invited]:
    """A new partner, and the invitation of its first owner, given as (name, e-mail address).

    Opens its own transaction. Done by the operator, before anybody belongs to the partner.
    """
    pk = uuid4()
    with tenant(org=pk, partner=pk):
        org = Organization.found_partner(
            name=name, legal_name=legal_name, slug=slug, time_zone=time_zone, pk=pk
        )
        log.record(FOUNDED, target=org, by=None, at=at)
        owner_name, email = owner
        invited = invite(
            org=org, email=email, name=owner_name, role=Role.PARTNER_OWNER, by=None, at=at
        )
    return org, invited


@transaction.atomic
def take_on_client(
    *, partner: Organization, name: str, legal_name: str, time_zone: str, by: User, at: datetime
) -> Organization:
    """A new client of the partner that is entered. Its address gets a number when taken."""
    org = Organization.take_on_client(
        partner_id=partner.pk,
        name=name,
        legal_name=legal_name,
        slug=f"{slugify(name)[:48] or 'client'}-{uuid4().hex[:6]}",
        time_zone=time_zone,
    )
    log.record(TAKEN_ON, target=org, by=by, at=at)
    return org


@transaction.atomic
def invite(
    *,
    org: Organization,
    email: str,
    name: str,
    role: Role,
    by: User | None,
    at: datetime,
    engagement_id: UUID | None = None,
    until: date | None = None,
) -> Invited:
    """Invite a person by mail, and give the inviter a second link to hand over themselves.

    Raises InvitationRefused when the person is there already, or invited already.
    """
    email = email.strip().lower()
    # One inviter at a time: two clicks must not make two invitations.
    Organization.objects.select_for_update().get(pk=org.pk)
    obstacle = obstacle_to_inviting(
        org=org, email=email, role=role, engagement_id=engagement_id, at=at
    )
    if obstacle:
        raise InvitationRefused(obstacle)
    mailed, copied = fresh_token(), fresh_token()
    invitation = Invitation(
        org=org, email=email, name=name.strip(), role=role, engagement_id=engagement_id, until=until
    )
    invitation.invited_by, invitation.invited_at = by, at
    invitation.expires_at = at + INVITATION_LASTS
    invitation.mailed_digest, invitation.copied_digest = digest(mailed), digest(copied)
    invitation.mail_id = _mail(invitation, org, mailed, at).pk
    invitation.issue()
    log.record(
        INVITED,
        target=invitation,
        by=by,
        at=at,
        engagement_id=engagement_id,
        role=role,
        email=email,
    )
    return Invited(invitation, path_of(invitation, copied))


@transaction.atomic
def invite_again(*, invitation: Invitation, org: Organization, by: User, at: datetime) -> Invited:
    """New links for a pending invitation; the old ones stop working."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at or locked.revoked_at:
        raise InvitationRefused("This invitation was already taken up or withdrawn.")
    mailed, copied = fresh_token(), fresh_token()
    locked.renew_links(
        mailed=digest(mailed),
        copied=digest(copied),
        mail_id=_mail(locked, org, mailed, at).pk,
        expires_at=at + INVITATION_LASTS,
        by=by,
    )
    log.record(INVITED_AGAIN, target=locked, by=by, at=at, engagement_id=locked.engagement_id)
    return Invited(locked, path_of(locked, copied))


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Withdraw an invitation that nobody has taken up."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at or locked.revoked_at:
        raise InvitationRefused("This invitation was already taken up or withdrawn.")
    locked.revoke(at=at)
    log.record(REVOKED, target=locked, by=by, at=at, engagement_id=locked.engagement_id)


@transaction.atomic
def join(
    *, invitation: Invitation, token: str, user: User, at: datetime
) -> Membership | AuditorGrant:
    """Take up an invitation as a person whose address is the invited one.

    The mailed link proves the address; the copied one does not, and that is kept.
    """
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    via = _via(locked, token, at)
    if user.email != locked.email:
        raise InvitationRefused(
            f"This invitation is for {locked.email}. Sign in with that address to take it up."
        )
    if locked.until and locked.until < locked.org.day(at):
        raise InvitationRefused("The time for which this invitation lets you in is over.")
    if locked.role != Role.AUDITOR and belongs(locked.org_id, user.email):
        raise InvitationRefused("You belong to this organisation already.")
    locked.accept(by=user, via=via, at=at)
    if via == Via.MAIL:
        _prove_address(user)
    made = _let_in(locked, user, at)
    log.record(
        JOINED, target=locked, by=user, at=at, engagement_id=locked.engagement_id, via=via.value
    )
    return made


@transaction.atomic
def create_account(
    *, invitation: Invitation, token: str, name: str, password: str, at: datetime
) -> User:
    """Make the account of an invited person who has none, with the invited address.

    Raises InvitationRefused when the invitation is no longer open, or the address has an account.
    """
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    _via(locked, token, at)
    if User.objects.filter(email=locked.email).exists():
        raise InvitationRefused("This address has an account already. Sign in to go on.")
    user = User.objects.create_user(email=locked.email, name=name, password=password)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    return user


@transaction.atomic
def join_as_new(
    *, invitation: Invitation, token: str, name: str, password: str, at: datetime
) -> tuple[User, Membership | AuditorGrant]:
    """Make an account and take up the invitation with it, or neither."""
    user = create_account(invitation=invitation, token=token, name=name, password=password, at=at)
    return user, join(invitation=invitation, token=token, user=user, at=at)


@transaction.atomic
def end_membership(*, membership: Membership, by: User, at: datetime) -> None:
    """Take a person out with the invitations they sent; sign them out wherever they are."""
    locked = Membership.objects.select_for_update().get(pk=membership.pk)
    if locked.ended_at:
        raise InvitationRefused("This membership has ended already.")
    locked.end(at=at)
    log.record(ENDED, target=locked, by=by, at=at, role=locked.role, person=str(locked.user_id))
    open_ones = Invitation.objects.pending(at).filter(org=locked.org_id)
    for invitation in open_ones.sent_by(locked.user_id):
        revoke_invitation(invitation=invitation, by=by, at=at)
    _sign_out_everywhere(locked.user_id)


@transaction.atomic
def end_grant(*, grant: AuditorGrant, by: User, at: datetime) -> None:
    """Close an auditor's door at once."""
    locked = AuditorGrant.objects.select_for_update().get(pk=grant.pk)
    locked.end(at=at)
    log.record(CLOSED, target=locked.user, by=by, at=at, engagement_id=locked.engagement_id)


def path_of(invitation: Invitation, token: str) -> str:
    """The address of an invitation's page."""
    return f"/invitations/{invitation.org_id}/{token}/"


def _via(invitation: Invitation, token: str, at: datetime) -> Via:
    if invitation.accepted_at or invitation.revoked_at or invitation.expires_at <= at:
        raise InvitationRefused("This invitation was taken up, withdrawn, or has run out.")
    if is_orphaned(invitation):
        raise InvitationRefused(
            "Whoever sent this invitation no longer works there. Ask for a new one."
        )
    links = {invitation.mailed_digest: Via.MAIL, invitation.copied_digest: Via.COPY}
    if digest(token) not in links:
        raise InvitationRefused("This link was replaced by a newer one.")
    return links[digest(token)]


def _sign_out_everywhere(user_id: UUID) -> None:
    for session in UserSession.objects.filter(user_id=user_id):
        session.end()


def _prove_address(user: User) -> None:
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"primary": True, "verified": True}
    )


def _let_in(invitation: Invitation, user: User, at: datetime) -> Membership | AuditorGrant:
    role = Role(invitation.role)
    if role != Role.AUDITOR:
        return Membership.begin(org_id=invitation.org_id, user=user, role=role, at=at)
    # A CHECK constraint holds that an auditor's invitation has all three.
    grant = AuditorGrant.give(
        org_id=invitation.org_id,
        user=user,
        engagement_id=cast(UUID, invitation.engagement_id),
        until=cast(date, invitation.until),
        by=cast(User, invitation.invited_by),
        at=at,
    )
    until = grant.until.isoformat()
    log.record(LET_IN, target=user, by=user, at=at, engagement_id=grant.engagement_id, until=until)
    return grant


def _mail(invitation: Invitation, org: Organization, token: str, at: datetime) -> Mail:
    return outbox.post(
        to=invitation.email,
        template="invitation",
        at=at,
        name=invitation.name,
        org=org.name,
        role=Role(invitation.role).label,
        inviter=invitation.inviter,
        path=path_of(invitation, token),
        until=invitation.until,
    )
