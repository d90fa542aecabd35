"""Where a person stands: the organisation an address names, and by what right they are in it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from portal.accounts.models import AuditorGrant, Membership, Organization, User
from portal.accounts.roles import Right, Role, may
from portal.tenancy.context import personal, tenant
from portal.ui.parts import Shell


@dataclass(frozen=True)
class Door:
    """One entrance a person may choose after log-in, or at the head of each page."""

    name: str
    role: Role
    path: str
    until: date | None = None


@dataclass(frozen=True)
class Place:
    """An organisation as one person sees it. `role` is None for a visitor of public pages.

    `doors` are all entrances of a person who has several of this kind, and empty for others.
    """

    org: Organization
    partner_id: UUID
    role: Role | None
    grant: AuditorGrant | None = None
    doors: tuple[Door, ...] = ()

    def may(self, right: Right) -> bool:
        """Whether the person holds a right here."""
        return self.role is not None and may(self.role, right)

    @property
    def acting_role(self) -> Role:
        """The role of somebody who has one; raises PermissionDenied for a visitor."""
        if self.role is None:
            raise PermissionDenied("Sign in first.")
        return self.role

    @property
    def rights(self) -> dict[str, bool]:
        """Every right by name, for templates: `place.rights.send_agreement`."""
        return {right.value: self.may(right) for right in Right}

    @property
    def is_partner_staff(self) -> bool:
        return self.role is not None and self.role.value.startswith("partner_")


class TenantRequest(HttpRequest):
    """A request inside an organisation: what middleware has added."""

    user: User
    place: Place
    shell: Shell
    htmx: HtmxDetails
    broken_off: Exception | None


def place_of_member(*, slug: str, user: User, at: datetime) -> Place | None:
    """The organisation of an address, if the person belongs to it or to its partner."""
    with personal(user=user.pk, slug=slug):
        org = Organization.objects.filter(slug=slug).first()
        if org is None:
            return None
        rows = Membership.objects.current().filter(user=user)
        memberships = {row.org_id: row for row in rows}
    membership = memberships.get(org.pk) or memberships.get(org.partner_id)
    if membership is None:
        return None
    return Place(
        org=org,
        partner_id=org.partner_id,
        role=Role(membership.role),
        doors=tuple(doors(user=user, at=at)) if len(memberships) > 1 else (),
    )


def place_of_auditor(*, grant_id: UUID, user: User, at: datetime) -> Place | None:
    """The organisation an open auditor grant leads into, if the grant is this person's."""
    with personal(user=user.pk):
        grants = {row.pk: row for row in AuditorGrant.objects.filter(user=user, ended_at=None)}
    grant = grants.get(grant_id)
    if grant is None:
        return None
    org = organization(grant.org_id)
    if grant.until < org.day(at):
        return None
    return Place(
        org=org,
        partner_id=org.partner_id,
        role=Role.AUDITOR,
        grant=grant,
        doors=tuple(doors(user=user, at=at)) if len(grants) > 1 else (),
    )


def public_place(*, slug: str) -> Place | None:
    """A partner's public pages, for anybody."""
    with personal(user=None, slug=slug):
        org = Organization.objects.filter(slug=slug, kind="partner").first()
    return Place(org=org, partner_id=org.pk, role=None) if org else None


def organization(pk: UUID) -> Organization:
    """An organisation whose id is already trusted (from a membership, a grant or a job)."""
    with tenant(org=pk, partner=pk):
        return Organization.objects.get(pk=pk)


def doors(*, user: User, at: datetime) -> list[Door]:
    """Every organisation and engagement a person may enter: memberships by name, then grants."""
    with personal(user=user.pk):
        memberships = list(Membership.objects.current().filter(user=user))
        grants = list(AuditorGrant.objects.filter(user=user, ended_at=None).order_by("until"))
    found = []
    for membership in memberships:
        org = organization(membership.org_id)
        found.append(Door(org.name, Role(membership.role), f"/o/{org.slug}/"))
    found.sort(key=lambda door: door.name.casefold())
    for grant in grants:
        org = organization(grant.org_id)
        if grant.until >= org.day(at):
            found.append(Door(org.name, Role.AUDITOR, f"/audit/{grant.pk}/", grant.until))
    return found
