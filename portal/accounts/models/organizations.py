"""Organisations, and who works in them."""

from datetime import date, datetime
from typing import Self
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from portal.accounts.models.people import User
from portal.accounts.roles import Role
from portal.tenancy.models import Identified, TenantQuerySet


class OrganizationKind(models.TextChoices):
    """A tenant is a partner, or a client of exactly one partner."""

    PARTNER = "partner", "Partner"
    CLIENT = "client", "Client"


class Organization(Identified):
    """A tenant. A company that works with two partners is two clients."""

    kind = models.CharField(max_length=10, choices=OrganizationKind.choices)
    partner = models.ForeignKey("self", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    legal_name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=60, unique=True)
    accent = models.CharField(max_length=7, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organization_partner_is_its_own",
                condition=Q(kind="partner", partner=F("id"))
                | (Q(kind="client") & ~Q(partner=F("id"))),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    # Factories

    @classmethod
    def found_partner(
        cls, *, name: str, legal_name: str, slug: str, time_zone: str, pk: UUID
    ) -> Self:
        """A new partner. `pk` is chosen beforehand: its row must be entered to be written."""
        org = cls(id=pk, kind=OrganizationKind.PARTNER, partner_id=pk, name=name)
        return org._named(legal_name=legal_name, slug=slug, time_zone=time_zone)

    @classmethod
    def take_on_client(
        cls, *, partner_id: UUID, name: str, legal_name: str, slug: str, time_zone: str
    ) -> Self:
        """A new client of a partner."""
        org = cls(kind=OrganizationKind.CLIENT, partner_id=partner_id, name=name)
        return org._named(legal_name=legal_name, slug=slug, time_zone=time_zone)

    def _named(self, *, legal_name: str, slug: str, time_zone: str) -> Self:
        self.legal_name, self.slug, self.time_zone = legal_name, slug, time_zone
        self.save(force_insert=True)
        return self

    # Properties

    @property
    def is_partner(self) -> bool:
        return self.kind == OrganizationKind.PARTNER

    def day(self, at: datetime) -> date:
        """The calendar day of an instant where this organisation is."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()


class MembershipQuerySet(TenantQuerySet["Membership"]):
    """Who belongs where, now."""

    def current(self) -> Self:
        return self.filter(ended_at=None)

    def current_before(self, at: datetime) -> Self:
        """Who belonged where before an instant that is past."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gte=at), added_at__lt=at)

    def holding(self, *roles: Role) -> Self:
        return self.current().filter(role__in=roles)


class Membership(Identified):
    """A person's role in one organisation."""

    org = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=[(role.value, role.label) for role in Role])
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "user"], condition=Q(ended_at=None), name="one_current_membership"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user.name}, {Role(self.role).label.lower()}"

    @classmethod
    def begin(cls, *, org_id: UUID, user: User, role: Role, at: datetime) -> Self:
        """Let a person work in an organisation from now on."""
        membership = cls(org_id=org_id, user=user, role=role, added_at=at)
        membership.save(force_insert=True)
        return membership

    def end(self, *, at: datetime) -> Self:
        """The person no longer works there; what they did stays theirs."""
        self.ended_at = at
        return self.write("ended_at")
