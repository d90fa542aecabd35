"""Who let whom sign in their place."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from compliance.agreements.models.agreements import Agreement
from compliance.agreements.rules import Side
from portal.accounts.models import User
from portal.tenancy.models import ClientOwned, TenantQuerySet


class DelegationQuerySet(TenantQuerySet["Delegation"]):
    """Delegations, in the order in which they were given."""

    def in_order(self) -> Self:
        return self.order_by("given_at")


class Delegation(ClientOwned):
    """A signatory's consent to be replaced. Written once; the database refuses changes.

    `agreement` is the version made out to the new signatory, `words` what was consented to.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+", db_constraint=False)
    side = models.CharField(max_length=10)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_to = models.ForeignKey(User, models.PROTECT, related_name="+")
    words = models.CharField(max_length=800)
    reason = models.TextField()
    given_at = models.DateTimeField()

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement"], name="one_delegation_per_version"),
            models.CheckConstraint(
                name="delegation_to_somebody_else_in_words",
                condition=~Q(given_by=F("given_to")) & ~Q(words="") & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_by.name} let {self.given_to.name} sign"

    def give(self, *, at: datetime) -> Self:
        """Store it, checked before by `rules.check_passing_on`."""
        self.given_at = at
        self.save(force_insert=True)
        return self

    @property
    def of_side(self) -> Side:
        return Side(self.side)
