"""What became of the PHI when a BAA had ended."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from compliance.agreements.models.agreements import Agreement
from compliance.agreements.rules import PhiOutcome
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.tenancy.models import ClientOwned, TenantQuerySet

PROVEN = [PhiOutcome.RETURNED.value, PhiOutcome.DESTROYED.value]


class PhiDisposalQuerySet(TenantQuerySet["PhiDisposal"]):
    """What became of PHI."""

    def after(self, agreement: Agreement) -> Self:
        return self.filter(org_id=agreement.org_id, agreement=agreement)


class PhiDisposal(ClientOwned):
    """The return or destruction of PHI after the end. Written once; the database refuses changes.

    `extent` says what was held, `method` how it was returned or destroyed, or why that was not
    feasible and how it stays protected. `file` is the receipt or certificate.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+", db_constraint=False)
    outcome = models.CharField(max_length=20)
    extent = models.TextField()
    method = models.TextField()
    done_on = models.DateField()
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = PhiDisposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement"], name="one_phi_disposal_per_agreement"),
            models.CheckConstraint(
                name="phi_disposal_says_what_and_how",
                condition=~Q(extent="") & ~Q(method=""),
            ),
            models.CheckConstraint(
                name="phi_disposal_is_evidenced",
                condition=~Q(outcome__in=PROVEN) | Q(file__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"PHI after the end of {self.agreement}"

    def keep(self, *, by: User, at: datetime) -> Self:
        """Store it, checked before by `rules.check_phi`."""
        self.recorded_by, self.recorded_at = by, at
        self.save(force_insert=True)
        return self

    @property
    def what(self) -> PhiOutcome:
        return PhiOutcome(self.outcome)
