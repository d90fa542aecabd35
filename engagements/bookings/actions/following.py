"""What the partner does with a call: another time, off, what became of it, what follows."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from engagements.bookings import letters, moving, queries, rules
from engagements.bookings.actions.shared import (
    CANCELLED,
    MOVED,
    host_in_turn,
    let_go_of_run_out,
    lock_people_of,
    locked,
    plan_reminders,
    taken_when_overlapping,
    times_of,
)
from engagements.bookings.letters import HOST
from engagements.bookings.models import Booking
from engagements.bookings.rules import BookingState, ClosingReason, Reminder, TimeRange
from engagements.lifecycle.actions import open_for_new_client
from engagements.lifecycle.models import Engagement
from portal.accounts.models import Organization, User
from portal.audit import log

RECORDED = log.action("engagements.bookings.outcome_recorded", "recorded what became of a call")
NOTED = log.action("engagements.bookings.noted", "wrote notes on a call")
CLOSED = log.action("engagements.bookings.closed", "closed the lead of a call")
OPENED = log.action("engagements.bookings.opened_again", "opened the lead of a call again")
ENGAGED = log.action("engagements.bookings.engaged", "made an engagement of a call")


@transaction.atomic
def move_by_host(
    *, partner: Organization, booking: Booking, starts_at: datetime, by: User, at: datetime
) -> Booking:
    """The partner gives a call another time of its host, also after nobody came.

    Neither notice nor cut-off binds the partner; of a host who left, somebody else takes it.
    Raises a BookingRefused, as `hold_slot` does, NobodyHosts, HandedOver, or when the call is
    neither to come nor was missed.
    """
    hosts = moving.hosts_for_moving(booking, by_host=True)
    lock_people_of([*hosts, booking.host])
    call = locked(booking)
    rules.check_same_host(booking.host_id, call.host_id)
    before, left = call.starts_at.isoformat(), call.host
    missed = call.standing is BookingState.NO_SHOW
    let_go_of_run_out(hosts, at)
    desks = queries.desks_of(hosts, at=at, but=call, without_notice=True)
    slot = rules.check_offer(starts_at, desks, at=at)
    host = host_in_turn(slot, hosts)
    with taken_when_overlapping():
        call.move_by_host(slot=TimeRange(slot.starts_at, slot.ends_at), host=host)
    letters.invite_both(call, partner, token=call.token, moved_by=HOST, before=left, at=at)
    plan_reminders(call, at=at)
    log.record(
        MOVED, target=call, by=by, at=at, before=before, after_no_show=missed, **times_of(call)
    )
    return call


@transaction.atomic
def cancel_by_host(
    *, partner: Organization, booking: Booking, reason: str, by: User, at: datetime
) -> Booking:
    """The partner calls the call off, with a word to the visitor. Raises TransitionRefused."""
    call = locked(booking)
    call.cancel_by_host(by=by, at=at)
    letters.call_off(call, partner, by_visitor=False, reason=reason.strip(), at=at)
    log.record(CANCELLED, target=call, by=by, at=at, reason=reason.strip(), **times_of(call))
    return call


@transaction.atomic
def record_outcome(*, booking: Booking, outcome: BookingState, by: User, at: datetime) -> Booking:
    """Record that the call took place or that nobody came. Raises a BookingRefused before it."""
    call = locked(booking).record_outcome(outcome, by=by, at=at)
    log.record(RECORDED, target=call, by=by, at=at, outcome=outcome.value)
    return call


@transaction.atomic
def write_notes(*, booking: Booking, notes: str, by: User, at: datetime) -> Booking:
    """Keep what the partner wants to remember; the trail tells that, not what."""
    call = locked(booking).note(notes)
    log.record(NOTED, target=call, by=by, at=at)
    return call


@transaction.atomic
def close_lead(
    *, booking: Booking, reason: ClosingReason, note: str, by: User, at: datetime
) -> Booking:
    """Nothing more comes of it, for this reason. Raises a BookingRefused."""
    call = locked(booking).close(reason, note=note, by=by, at=at)
    log.record(CLOSED, target=call, by=by, at=at, reason=reason.value)
    return call


@transaction.atomic
def open_lead_again(*, booking: Booking, by: User, at: datetime) -> Booking:
    """It is a lead after all. Raises BookingRefused when it is open."""
    call = locked(booking).open_again()
    log.record(OPENED, target=call, by=by, at=at)
    return call


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

    Raises BookingRefused when the call already led to one or its lead is closed, EngagementRefused
    as `open_for_new_client` does.
    """
    call = locked(booking)
    rules.check_engagement(call.standing, engagement_id=call.engagement_id, closed=call.is_closed)
    engagement = open_for_new_client(
        partner=partner,
        client_name=client_name,
        legal_name=legal_name,
        time_zone=call.visitor_zone,
        title=title,
        lead=lead,
        intake=call.intake,
        by=by,
        at=at,
        booking_id=call.pk,
    )
    call.lead_to(engagement.pk)
    log.record(ENGAGED, target=call, by=by, at=at, engagement_id=engagement.pk)
    return engagement


@transaction.atomic
def remind(
    *,
    partner: Organization,
    booking_id: UUID,
    reminder: Reminder,
    meant_for: datetime,
    at: datetime,
) -> bool:
    """Remind visitor and host of a call; False when there is nothing to remind of any more."""
    rows = Booking.objects.select_for_update(of=("self",)).select_related("host__user")
    call = rows.get(pk=booking_id)
    if not rules.is_due(
        reminder, call.standing, meant_for=meant_for, starts_at=call.starts_at, at=at
    ):
        return False
    letters.remind_both(call, partner, reminder, at=at)
    return True
