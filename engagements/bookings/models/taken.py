"""When people are taken by booked calls, whichever partner they take them for."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import connection, models
from django.db.models import Func

from engagements.bookings.rules import TimeRange
from portal.accounts.models import User
from portal.tenancy.context import require_scope
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
    """Times as row security shows them."""


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


def taken_elsewhere(people: Iterable[UUID], *, after: datetime) -> dict[UUID, list[TimeRange]]:
    """What calls of other partners than the one that is entered take of each of these people.

    Times that are not over, and nothing of whose they are; the function is that of migration 0008.
    """
    require_scope("TakenTime")
    found: dict[UUID, list[TimeRange]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM taken_elsewhere(%s::uuid[], %s)", [list(people), after])
        for person, start, end in cursor.fetchall():
            found.setdefault(person, []).append(TimeRange(start, end))
    return found
