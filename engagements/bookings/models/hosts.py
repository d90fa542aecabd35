"""Who takes calls, when, and on what terms."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Self

from django.db import models

from engagements.bookings import rules
from engagements.bookings.public_holidays import PublicHolidays
from engagements.bookings.rules import BookingPolicy, Desk, HostCalendar, HostHours, TimeRange
from portal.accounts.models import User
from portal.accounts.sealing import lock, unlock
from portal.accounts.tokens import digest
from portal.tenancy.models import PartnerOwned, TenantQuerySet


class HostQuerySet(TenantQuerySet["Host"]):
    """Hosts as the public page asks for them."""

    def taking_calls(self) -> Self:
        return self.filter(active=True)

    def in_turn(self) -> Self:
        """In one order, so that turns do not depend on the database."""
        return self.order_by("pk")

    def by_feed(self, token: str) -> Self:
        return self.filter(feed_digest=digest(token))


class Host(PartnerOwned):
    """A person of the partner who takes calls: when, and on what terms.

    `weekly` and `overrides` are wall time in `time_zone`; rules.hours_from_json says how written.
    `meeting_place` is a link or a number which the visitor finds in the invitation, and
    `public_holidays` a country (ISO 3166). The token of the feed address is found by its SHA-256
    and kept locked, so that the page can show it again.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    time_zone = models.CharField(max_length=64)
    weekly = models.JSONField(default=dict)
    overrides = models.JSONField(default=dict)
    buffer_before = models.DurationField()
    buffer_after = models.DurationField()
    minimum_notice = models.DurationField()
    horizon = models.DurationField()
    daily_most = models.PositiveSmallIntegerField(null=True)
    public_holidays = models.CharField(max_length=2, blank=True, default="")
    meeting_place = models.CharField(max_length=300, blank=True)
    active = models.BooleanField(default=True)
    feed_digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 (unique)
    feed_locked = models.CharField(max_length=300, blank=True, default="")

    objects = HostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "user"], name="one_desk_per_host"),
        ]

    def __str__(self) -> str:
        return self.user.name

    # Mutators

    def keep(
        self,
        *,
        hours: HostHours,
        policy: BookingPolicy,
        meeting_place: str,
        active: bool,
        public_holidays: str = "",
    ) -> Self:
        """Write hours and terms, of a new host or a known one.

        Raises HoursRefused with every reason why the hours cannot be kept.
        """
        rules.HoursRefused.if_any(rules.check_hours(hours))
        self.time_zone = hours.zone
        self.weekly, self.overrides = rules.weekly_as_json(hours), rules.overrides_as_json(hours)
        self.buffer_before, self.buffer_after = policy.buffer_before, policy.buffer_after
        self.minimum_notice, self.horizon = policy.minimum_notice, policy.horizon
        self.daily_most, self.public_holidays = policy.daily_most, public_holidays
        self.meeting_place, self.active = meeting_place.strip(), active
        self.save()
        return self

    def give_feed(self, token: str) -> Self:
        """The feed has a new address; the old one leads nowhere from now on."""
        self.feed_digest, self.feed_locked = digest(token), lock("feed", token)
        return self.write("feed_digest", "feed_locked")

    # Properties

    @property
    def hours(self) -> HostHours:
        """The hours as the rules take them."""
        hours = rules.hours_from_json(self.time_zone, self.weekly, self.overrides)
        if not self.public_holidays:
            return hours
        return replace(hours, holidays=PublicHolidays(self.public_holidays))

    @property
    def feed_token(self) -> str:
        """The token of the feed address; empty while the host has none."""
        return unlock("feed", self.feed_locked) if self.feed_locked else ""

    @property
    def policy(self) -> BookingPolicy:
        """The terms as the rules take them."""
        return BookingPolicy(
            buffer_before=self.buffer_before,
            buffer_after=self.buffer_after,
            minimum_notice=self.minimum_notice,
            horizon=self.horizon,
            daily_most=self.daily_most,
        )

    def desk(
        self,
        busy: Iterable[TimeRange],
        *,
        booked: Iterable[datetime] = (),
        without_notice: bool = False,
    ) -> Desk:
        """Hours and terms beside what is taken already; hosts themselves need no notice."""
        calendar = HostCalendar(
            host=str(self.pk), hours=self.hours, busy=tuple(busy), booked=tuple(booked)
        )
        policy = self.policy
        if without_notice:
            policy = replace(policy, minimum_notice=timedelta())
        return Desk(calendar=calendar, policy=policy)
