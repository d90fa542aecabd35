"""The register of vendor services, what is known of each, and which engagement uses which."""

from dataclasses import asdict
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from compliance.vendors import rules
from compliance.vendors.rules import (
    Answer,
    Position,
    ServiceRole,
    Topic,
)
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.tenancy.models import ClientOwned, PartnerOwned, TenantQuerySet


class VendorServiceQuerySet(TenantQuerySet["VendorService"]):
    """The register."""

    def listed(self) -> Self:
        return self.filter(retired_at=None)

    def by_name(self) -> Self:
        return self.order_by("vendor", "product")


class VendorService(PartnerOwned):
    """A service, not a vendor: products of one vendor differ in BAA, retention and processor."""

    key = models.SlugField(max_length=60)
    vendor = models.CharField(max_length=100)
    product = models.CharField(max_length=200)
    access_route = models.CharField(max_length=200, blank=True)
    feature = models.CharField(max_length=200, blank=True, default="")
    region = models.CharField(max_length=200, blank=True, default="")
    role = models.CharField(max_length=20)
    retired_at = models.DateTimeField(null=True)

    objects = VendorServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "key"], name="one_service_per_key"),
        ]

    def __str__(self) -> str:
        return self.product

    def enter(self) -> Self:
        """Store a new service of the register."""
        self.save(force_insert=True)
        return self

    @property
    def does(self) -> ServiceRole:
        """What it does for an engagement."""
        return ServiceRole(self.role)


class StatedPositionQuerySet(TenantQuerySet["StatedPosition"]):
    """Positions, of which the newest of each topic counts."""

    def newest_first(self) -> Self:
        return self.order_by("-stated_at", "-pk")


class StatedPosition(PartnerOwned):
    """What a vendor says about one topic, with source and date. Never changed, only followed."""

    service = models.ForeignKey(
        VendorService, models.PROTECT, related_name="+", db_constraint=False
    )
    topic = models.CharField(max_length=20)
    answer = models.CharField(max_length=10)
    says = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    as_of = models.DateField(null=True)
    verify_by = models.DateField(null=True)
    stated_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    stated_at = models.DateTimeField()

    objects = StatedPositionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["partner", "service", "topic", "-stated_at"], name="position_now"),
        ]

    def __str__(self) -> str:
        return f"{Topic(self.topic).question} {Answer(self.answer).label}"

    @classmethod
    def state(
        cls,
        *,
        service: VendorService,
        topic: Topic,
        position: Position,
        by: User | None,
        at: datetime,
    ) -> Self:
        """Store a position; refused with PositionRefused without source and date."""
        rules.check_position(position)
        stated = cls(
            partner_id=service.partner_id, service=service, topic=topic, **asdict(position)
        )
        stated.stated_by, stated.stated_at = by, at
        stated.save(force_insert=True)
        return stated

    @property
    def position(self) -> Position:
        """The position as the rules take it."""
        return Position(
            answer=Answer(self.answer),
            says=self.says,
            source=self.source,
            as_of=self.as_of,
            verify_by=self.verify_by,
        )


class ServiceUseQuerySet(TenantQuerySet["ServiceUse"]):
    """Uses of services."""

    def current(self) -> Self:
        return self.filter(ended_at=None)

    def current_before(self, at: datetime) -> Self:
        """Those that were current before an instant that is past."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gte=at), named_at__lt=at)

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(org_id=engagement.org_id, engagement=engagement)


class ServiceUse(ClientOwned):
    """That an engagement uses a service, where, and whether the client's data touches it."""

    partner = models.ForeignKey("accounts.Organization", models.PROTECT, related_name="+")
    engagement = models.ForeignKey(
        Engagement, models.PROTECT, related_name="+", db_constraint=False
    )
    service = models.ForeignKey(
        VendorService, models.PROTECT, related_name="+", db_constraint=False
    )
    region = models.CharField(max_length=100, blank=True)
    touches_data = models.BooleanField(default=True)
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ServiceUseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "service"],
                condition=Q(ended_at=None),
                name="service_used_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} ({self.region})" if self.region else str(self.service)

    def name_it(self, *, by: User, at: datetime) -> Self:
        """Store that the service is used."""
        self.named_by, self.named_at = by, at
        self.save(force_insert=True)
        return self

    def end(self, *, by: User, at: datetime) -> Self:
        """It is used no longer."""
        self.ended_by, self.ended_at = by, at
        return self.write("ended_by", "ended_at")
