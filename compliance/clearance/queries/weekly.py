"""Who may get the weekly mail of an organisation, and the signed way out of it."""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.urls import reverse

from compliance.clearance.models import WeeklyMail
from portal.accounts.models import Organization, User
from portal.accounts.queries import people_with
from portal.accounts.roles import Right

SALT = "compliance.weekly"


@dataclass(frozen=True)
class WayOut:
    """Whose weekly mail a signed link is about."""

    org_id: UUID
    partner_id: UUID
    user_id: UUID


def readers_of(org: Organization) -> list[User]:
    """Of a partner who sees the book, of a client who decides: the people the mail is for."""
    right = Right.SEE_BOOK if org.is_partner else Right.ACCEPT_MILESTONE
    return people_with(right, org_id=org.pk)


def wants_weekly(org: Organization, user: User) -> bool | None:
    """Whether a person gets the mail of an organisation; None where it is not for them."""
    if user not in readers_of(org):
        return None
    row = WeeklyMail.objects.of(org_id=org.pk, user_id=user.pk).first()
    return row is None or row.unwanted_since is None


def way_out_of(*, org: Organization, user: User) -> str:
    """The address at which this person switches this mail off, whoever is signed in."""
    return reverse("weekly-off", args=(token_of(org, user),))


def token_of(org: Organization, user: User) -> str:
    """What names the two in such a link, signed."""
    return signing.dumps([str(org.pk), str(org.partner_id), str(user.pk)], salt=SALT)


def read_way_out(token: str) -> WayOut | None:
    """Whose mail a link is about; None where it was not made here."""
    try:
        org_id, partner_id, user_id = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return WayOut(UUID(org_id), UUID(partner_id), UUID(user_id))
