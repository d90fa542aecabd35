"""Ways in: invitations into an organisation, grants that let an auditor into an engagement."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from portal.accounts.models.people import User
from portal.accounts.roles import Role
from portal.tenancy.models import ClientOwned, TenantQuerySet


class Via(models.TextChoices):
    """By which link an invitation was taken up, which decides whether the address is proven."""

    MAIL = "mail", "the link in the mail"
    COPY = "copy", "a link copied by the inviter"


class InvitationQuerySet(TenantQuerySet["Invitation"]):
    """Invitations by what can still be done with them."""

    def pending(self, at: datetime) -> Self:
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=at)

    def sent_by(self, user_id: UUID) -> Self:
        return self.filter(invited_by=user_id)

    def by_digest(self, digest: str) -> Self:
        return self.filter(Q(mailed_digest=digest) | Q(copied_digest=digest))


class Invitation(ClientOwned):
    """An invitation into an organisation, or into one engagement as its auditor.

    Two links exist: the mailed one proves that its reader has the address, the copied one does not.
    Only their SHA-256 is stored.
    """

    email = models.EmailField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=30, choices=[(role.value, role.label) for role in Role])
    engagement_id = models.UUIDField(null=True)
    until = models.DateField(null=True)
    # Nobody invited the first owner of a partner: the operator founded it.
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    mailed_digest = models.CharField(max_length=64)
    copied_digest = models.CharField(max_length=64)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    accepted_via = models.CharField(max_length=4, choices=Via.choices, blank=True)
    revoked_at = models.DateTimeField(null=True)
    # The mail that carried the newest link, so that people see whether it went out.
    mail_id = models.UUIDField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_accepted_by_somebody",
                condition=Q(accepted_at=None, accepted_by=None, accepted_via="")
                | (Q(accepted_at__isnull=False, accepted_by__isnull=False) & ~Q(accepted_via="")),
            ),
            models.CheckConstraint(
                name="invitation_of_auditor_is_bounded",
                condition=~Q(role=Role.AUDITOR.value)
                | Q(engagement_id__isnull=False, until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}, as {Role(self.role).label.lower()}"

    @property
    def inviter(self) -> str:
        """Whose name stands under the invitation."""
        return self.invited_by.name if self.invited_by else "The operator of this portal"

    def issue(self) -> Self:
        """Store a new invitation."""
        self.save(force_insert=True)
        return self

    def renew_links(
        self, *, mailed: str, copied: str, mail_id: UUID, expires_at: datetime, by: User
    ) -> Self:
        """Replace both links (by their digests); the old ones stop working. Now `by` invites."""
        self.mailed_digest, self.copied_digest = mailed, copied
        self.mail_id, self.expires_at, self.invited_by = mail_id, expires_at, by
        return self.write("mailed_digest", "copied_digest", "mail_id", "expires_at", "invited_by")

    def accept(self, *, by: User, via: Via, at: datetime) -> Self:
        """Taken up by a person."""
        self.accepted_at, self.accepted_by, self.accepted_via = at, by, via
        return self.write("accepted_at", "accepted_by", "accepted_via")

    def revoke(self, *, at: datetime) -> Self:
        """Withdrawn before anybody took it up."""
        self.revoked_at = at
        return self.write("revoked_at")


class AuditorGrantQuerySet(TenantQuerySet["AuditorGrant"]):
    """Grants that still let somebody in."""

    def open_on(self, today: date) -> Self:
        return self.filter(ended_at=None, until__gte=today)


class AuditorGrant(ClientOwned):
    """Lets one person into one engagement until the end of a day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    engagement_id = models.UUIDField()
    until = models.DateField()
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = AuditorGrantQuerySet.as_manager()

    @classmethod
    def give(
        cls, *, org_id: UUID, user: User, engagement_id: UUID, until: date, by: User, at: datetime
    ) -> Self:
        """Let a person into an engagement from now until the end of `until`."""
        grant = cls(org_id=org_id, user=user, engagement_id=engagement_id, until=until)
        grant.given_by, grant.given_at = by, at
        grant.save(force_insert=True)
        return grant

    def as_it_stood(self, at: datetime) -> Self:
        """The grant before an instant that is past, to be read and never stored."""
        if self.ended_at is not None and self.ended_at >= at:
            self.ended_at = None
        return self

    def end(self, *, at: datetime) -> Self:
        """Close the door before the day it was open until."""
        self.ended_at = at
        return self.write("ended_at")
