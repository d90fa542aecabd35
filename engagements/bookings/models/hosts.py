"""Who takes calls, when, and on what terms."""

from typing import Self

from django.db import models

from engagements.bookings import rules
from engagements.bookings.rules import BookingPolicy, Desk, HostCalendar, HostHours, TimeRange
from portal.accounts.models import User
from portal.tenancy.models import PartnerOwned, TenantQuerySet


class HostQuerySet(TenantQuerySet["Host"]):
    """Hosts as the public page asks for them."""

    def taking_calls(self) -> Self:
        return self.filter(active=True)

    def in_turn(self) -> Self:
        """In the one order in which hosts are locked, so that no two bookings wait in a ring."""
        return self.order_by("pk")


class Host(PartnerOwned):
    """A person of the partner who takes calls: when, and on what terms.

    `weekly` and `overrides` are wall time in `time_zone`; rules.hours_from_json says how written.
    `meeting_place` is a link or a number which the visitor finds in the invitation.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    time_zone = models.CharField(max_length=64)
    weekly = models.JSONField(default=dict)
    overrides = models.JSONField(default=dict)
    buffer_before = models.DurationField()
    buffer_after = models.DurationField()
    minimum_notice = models.DurationField()
    horizon = models.DurationField()
    meeting_place = models.CharField(max_length=300, blank=True)
    active = models.BooleanField(default=True)

    objects = HostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "user"], name="one_desk_per_host"),
        ]

    def __str__(self) -> str:
        return self.user.name

    # Mutators

    def keep(
        self, *, hours: HostHours, policy: BookingPolicy, meeting_place: str, active: bool
    ) -> Self:
        """Write hours and terms, of a new host or a known one.

        Raises HoursRefused with every reason why the hours cannot be kept.
        """
        rules.HoursRefused.if_any(rules.check_hours(hours))
        self.time_zone = hours.zone
        self.weekly, self.overrides = rules.weekly_as_json(hours), rules.overrides_as_json(hours)
        self.buffer_before, self.buffer_after = policy.buffer_before, policy.buffer_after
        self.minimum_notice, self.horizon = policy.minimum_notice, policy.horizon
        self.meeting_place, self.active = meeting_place.strip(), active
        self.save()
        return self

    # Properties

    @property
    def hours(self) -> HostHours:
        """The hours as the rules take them."""
        return rules.hours_from_json(self.time_zone, self.weekly, self.overrides)

    @property
    def policy(self) -> BookingPolicy:
        """The terms as the rules take them."""
        return BookingPolicy(
            buffer_before=self.buffer_before,
            buffer_after=self.buffer_after,
            minimum_notice=self.minimum_notice,
            horizon=self.horizon,
        )

    def desk(self, busy: tuple[TimeRange, ...]) -> Desk:
        """Hours and terms beside what is taken already."""
        calendar = HostCalendar(host=str(self.pk), hours=self.hours, busy=busy)
        return Desk(calendar=calendar, policy=self.policy)
