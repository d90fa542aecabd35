"""Everybody who may come to an address, told apart by what they are to Lakeview's engagement."""

from enum import StrEnum

from portal.accounts.models import User
from portal.accounts.roles import Role
from tests.cast import Cast


class Actor(StrEnum):
    """Lakeview is the client, Northgate its partner; what is asked for is theirs."""

    ANONYMOUS = "anonymous"
    OUTSIDER = "outsider"
    CLIENT_OWNER = "client_owner"
    CLIENT_SIGNATORY = "client_signatory"
    CLIENT_MEMBER = "client_member"
    PARTNER_OWNER = "partner_owner"
    PARTNER_SIGNATORY = "partner_signatory"
    PARTNER_CONSULTANT = "partner_consultant"
    PARTNER_ENGINEER = "partner_engineer"
    AUDITOR = "auditor"
    LATE_AUDITOR = "late_auditor"
    SIBLING = "sibling"  # owner of another client of the same partner
    STRANGER = "stranger"  # owner of another partner


# What those who belong somewhere near are there.
ROLES = {
    Actor.CLIENT_OWNER: Role.CLIENT_OWNER,
    Actor.CLIENT_SIGNATORY: Role.CLIENT_SIGNATORY,
    Actor.CLIENT_MEMBER: Role.CLIENT_MEMBER,
    Actor.PARTNER_OWNER: Role.PARTNER_OWNER,
    Actor.PARTNER_SIGNATORY: Role.PARTNER_SIGNATORY,
    Actor.PARTNER_CONSULTANT: Role.PARTNER_CONSULTANT,
    Actor.PARTNER_ENGINEER: Role.PARTNER_ENGINEER,
    Actor.AUDITOR: Role.AUDITOR,
}
CLIENT = frozenset(actor for actor in Actor if actor.startswith("client_"))
PARTNER = frozenset(actor for actor in Actor if actor.startswith("partner_"))
SIGNED_IN = frozenset(Actor) - {Actor.ANONYMOUS}


def people(cast: Cast, late_auditor: User) -> dict[Actor, User]:
    """Who plays whom."""
    return {
        Actor.OUTSIDER: cast.oskar,
        Actor.CLIENT_OWNER: cast.lena,
        Actor.CLIENT_SIGNATORY: cast.samuel,
        Actor.CLIENT_MEMBER: cast.mona,
        Actor.PARTNER_OWNER: cast.nadia,
        Actor.PARTNER_SIGNATORY: cast.pavel,
        Actor.PARTNER_CONSULTANT: cast.carla,
        Actor.PARTNER_ENGINEER: cast.emil,
        Actor.AUDITOR: cast.ada,
        Actor.LATE_AUDITOR: late_auditor,
        Actor.SIBLING: cast.hugo,
        Actor.STRANGER: cast.sora,
    }
