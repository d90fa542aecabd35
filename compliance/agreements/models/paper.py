"""A copy that was signed by hand."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from compliance.agreements.models.agreements import Agreement
from compliance.agreements.rules import Hand
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.tenancy.models import ClientOwned, TenantQuerySet


class PaperCopyQuerySet(TenantQuerySet["PaperCopy"]):
    """Paper copies of an agreement."""

    def of(self, agreement: Agreement) -> Self:
        """The newest first."""
        return self.filter(org_id=agreement.org_id, agreement=agreement).order_by("-recorded_at")

    def standing(self) -> Self:
        """Those that were not turned down."""
        return self.filter(returned_at=None)


class PaperCopy(ClientOwned):
    """The scan of what both signed by hand, who says so, and who compared it with what was sent."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+", db_constraint=False)
    scan = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_constraint=False)
    client_signer = models.CharField(max_length=200)
    client_capacity = models.CharField(max_length=200)
    client_signed_on = models.DateField()
    partner_signer = models.CharField(max_length=200)
    partner_capacity = models.CharField(max_length=200)
    partner_signed_on = models.DateField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    confirmed_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    returned_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    objects = PaperCopyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(returned_at=None), name="one_paper_copy_stands"
            ),
            models.CheckConstraint(
                name="paper_copy_confirmed_by_a_second_person",
                condition=Q(confirmed_at=None)
                | (
                    Q(confirmed_by__isnull=False, returned_at=None)
                    & ~Q(confirmed_by=F("recorded_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Paper copy of {self.agreement}"

    def keep(self, client: Hand, partner: Hand, *, by: User, at: datetime) -> Self:
        """Store it, checked before by `rules.check_recording`."""
        self.client_signer, self.client_capacity = client.name.strip(), client.title.strip()
        self.partner_signer, self.partner_capacity = partner.name.strip(), partner.title.strip()
        self.client_signed_on, self.partner_signed_on = client.signed_on, partner.signed_on
        self.recorded_by, self.recorded_at = by, at
        self.save(force_insert=True)
        return self

    def confirm(self, *, by: User, at: datetime) -> Self:
        """A second person compared it with what was sent."""
        self.confirmed_by, self.confirmed_at = by, at
        return self.write("confirmed_by", "confirmed_at")

    def turn_down(self, *, by: User, reason: str, at: datetime) -> Self:
        """It is not what was sent, or not signed by both."""
        self.returned_by, self.returned_at, self.reason = by, at, reason.strip()
        return self.write("returned_by", "returned_at", "reason")

    def as_it_stood(self, at: datetime) -> Self:
        """The copy before an instant that is past, to be read and never stored."""
        if self.confirmed_at is not None and self.confirmed_at >= at:
            self.confirmed_by = self.confirmed_at = None
        if self.returned_at is not None and self.returned_at >= at:
            self.returned_by, self.returned_at, self.reason = None, None, ""
        return self

    @property
    def signed_on(self) -> date:
        """The day on which the second of both signed."""
        return max(self.client_signed_on, self.partner_signed_on)
