"""People, organisations, and what ties the two: memberships, invitations, auditor grants."""

from portal.accounts.models.events import AccountEvent, AccountEventKind, AccountEventQuerySet
from portal.accounts.models.invitations import (
    AuditorGrant,
    AuditorGrantQuerySet,
    Invitation,
    InvitationQuerySet,
    Via,
)
from portal.accounts.models.organizations import (
    Membership,
    MembershipQuerySet,
    Organization,
    OrganizationKind,
)
from portal.accounts.models.people import User, UserManager

__all__ = [
    "AccountEvent",
    "AccountEventKind",
    "AccountEventQuerySet",
    "AuditorGrant",
    "AuditorGrantQuerySet",
    "Invitation",
    "InvitationQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Organization",
    "OrganizationKind",
    "User",
    "UserManager",
    "Via",
]
