"""The cast of the demonstration: who they are, and how they come in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from portal.accounts import actions
from portal.accounts.actions import Invited
from portal.accounts.models import Organization, User
from portal.accounts.roles import Role
from portal.tenancy.context import tenant

PASSWORD = "lantern-harbour-quill"  # noqa: S105 (printed at every start; nothing here is secret)
ZONE = "America/New_York"


@dataclass(frozen=True)
class Person:
    """Somebody of the cast."""

    name: str
    email: str
    role: Role


NADIA = Person("Nadia Novak", "nadia@northgate.example", Role.PARTNER_OWNER)
PAVEL = Person("Pavel Prins", "pavel@northgate.example", Role.PARTNER_SIGNATORY)
CARLA = Person("Carla Conti", "carla@northgate.example", Role.PARTNER_CONSULTANT)
EMIL = Person("Emil Engström", "emil@northgate.example", Role.PARTNER_ENGINEER)
SORA = Person("Sora Sato", "sora@southbank.example", Role.PARTNER_OWNER)
COLM = Person("Colm Casey", "colm@southbank.example", Role.PARTNER_CONSULTANT)
NORTHGATE_STAFF = (PAVEL, CARLA, EMIL)


def person(email: str) -> User:
    """Somebody of the cast by address."""
    return User.objects.get(email=email)


def found(name: str, slug: str, owner: Person, at: datetime) -> Organization:
    """Found a partner; its owner takes up the invitation."""
    org, invited = actions.found_partner(
        name=name,
        legal_name=f"{name}, LLC",
        slug=slug,
        time_zone=ZONE,
        owner=(owner.name, owner.email),
        at=at,
    )
    take_up(invited, owner.name, at)
    return org


def join(org: Organization, somebody: Person, *, by: User, at: datetime) -> User:
    """Invite somebody into an organisation; they take the invitation up."""
    with tenant(org=org.pk, partner=org.partner_id, user=by.pk):
        invited = actions.invite(
            org=org, email=somebody.email, name=somebody.name, role=somebody.role, by=by, at=at
        )
    return take_up(invited, somebody.name, at)


def take_up(invited: Invited, name: str, at: datetime) -> User:
    """Make the account, take up the invitation, and set up a one-time code."""
    invitation, token = invited.invitation, invited.copied_path.split("/")[-2]
    known: dict[str, Any] = {"invitation": invitation, "token": token, "at": at}
    with tenant(org=invitation.org_id, partner=invitation.org.partner_id):
        user = User.objects.filter(email=invitation.email).first()
        user = user or actions.create_account(name=name, password=PASSWORD, **known)
        actions.join(user=user, **known)
    if not user.authenticator_set.exists():  # type: ignore[attr-defined]
        TOTP.activate(user, generate_totp_secret())
    return user
