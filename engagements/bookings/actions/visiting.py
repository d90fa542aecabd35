"""What visitors do: hold a slot, confirm it, move or cancel the call."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from engagements.bookings import letters, moving, queries, rules
from engagements.bookings.actions.shared import (
    CANCELLED,
    MOVED,
    host_in_turn,
    let_go,
    let_go_of_run_out,
    lock_people_of,
    locked,
    plan_reminders,
    taken_when_overlapping,
    times_of,
)
from engagements.bookings.letters import VISITOR
from engagements.bookings.models import Booking
from engagements.bookings.rules import BookingState, Intake, TimeRange, Visitor
from portal.accounts.models import Organization
from portal.accounts.tokens import fresh_token
from portal.audit import log
from portal.jobs.queue import enqueue

HELD = log.action("engagements.bookings.held", "asked for a call")
CONFIRMED = log.action("engagements.bookings.confirmed", "confirmed a call")

EXPIRE_HOLD = "engagements.expire_hold"


@dataclass(frozen=True)
class Held:
    """A new call that waits for its visitor, and the token of the private link, given once."""

    booking: Booking
    token: str


@transaction.atomic
def hold_slot(
    *,
    partner: Organization,
    starts_at: datetime,
    visitor: Visitor,
    intake: Intake,
    at: datetime,
    host_id: UUID | None = None,
    network: str = "",
) -> Held:
    """Hold a slot for a visitor until the address is confirmed, with the host whose turn it is.

    Hosts are locked first, as people and in one order: requests for the same time wait for one
    another, also at another partner for whom somebody hosts too, and each reads what the one
    before it booked. The constraint of the table stands behind. Raises a BookingRefused:
    SlotTaken, another refusal of `rules.check_offer`, IntakeRefused, a TooMany..., ZoneUnknown,
    HostUnknown. `network` is a digest of where it is asked for; empty when nobody knows.
    """
    rules.IntakeRefused.if_any(rules.check_intake(intake, today=partner.day(at)))
    rules.zone_named(visitor.zone)
    hosts = queries.hosts_of(partner.pk, host_id)
    lock_people_of(hosts)
    rules.check_pace(Booking.objects.asked_before(visitor.email, network, at))
    let_go_of_run_out(hosts, at)
    slot = rules.check_offer(starts_at, queries.desks_of(hosts, at=at), at=at)
    host = host_in_turn(slot, hosts)
    token = fresh_token()
    booking = Booking(partner=partner, host=host, ical_uid=_fresh_uid())
    with taken_when_overlapping():
        booking.hold(
            slot=TimeRange(slot.starts_at, slot.ends_at),
            policy=host.policy,
            visitor=visitor,
            intake=intake,
            token=token,
            network=network,
            at=at,
        )
    letters.ask_to_confirm(booking, partner, token=token, at=at)
    log.record(HELD, target=booking, by=None, at=at, **times_of(booking))
    enqueue(EXPIRE_HOLD, delay=host.policy.hold, booking_id=str(booking.pk))
    return Held(booking, token)


@transaction.atomic
def confirm_call(*, partner: Organization, booking: Booking, token: str, at: datetime) -> Booking:
    """The visitor confirms by the private link: the call stands, and both get the invitation.

    Raises TransitionRefused when the hold has run out or the call is confirmed already, HostBusy
    when the host's own calendar has filled since, HostGone when the host works there no more.
    """
    call = locked(booking).confirm(at=at)
    queries.check_host_is_here(call.host)
    if queries.is_busy_elsewhere(call):
        raise rules.HostBusy
    letters.invite_both(call, partner, token=token, at=at)
    plan_reminders(call, at=at)
    log.record(CONFIRMED, target=call, by=None, at=at, **times_of(call))
    return call


@transaction.atomic
def move_call(
    *, partner: Organization, booking: Booking, token: str, starts_at: datetime, at: datetime
) -> Booking:
    """The visitor moves a call to another time of its host; calendars follow.

    Where that one is gone or takes no calls any more, whoever's turn it is takes it. Raises a
    BookingRefused, as `hold_slot` does, or after the cut-off, NobodyHosts, HandedOver,
    TooManyMoves.
    """
    hosts = moving.hosts_for_moving(booking)
    lock_people_of([*hosts, booking.host])
    call = locked(booking)
    rules.check_same_host(booking.host_id, call.host_id)
    before, left = call.starts_at.isoformat(), call.host
    let_go_of_run_out(hosts, at)
    desks = queries.desks_of(hosts, at=at, but=call)
    slot = rules.check_offer(starts_at, desks, at=at)
    host = host_in_turn(slot, hosts)
    with taken_when_overlapping():
        call.move(slot=TimeRange(slot.starts_at, slot.ends_at), host=host, at=at)
    if call.standing is BookingState.CONFIRMED:
        letters.invite_both(call, partner, token=token, moved_by=VISITOR, before=left, at=at)
        plan_reminders(call, at=at)
    log.record(MOVED, target=call, by=None, at=at, before=before, **times_of(call))
    return call


@transaction.atomic
def cancel_by_visitor(*, partner: Organization, booking: Booking, at: datetime) -> Booking:
    """The visitor calls the call off. Raises a BookingRefused after the cut-off or the end."""
    call = locked(booking)
    was_confirmed = call.standing is BookingState.CONFIRMED
    call.cancel_by_visitor(policy=call.host.policy, at=at)
    if was_confirmed:
        letters.call_off(call, partner, by_visitor=True, reason="", at=at)
    log.record(CANCELLED, target=call, by=None, at=at, **times_of(call))
    return call


@transaction.atomic
def expire_hold(*, booking_id: UUID, at: datetime) -> bool:
    """Let go of a hold that nobody confirmed in time; False when there is nothing to let go."""
    rows = Booking.objects.run_out(at).select_for_update()
    booking = rows.filter(pk=booking_id).first()
    if booking is None:
        return False
    let_go(booking, at)
    return True


def _fresh_uid() -> str:
    return f"{uuid4()}@{urlsplit(settings.PUBLIC_URL).hostname}"
