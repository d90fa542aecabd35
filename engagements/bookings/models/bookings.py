"""Booked calls: one row from the hold to the outcome, and what each step writes."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Count, Q

from engagements.bookings import rules
from engagements.bookings.models.guards import CONSTRAINTS
from engagements.bookings.models.hosts import Host
from engagements.bookings.models.leads import CLOSED, Lead
from engagements.bookings.rules import (
    OUTCOMES,
    Asked,
    BookingPolicy,
    BookingState,
    Intake,
    TimeRange,
    ToldCall,
    Visitor,
)
from portal.accounts.models import User
from portal.accounts.sealing import lock, unlock
from portal.accounts.tokens import digest
from portal.tenancy.models import SystemManager, TenantQuerySet

# As long as `rules.check_pace` looks back at a network.
NETWORK_KEPT_FOR = timedelta(hours=1)
OUTCOME = ("outcome_at", "outcome_by")


class BookingQuerySet(TenantQuerySet["Booking"]):
    """Calls by what they keep busy and by what has become of them."""

    def counting(self, at: datetime) -> Self:
        """What keeps its host's time, and what did: it counts towards the calls of its day."""
        occupying = Q(state=BookingState.HELD, hold_expires_at__gt=at)
        return self.filter(occupying | Q(state__in=[BookingState.CONFIRMED, *OUTCOMES]))

    def run_out(self, at: datetime) -> Self:
        """Holds that nobody confirmed in time and that are not yet marked so."""
        return self.filter(state=BookingState.HELD, hold_expires_at__lte=at)

    def asked_before(self, email: str, network: str, at: datetime) -> Asked:
        """What was asked for with this address, and from this network."""
        theirs, here = Q(visitor_email=email.lower()), Q(network=network) & ~Q(network="")
        waiting = theirs & Q(state=BookingState.HELD, hold_expires_at__gt=at)
        found = self.filter(held_at__gt=at - timedelta(days=1)).aggregate(
            waiting=Count("pk", filter=waiting),
            within_a_day=Count("pk", filter=theirs),
            from_network=Count("pk", filter=here & Q(held_at__gt=at - NETWORK_KEPT_FOR)),
        )
        return Asked(**found)

    def forget_networks(self, at: datetime) -> int:
        """Where they were asked for is of no use after its hour. How many were cleared."""
        over = self.filter(held_at__lte=at - NETWORK_KEPT_FOR).exclude(network="")
        return over.update(network="")

    def by_digest(self, digest: str) -> Self:
        return self.filter(token_digest=digest)

    def heard_of(self) -> Self:
        """Those whose address was confirmed: the only ones that are shown as calls."""
        return self.exclude(confirmed_at=None)


