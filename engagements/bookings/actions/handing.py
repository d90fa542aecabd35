"""Another host takes a call over, at the time it has."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from engagements.bookings import letters, queries, rules
from engagements.bookings.actions.shared import (
    let_go_of_run_out,
    lock_people_of,
    locked,
    taken_when_overlapping,
    times_of,
)
from engagements.bookings.models import Booking
from portal.accounts.models import Organization, User
from portal.audit import log

HANDED_OVER = log.action("engagements.bookings.handed_over", "handed a call over to another host")


@transaction.atomic
def hand_over(
    *, partner: Organization, booking: Booking, host_id: UUID, by: User, at: datetime
) -> Booking:
    """Give a call to another host who is free then; visitor and both hosts are told.

    The entry keeps its UID and its SEQUENCE rises; it is cancelled for whoever had the call (RFC
    5546, 3.2.5). Hours and notice do not bind the partner. Raises HostUnknown for who takes no
    calls, TakerBusy, SlotTaken, HandedOver, or a BookingRefused when the call is not to come.
    """
    taker = next(iter(queries.hosts_of(partner.pk, host_id)), None)
    if taker is None:
        raise rules.HostUnknown
    lock_people_of([taker, booking.host])
    call = locked(booking)
    rules.check_same_host(booking.host_id, call.host_id)
    before = call.host
    let_go_of_run_out([taker], at)
    rules.check_taker(call.starts_at, queries.desks_of([taker], at=at)[0])
    with taken_when_overlapping():
        call.hand_over(to=taker, at=at)
    letters.hand_over(call, partner, before=before, at=at)
    log.record(HANDED_OVER, target=call, by=by, at=at, before=before.user.name, **times_of(call))
    return call
