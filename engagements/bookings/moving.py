"""Whose times a call can be moved to, who could take it over, and which ones nobody takes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engagements.bookings import rules
from engagements.bookings.models import Booking, Host
from engagements.bookings.queries import desks_of, hosts_of, is_here
from engagements.bookings.rules import BookingState, Slot


@dataclass(frozen=True)
class Taker:
    """Somebody who could take a call over, and whether they are free, and in their hours."""

    host: Host
    free: bool
    in_hours: bool

    @property
    def in_words(self) -> str:
        """The name, and whether the time lies in their hours."""
        return f"{self.host}" if self.in_hours else f"{self.host}, outside their hours"


def hosts_for_moving(booking: Booking, *, by_host: bool = False) -> list[Host]:
    """Whose times a call can be moved to: its own host's, or everybody's where that one is gone.

    The partner may also choose a time of a host who takes no new calls. Raises NobodyHosts.
    """
    if is_here(booking.host) and (by_host or booking.host.active):
        return [booking.host]
    hosts = hosts_of(booking.partner_id)
    if not hosts:
        raise rules.NobodyHosts
    return hosts


def slots_for_moving(booking: Booking, *, at: datetime, by_host: bool = False) -> list[Slot]:
    """Every slot to which a call can be moved, without its own. Raises NobodyHosts."""
    hosts = hosts_for_moving(booking, by_host=by_host)
    slots = rules.offered_slots(desks_of(hosts, at=at, but=booking, without_notice=by_host), at=at)
    return [slot for slot in slots if slot.starts_at != booking.starts_at]


def takers_of(booking: Booking, *, at: datetime) -> list[Taker]:
    """Everybody else who takes calls, whoever is free for this one first."""
    hosts = {
        str(host.pk): host for host in hosts_of(booking.partner_id) if host.pk != booking.host_id
    }
    found = rules.candidates(booking.starts_at, desks_of(list(hosts.values()), at=at))
    return [Taker(hosts[one.host], one.free, one.in_hours) for one in found]


def calls_left(partner_id: UUID, *, at: datetime) -> list[Booking]:
    """Calls to come whose host has left or takes no calls any more, soonest first."""
    here = [host.pk for host in hosts_of(partner_id)]
    rows = Booking.objects.filter(partner_id=partner_id).heard_of().exclude(host__in=here)
    rows = rows.filter(state=BookingState.CONFIRMED, starts_at__gt=at)
    return list(rows.select_related("partner", "host__user").order_by("starts_at"))