class Booking(Lead):
    """One strategy call of a visitor with a host, from the hold to its outcome.

    `block_start` to `block_end` is the call with the host's buffers, as they were when it was
    booked. The private link is found by the SHA-256 of its token, which is kept locked for the
    mails that are still to come. The calendar entry keeps `ical_uid` for life, and `ical_sequence`
    rises with every change that calendars have to hear of (RFC 5546). `network` is a keyed digest
    of where it was asked for, by which those who ask too often are known; it is cleared after an
    hour.
    """

    host = models.ForeignKey(Host, models.PROTECT, related_name="+", db_constraint=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    block_start = models.DateTimeField()
    block_end = models.DateTimeField()
    state = models.CharField(max_length=12, default=BookingState.HELD.value)
    visitor_name = models.CharField(max_length=200)
    visitor_email = models.EmailField()
    organisation = models.CharField(max_length=200)
    visitor_zone = models.CharField(max_length=64)
    intake = models.JSONField()
    token_digest = models.CharField(max_length=64, unique=True)
    ical_uid = models.CharField(max_length=300, unique=True)
    ical_sequence = models.PositiveIntegerField(default=0)
    held_at = models.DateTimeField()
    hold_expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    # Empty when the visitor cancelled.
    cancelled_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    outcome_at = models.DateTimeField(null=True)
    outcome_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    token_locked = models.CharField(max_length=300, blank=True, default="")
    network = models.CharField(max_length=64, blank=True, default="")
    # How often it was given another time, and how often nobody came before that.
    moves = models.PositiveSmallIntegerField(default=0)
    missed = models.PositiveSmallIntegerField(default=0)

    objects = BookingQuerySet.as_manager()
    everywhere = SystemManager.from_queryset(BookingQuerySet)()

    class Meta:
        constraints = CONSTRAINTS
        indexes = [
            models.Index(fields=["partner", "-starts_at"], name="calls_of_partner"),
            models.Index(fields=["partner", "-held_at"], name="calls_asked_for"),
        ]

    def __str__(self) -> str:
        return f"Call on {self.starts_at.day} {self.starts_at:%B %Y, %H:%M} UTC"

    # Transitions

    def hold(
        self,
        *,
        slot: TimeRange,
        policy: BookingPolicy,
        visitor: Visitor,
        intake: Intake,
        token: str,
        network: str = "",
        at: datetime,
    ) -> Self:
        """Store a new call that waits for its visitor to confirm the address."""
        self._take(slot, policy)
        self.token_digest, self.token_locked = digest(token), lock("call", token)
        self.network = network
        self.visitor_name, self.visitor_email = visitor.name, visitor.email.lower()
        self.organisation, self.visitor_zone = visitor.organisation, visitor.zone
        self.intake = rules.intake_as_json(intake)
        self.held_at, self.hold_expires_at = at, at + policy.hold
        self.save(force_insert=True)
        return self

    def confirm(self, *, at: datetime) -> Self:
        """The visitor has the address and wants the call."""
        rules.check_confirmation(
            BookingState(self.state), hold_expires_at=self.hold_expires_at, at=at
        )
        self.state, self.confirmed_at = BookingState.CONFIRMED, at
        return self.write("state", "confirmed_at")

    def expire(self) -> Self:
        """Nobody confirmed it in time; the host's time is free again."""
        rules.check_transition(BookingState(self.state), BookingState.EXPIRED)
        self.state = BookingState.EXPIRED
        return self.write("state")

    def move(self, *, slot: TimeRange, host: Host, at: datetime) -> Self:
        """The visitor moves the call to another time; of another host where theirs is gone."""
        rules.check_change_by_visitor(
            self.standing_at(at), starts_at=self.starts_at, policy=self.host.policy, at=at
        )
        rules.check_moves(self.moves)
        return self._move(slot, host)

    def hand_over(self, *, to: Host, at: datetime) -> Self:
        """Another host takes it, at the time it has; calendars have to hear of that too."""
        rules.check_handing_over(self.standing, starts_at=self.starts_at, at=at)
        self.host = to
        self._take(self.call, to.policy)
        self.ical_sequence += 1
        return self.write("host", "block_start", "block_end", "ical_sequence")

    def move_by_host(self, *, slot: TimeRange, host: Host) -> Self:
        """The host gives it another time, also after nobody came; no cut-off binds the host."""
        rules.check_move_by_host(BookingState(self.state))
        if self.standing is BookingState.NO_SHOW:
            self.missed += 1
        self.state, self.outcome_by, self.outcome_at = BookingState.CONFIRMED, None, None
        self.forget_closing()
        return self._move(slot, host, "state", "missed", *OUTCOME, *CLOSED)

    def cancel_by_visitor(self, *, policy: BookingPolicy, at: datetime) -> Self:
        """The visitor calls it off, until the cut-off."""
        rules.check_change_by_visitor(
            self.standing_at(at), starts_at=self.starts_at, policy=policy, at=at
        )
        return self._cancel(None, at)

    def cancel_by_host(self, *, by: User, at: datetime) -> Self:
        """The partner calls it off; no cut-off binds the partner."""
        rules.check_transition(BookingState(self.state), BookingState.CANCELLED)
        return self._cancel(by, at)

    def record_outcome(self, outcome: BookingState, *, by: User, at: datetime) -> Self:
        """It took place, or nobody came; a wrong entry can be corrected into the other."""
        rules.check_outcome(BookingState(self.state), outcome, starts_at=self.starts_at, at=at)
        self.state, self.outcome_by, self.outcome_at = outcome, by, at
        return self.write("state", "outcome_by", "outcome_at")

    def _move(self, slot: TimeRange, host: Host, *changed: str) -> Self:
        self.host = host
        self._take(slot, host.policy)
        self.ical_sequence += 1
        self.moves += 1
        times = ("host", "starts_at", "ends_at", "block_start", "block_end")
        return self.write(*times, "ical_sequence", "moves", *changed)

    def _take(self, slot: TimeRange, policy: BookingPolicy) -> None:
        block = policy.block_at(slot.starts_at)
        self.starts_at, self.ends_at = slot.starts_at, slot.ends_at
        self.block_start, self.block_end = block.starts_at, block.ends_at

    def _cancel(self, by: User | None, at: datetime) -> Self:
        self.state, self.cancelled_by, self.cancelled_at = BookingState.CANCELLED, by, at
        self.ical_sequence += 1
        return self.write("state", "cancelled_by", "cancelled_at", "ical_sequence")

    # Properties

    @property
    def call(self) -> TimeRange:
        """From when to when, without the buffers."""
        return TimeRange(self.starts_at, self.ends_at)

    @property
    def block(self) -> TimeRange:
        """What it keeps busy."""
        return TimeRange(self.block_start, self.block_end)

    @property
    def said(self) -> Intake:
        """What the visitor said, as the rules take it."""
        return rules.intake_from_json(self.intake)

    @property
    def in_visitor_zone(self) -> ToldCall:
        """The call as the visitor's clocks show it."""
        return rules.told(self.call, self.visitor_zone)

    @property
    def in_host_zone(self) -> ToldCall:
        """The call as the host's clocks show it."""
        return rules.told(self.call, self.host.time_zone)

    @property
    def token(self) -> str:
        """The token of the private link, for the mails after the first; calls of old have none."""
        return unlock("call", self.token_locked) if self.token_locked else ""

    @property
    def change_until(self) -> str:
        """Until when its visitor may move or cancel it, on their clock with its zone."""
        last = self.starts_at - self.host.policy.change_cutoff
        then = rules.told(TimeRange(last, last), self.visitor_zone)
        return f"{then.day_in_words}, {then.starts} ({then.zone_in_words})"

    def standing_at(self, at: datetime) -> BookingState:
        """The state, also of a hold that has run out without being marked so yet."""
        if self.standing is BookingState.HELD and at >= self.hold_expires_at:
            return BookingState.EXPIRED
        return self.standing

    def may_change(self, at: datetime) -> bool:
        """Whether its visitor may still move or cancel it."""
        return rules.may_change_by_visitor(
            self.standing_at(at), starts_at=self.starts_at, policy=self.host.policy, at=at
        )
