"""What the actions of this feature share: locks, and what is told of a call."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from psycopg.errors import ExclusionViolation

from engagements.bookings import queries
from engagements.bookings.models import Booking, Host
from engagements.bookings.rules import Slot, SlotTaken, choose_host, reminders_to_come
from portal.accounts.models import User
from portal.audit import log
from portal.jobs.queue import enqueue, withdraw

EXPIRED = log.action("engagements.bookings.expired", "let go of a call that nobody confirmed")
MOVED = log.action("engagements.bookings.moved", "moved a call")
CANCELLED = log.action("engagements.bookings.cancelled", "cancelled a call")

REMIND = "engagements.remind_of_call"


def locked(booking: Booking) -> Booking:
    """The call as it stands now, for this transaction alone."""
    rows = Booking.objects.select_for_update(of=("self",)).select_related("host__user")
    return rows.get(pk=booking.pk)


def lock_people_of(hosts: Iterable[Host]) -> None:
    """Whoever books one of these people, for any partner, waits until this transaction is over.

    All are locked in one order, so that no two bookings wait in a ring.
    """
    people = User.objects.select_for_update(no_key=True)
    list(people.filter(pk__in={host.user_id for host in hosts}).order_by("pk"))


def host_in_turn(slot: Slot, hosts: list[Host]) -> Host:
    """Who of those that are free for a slot takes its call. Raises SlotTaken when nobody is."""
    chosen = choose_host(slot.hosts, queries.last_booked(hosts))
    return next(host for host in hosts if str(host.pk) == chosen)


def let_go_of_run_out(hosts: list[Host], at: datetime) -> None:
    """The constraint cannot ask for the time, so what has run out must say so in its state."""
    for booking in Booking.objects.run_out(at).filter(host__in=hosts).select_for_update():
        let_go(booking, at)


def let_go(booking: Booking, at: datetime) -> None:
    """Nobody confirmed it in time."""
    booking.expire()
    log.record(EXPIRED, target=booking, by=None, at=at, **times_of(booking))


@contextmanager
def taken_when_overlapping() -> Iterator[None]:
    """What the exclusion constraint refuses is a slot that somebody else took."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            raise SlotTaken from error
        raise


def plan_reminders(booking: Booking, *, at: datetime) -> None:
    """Have both reminded of the time the call has now; what was planned for others may lapse.

    A call that comes back to a time it had before would else be reminded of twice.
    """
    for reminder, wait in reminders_to_come(booking.starts_at, at=at):
        ids = {
            "booking_id": str(booking.pk),
            "reminder": reminder.value,
            "meant_for": booking.starts_at.isoformat(),
        }
        withdraw(REMIND, **ids)
        enqueue(REMIND, delay=wait, **ids)


def times_of(booking: Booking) -> dict[str, Any]:
    """What the trail tells of every step of a call."""
    return {
        "starts_at": booking.starts_at.isoformat(),
        "visitor_zone": booking.visitor_zone,
        "host": booking.host.user.name,
    }
