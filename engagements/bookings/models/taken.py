"""When people are taken by booked calls, whichever partner they take them for."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Func

from engagements.bookings.rules import TimeRange
from portal.accounts.models import User
from portal.tenancy.context import on_behalf_of
from portal.tenancy.models import PartnerOwned, TenantQuerySet

# A call with its buffers as a range that leaves its end out, so that calls may touch.
RANGE = Func(
    "starts_at",
    "ends_at",
    RangeBoundary(),
    function="TSTZRANGE",
    output_field=DateTimeRangeField(),
)


class TakenTimeQuerySet(TenantQuerySet["TakenTime"]):
    """Times by whose they are."""

    def elsewhere(self, person_id: UUID, partner_id: UUID, *, after: datetime) -> Self:
        """What another partner's calls take of a person and is not over."""
        return self.filter(user_id=person_id, ends_at__gt=after).exclude(partner_id=partner_id)


class TakenTime(PartnerOwned):
    """From when to when one call takes a person, buffers included; the key is that of the call.

    A person may host for several partners, and row security hides the calls of one from the other.
    So the times alone stand here, by person: the constraint holds over all partners, and acting
    for a person shows that person's. A trigger keeps the rows in step with the calls; nobody else
    may write them (migration 0007).
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = TakenTimeQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="person_is_booked_once",
                expressions=[("user", RangeOperators.EQUAL), (RANGE, RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} to {self.ends_at:%H:%M} UTC"


def taken_elsewhere(person_id: UUID, *, partner_id: UUID, after: datetime) -> list[TimeRange]:
    """What calls of other partners take of a person: times, and nothing of whose they are."""
    with on_behalf_of(person_id):
        rows = TakenTime.objects.elsewhere(person_id, partner_id, after=after)
        times = rows.values_list("starts_at", "ends_at")
        return [TimeRange(start, end) for start, end in times]
