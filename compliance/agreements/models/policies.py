"""A partner's own rule about who sends and who signs."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models

from portal.accounts.models import User
from portal.tenancy.models import PartnerOwned, TenantQuerySet


class SigningPolicyQuerySet(TenantQuerySet["SigningPolicy"]):
    """Rules of a partner, one after the other."""

    def of_partner(self, partner_id: UUID) -> Self:
        return self.filter(partner_id=partner_id)

    def newest_first(self) -> Self:
        return self.order_by("-set_at")


class SigningPolicy(PartnerOwned):
    """The rule from `set_at` on; the one before stays, so that one can see what held when.

    `four_eyes`: whoever sends an agreement does not countersign it.
    """

    four_eyes = models.BooleanField(default=False)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = SigningPolicyQuerySet.as_manager()

    def __str__(self) -> str:
        return "Two people" if self.four_eyes else "One person may be enough"

    @classmethod
    def set(cls, *, partner_id: UUID, four_eyes: bool, by: User, at: datetime) -> Self:
        """Store the rule that holds from now on."""
        policy = cls(partner_id=partner_id, four_eyes=four_eyes, set_by=by, set_at=at)
        policy.save(force_insert=True)
        return policy
