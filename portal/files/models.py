"""Which organisation has which file. The bytes lie once, under their SHA-256, in the store."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models

from portal.tenancy.models import ClientOwned, TenantQuerySet


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
