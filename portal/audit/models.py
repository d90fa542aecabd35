"""The audit trail's tables: inserted, chained by a trigger, never changed."""

import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Self
from uuid import UUID

from django.db import models

from portal.audit.chain import Link
from portal.tenancy.models import Identified, SystemManager, TenantQuerySet

EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class AuditEventQuerySet(TenantQuerySet["AuditEvent"]):
    """The trail in its two orders."""

    def chained(self) -> Self:
        return self.order_by("seq")

    def newest(self) -> Self:
        return self.order_by("-seq")

    def of_engagement(self, engagement_id: UUID) -> Self:
        return self.filter(engagement_id=engagement_id)


class AuditEvent(models.Model):
    """One thing done, refused or seen. `seq`, `at`, `prev` and `hash` are the trigger's."""

    id = models.BigAutoField(primary_key=True)
    org = models.ForeignKey("accounts.Organization", models.PROTECT, related_name="+")
    seq = models.BigIntegerField(default=0)
    at = models.DateTimeField(default=EPOCH)
    prev = models.BinaryField(default=bytes)
    hash = models.BinaryField(default=bytes)
    action = models.CharField(max_length=100)
    engagement_id = models.UUIDField(null=True)
    payload = models.TextField()

    objects = AuditEventQuerySet.as_manager()
    everywhere = SystemManager.from_queryset(AuditEventQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "seq"], name="one_event_per_place"),
        ]
        indexes = [
            models.Index(fields=["org", "engagement_id", "-seq"], name="trail_of_engagement"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"

    @property
    def told(self) -> dict[str, Any]:
        """The payload: who, what, when, and the data of the event."""
        content: dict[str, Any] = json.loads(self.payload)
        return content

    @property
    def at_us(self) -> int:
        return (self.at - EPOCH) // timedelta(microseconds=1)

    def link(self) -> Link:
        """This event as the chain sees it."""
        return Link(
            seq=self.seq,
            at_us=self.at_us,
            prev=bytes(self.prev),
            hash=bytes(self.hash),
            payload_sha256=sha256(self.payload.encode()).digest(),
            payload=self.payload,
        )


class AuditHead(models.Model):
    """Where the chain of an organisation stands. Written by the trigger alone."""

    org = models.OneToOneField(
        "accounts.Organization", models.PROTECT, primary_key=True, related_name="+"
    )
    seq = models.BigIntegerField()
    hash = models.BinaryField()

    objects = TenantQuerySet.as_manager()
    everywhere = SystemManager.from_queryset(TenantQuerySet)()

    def __str__(self) -> str:
        return f"head at {self.seq}"


class AuditAnchor(Identified):
    """A head of the chain that lies elsewhere too, in a sealed packet: shows a trail cut short."""

    org = models.ForeignKey("accounts.Organization", models.PROTECT, related_name="+")
    seq = models.BigIntegerField()
    hash = models.BinaryField()
    at = models.DateTimeField()
    kept_in = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()
    everywhere = SystemManager.from_queryset(TenantQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["org", "seq"], name="anchors_of_trail")]

    def __str__(self) -> str:
        return f"head at {self.seq}, kept in {self.kept_in}"

    def keep(self) -> Self:
        """Store a new anchor."""
        self.save(force_insert=True)
        return self


class AuditCheck(models.Model):
    """The last check of an organisation's whole trail: when, how far it reached, what it found."""

    org = models.OneToOneField(
        "accounts.Organization", models.PROTECT, primary_key=True, related_name="+"
    )
    seq = models.BigIntegerField()
    hash = models.BinaryField()
    at = models.DateTimeField()
    problem = models.TextField(blank=True)

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"checked up to {self.seq}"

    @classmethod
    def note(cls, head: AuditHead, *, problem: str, at: datetime) -> Self:
        """Store, in place of the one before, that everything up to a head was checked."""
        check = cls(org_id=head.org_id, seq=head.seq, hash=bytes(head.hash), at=at, problem=problem)
        check.save()
        return check
