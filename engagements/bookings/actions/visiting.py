"""Holding a slot, confirming, moving and cancelling a call, recording what became of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from psycopg.errors import ExclusionViolation

from engagements.bookings import letters, queries, rules
from engagements.bookings.models import Booking, Host
from engagements.bookings.rules import (
    BookingPolicy,
    BookingState,
    HostHours,
    Intake,
    SlotTaken,
    TimeRange,
    Visitor,
)
from engagements.lifecycle.actions import open_for_new_client
from engagements.lifecycle.models import Engagement
from portal.accounts.models import Organization, User
from portal.accounts.tokens import digest, fresh_token
from portal.audit import log
from portal.jobs.queue import enqueue

HOURS_KEPT = log.action("engagements.bookings.hours_kept", "wrote down when calls are taken")
HELD = log.action("engagements.bookings.held", "asked for a call")
EXPIRED = log.action("engagements.bookings.expired", "let go of a call that nobody confirmed")
CONFIRMED = log.action("engagements.bookings.confirmed", "confirmed a call")
MOVED = log.action("engagements.bookings.moved", "moved a call")
CANCELLED = log.action("engagements.bookings.cancelled", "cancelled a call")
RECORDED = log.action("engagements.bookings.outcome_recorded", "recorded what became of a call")
ENGAGED = log.action("engagements.bookings.engaged", "made an engagement of a call")

EXPIRE_HOLD = "engagements.expire_hold"


@dataclass(frozen=True)
class Held:
    """A new call that waits for its visitor, and the token of the private link, given once."""

    booking: Booking
    token: str


@transaction.atomic
def keep_hours(
    *,
    partner: Organization,
    user: User,
    hours: HostHours,
    policy: BookingPolicy,
    meeting_place: str,
    active: bool,
    by: User,
    at: datetime,
) -> Host:
    """Write down when a person takes calls, and on what terms; the first time makes them a host.

    Raises HoursRefused with every reason why the hours cannot be kept. Calls already booked stay.
    """
    known = Host.objects.select_for_update().filter(partner=partner, user=user).first()
    host = known or Host(partner=partner, user=user)
    host.keep(hours=hours, policy=policy, meeting_place=meeting_place, active=active)
    log.record(
        HOURS_KEPT,
        target=host,
        by=by,
        at=at,
        zone=host.time_zone,
        weekly=host.weekly,
        overrides=host.overrides,
        active=active,
    )
    return host


@transaction.atomic
def hold_slot(
    *,
    partner: Organization,
    starts_at: datetime,
    visitor: Visitor,
    intake: Intake,
    at: datetime,
    host_id: UUID | None = None,
) -> Held:
    """Hold a slot for a visitor until the address is confirmed, with the host whose turn it is.

    Hosts are locked first and in one order, so requests for the same time wait for one another,
    each reads what the one before it booked, and none waits in a ring. The constraint of the table
    stands behind. Raises a BookingRefused: SlotTaken, another refusal of `rules.check_offer`,
    IntakeRefused, TooManyHolds, ZoneUnknown, HostUnknown.
    """
    rules.IntakeRefused.if_any(rules.check_intake(intake, today=partner.day(at)))
    rules.zone_named(visitor.zone)
    rules.check_holds(Booking.objects.waiting_for(visitor.email, at).count())
    hosts = _hosts_locked(partner, host_id)
    _let_go_of_run_out(hosts, at)
    slot = rules.check_offer(starts_at, queries.desks_of(hosts, at=at), at=at)
    chosen = rules.choose_host(slot.hosts, queries.last_booked(hosts))
    host = next(host for host in hosts if str(host.pk) == chosen)
    token = fresh_token()
    booking = Booking(partner=partner, host=host, token_digest=digest(token), ical_uid=_fresh_uid())
    with _taken_when_overlapping():
        booking.hold(
            slot=TimeRange(slot.starts_at, slot.ends_at),
            policy=host.policy,
            visitor=visitor,
            intake=intake,
            at=at,
        )
    letters.ask_to_confirm(booking, partner, token=token, at=at)
    log.record(HELD, target=booking, by=None, at=at, **_times(booking))
    enqueue(EXPIRE_HOLD, delay=host.policy.hold, booking_id=str(booking.pk))
    return Held(booking, token)


@transaction.atomic
def confirm_call(*, partner: Organization, booking: Booking, token: str, at: datetime) -> Booking:
    """The visitor confirms by the private link: the call stands, and both get the invitation.

    Raises TransitionRefused when the hold has run out or the call is confirmed already.
    """
    locked = _locked(booking).confirm(at=at)
    letters.invite_both(locked, partner, token=token, moved=False, at=at)
    log.record(CONFIRMED, target=locked, by=None, at=at, **_times(locked))
    return locked


@transaction.atomic
def move_call(
    *, partner: Organization, booking: Booking, token: str, starts_at: datetime, at: datetime
) -> Booking:
    """The visitor moves a call to another time of the same host; calendars follow.

    Raises a BookingRefused, as `hold_slot` does, or after the cut-off.
    """
    host = Host.objects.select_for_update(no_key=True).get(pk=booking.host_id)
    locked = _locked(booking)
    before = locked.starts_at.isoformat()
    _let_go_of_run_out([host], at)
    desks = queries.desks_of([host], at=at, but=locked)
    slot = rules.check_offer(starts_at, desks, at=at)
    with _taken_when_overlapping():
        locked.move(slot=TimeRange(slot.starts_at, slot.ends_at), policy=host.policy, at=at)
    if locked.standing is BookingState.CONFIRMED:
        letters.invite_both(locked, partner, token=token, moved=True, at=at)
    log.record(MOVED, target=locked, by=None, at=at, before=before, **_times(locked))
    return locked


@transaction.atomic
def cancel_by_visitor(*, partner: Organization, booking: Booking, at: datetime) -> Booking:
    """The visitor calls the call off. Raises a BookingRefused after the cut-off or the end."""
    locked = _locked(booking)
    was_confirmed = locked.standing is BookingState.CONFIRMED
    locked.cancel_by_visitor(policy=locked.host.policy, at=at)
    if was_confirmed:
        letters.call_off(locked, partner, by_visitor=True, reason="", at=at)
    log.record(CANCELLED, target=locked, by=None, at=at, **_times(locked))
    return locked


@transaction.atomic
def cancel_by_host(
    *, partner: Organization, booking: Booking, reason: str, by: User, at: datetime
) -> Booking:
    """The partner calls the call off, with a word to the visitor. Raises TransitionRefused."""
    locked = _locked(booking)
    locked.cancel_by_host(by=by, at=at)
    letters.call_off(locked, partner, by_visitor=False, reason=reason.strip(), at=at)
    log.record(CANCELLED, target=locked, by=by, at=at, reason=reason.strip(), **_times(locked))
    return locked


@transaction.atomic
def record_outcome(*, booking: Booking, outcome: BookingState, by: User, at: datetime) -> Booking:
    """Record that the call took place or that nobody came. Raises a BookingRefused before it."""
    locked = _locked(booking).record_outcome(outcome, by=by, at=at)
    log.record(RECORDED, target=locked, by=by, at=at, outcome=outcome.value)
    return locked


@transaction.atomic
def make_engagement(
    *,
    partner: Organization,
    booking: Booking,
    client_name: str,
    legal_name: str,
    title: str,
    lead: User,
    by: User,
    at: datetime,
) -> Engagement:
    """Take the visitor's organisation on as a client, its intake carried over into the scope.

    Raises BookingRefused when the call already led to one, EngagementRefused as
    `open_for_new_client` does.
    """
    locked = _locked(booking)
    rules.check_engagement(locked.standing, engagement_id=locked.engagement_id)
    engagement = open_for_new_client(
        partner=partner,
        client_name=client_name,
        legal_name=legal_name,
        time_zone=locked.visitor_zone,
        title=title,
        lead=lead,
        intake=locked.intake,
        by=by,
        at=at,
        booking_id=locked.pk,
    )
    locked.lead_to(engagement.pk)
    log.record(ENGAGED, target=locked, by=by, at=at, engagement_id=engagement.pk)
    return engagement


@transaction.atomic
def expire_hold(*, booking_id: UUID, at: datetime) -> bool:
    """Let go of a hold that nobody confirmed in time; False when there is nothing to let go."""
    rows = Booking.objects.run_out(at).select_for_update()
    booking = rows.filter(pk=booking_id).first()
    if booking is None:
        return False
    _let_go(booking, at)
    return True


def _hosts_locked(partner: Organization, host_id: UUID | None) -> list[Host]:
    hosts = queries.hosts_of(partner.pk, host_id)
    rows = Host.objects.select_for_update(no_key=True).filter(pk__in=[host.pk for host in hosts])
    list(rows.in_turn())
    return hosts


def _locked(booking: Booking) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",)).select_related("host__user")
    return rows.get(pk=booking.pk)


def _let_go_of_run_out(hosts: list[Host], at: datetime) -> None:
    # The constraint cannot ask for the time, so what has run out must say so in its state.
    for booking in Booking.objects.run_out(at).filter(host__in=hosts).select_for_update():
        _let_go(booking, at)


def _let_go(booking: Booking, at: datetime) -> None:
    booking.expire()
    log.record(EXPIRED, target=booking, by=None, at=at, **_times(booking))


@contextmanager
def _taken_when_overlapping() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            raise SlotTaken from error
        raise


def _fresh_uid() -> str:
    return f"{uuid4()}@{urlsplit(settings.PUBLIC_URL).hostname}"


def _times(booking: Booking) -> dict[str, Any]:
    return {
        "starts_at": booking.starts_at.isoformat(),
        "visitor_zone": booking.visitor_zone,
        "host": booking.host.user.name,
    }
