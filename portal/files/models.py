"""Which organisation has which file, and which bytes the portal sealed.

The bytes lie once, under their SHA-256, in the store.
"""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models

from portal.tenancy.models import ClientOwned, TenantQuerySet


class SealedKind(models.TextChoices):
    """What the portal seals."""

    PACKET = "packet", "compliance packet"
    AGREEMENT = "agreement", "agreement"


class SealedHash(models.Model):
    """That this portal sealed a file with exactly these bytes, and when.

    Of no organisation, so that anybody who has the file can ask; it says nothing of whose it is.
    Only added to.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=20, choices=SealedKind.choices)
    sealed_at = models.DateTimeField()

    objects = models.Manager["SealedHash"]()

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256}"

    @classmethod
    def remember(cls, sha256: str, *, kind: SealedKind, at: datetime) -> "SealedHash":
        """Store it, unless these bytes were sealed before."""
        defaults = {"kind": kind, "sealed_at": at}
        known, _ = cls.objects.get_or_create(sha256=sha256, defaults=defaults)
        return known


class StoredFile(ClientOwned):
    """A file as it was received: immutable. `derivative_sha256` is the cleaned copy for packets."""

    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=10)
    mime = models.CharField(max_length=100)
    pages = models.PositiveIntegerField(null=True)
    title = models.CharField(max_length=300, blank=True)
    notes = models.JSONField(default=list)
    derivative_sha256 = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", null=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["org", "sha256"], name="file_of_org")]

    def __str__(self) -> str:
        return self.name

    @property
    def printable_sha256(self) -> str:
        """The copy that may go into a packet: the cleaned one, where there is one."""
        return self.derivative_sha256 or self.sha256

    def keep(self, *, org_id: UUID, by_id: UUID | None, at: datetime) -> Self:
        """Store the row of a file whose bytes are already safe in the store."""
        self.org_id, self.received_by_id, self.received_at = org_id, by_id, at
        self.save(force_insert=True)
        return self
