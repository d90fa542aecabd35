"""Reading what is open, who takes calls, and the calls that are booked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Max
from django.shortcuts import get_object_or_404

from engagements.bookings import rules
from engagements.bookings.models import Booking, BusyCalendar, Host, taken_elsewhere
from engagements.bookings.rules import (
    OCCUPYING,
    BookingState,
    Desk,
    Intake,
    Slot,
    TimeRange,
    ToldCall,
)
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import RouteAdvice, Verdict, advice_for_intent, advise
from portal.accounts.models import Membership
from portal.accounts.places import Place
from portal.accounts.queries import belongs
from portal.accounts.tokens import digest

# A longer past is a matter for a report, not for a page.
MOST_PAST = 200
ONE_DAY = timedelta(days=1)
FEED_REMEMBERS = timedelta(days=30)


@dataclass(frozen=True)
class Advice:
    """What the rules say before anybody has talked: on the visitor's own plan, and on every route.

    `intended` is None while the visitor has nothing in mind.
    """

    intended: RouteAdvice | None
    routes: tuple[RouteAdvice, ...]

    @property
    def open_routes(self) -> tuple[RouteAdvice, ...]:
        """Those that nothing rules out."""
        return tuple(route for route in self.routes if route.verdict is not Verdict.RULED_OUT)

    @property
    def rows(self) -> tuple[RouteAdvice, ...]:
        """All routes but an intended one that is ruled out, of which everything is said before."""
        return tuple(
            route for route in self.routes if route != self.intended or route in self.open_routes
        )


@dataclass(frozen=True)
class ListedCall:
    """A call as a list shows it: in its host's zone, with what the rules say to the plan."""

    booking: Booking
    told: ToldCall
    said: Intake
    intended: RouteAdvice | None
    awaits_outcome: bool
    left: bool = False


@dataclass(frozen=True)
class Calls:
    """A partner's calls: those to come, soonest first, and those that were, latest first."""

    upcoming: list[ListedCall]
    past: list[ListedCall]

    @property
    def left(self) -> list[Booking]:
        """Those to come whose host takes calls no more."""
        return [row.booking for row in self.upcoming if row.left]


@dataclass(frozen=True)
class Reading:
    """Where a calendar is asked for, and how its answer is to be read."""

    address: str
    zone: str
    window: TimeRange
    ours: tuple[str, ...]


def hosts_of(partner_id: UUID, host_id: UUID | None = None) -> list[Host]:
    """Everybody who takes calls and still works for the partner; or the one host of an address."""
    staff = Membership.objects.current().filter(org_id=partner_id).values("user")
    hosts = Host.objects.filter(partner_id=partner_id, user__in=staff).taking_calls()
    if host_id is not None:
        hosts = hosts.filter(pk=host_id)
    return list(hosts.in_turn().select_related("user"))


def is_here(host: Host) -> bool:
    """Whether a host still works for the partner."""
    return belongs(host.partner_id, host.user.email)


def check_host_is_here(host: Host) -> None:
    """Raise HostGone when a host does not work for the partner any more."""
    if not is_here(host):
        raise rules.HostGone


def host_of_user(partner_id: UUID, user_id: UUID) -> Host | None:
    """A person's own desk, if they ever wrote their hours down."""
    return Host.objects.filter(partner_id=partner_id, user_id=user_id).first()


def desks_of(
    hosts: Sequence[Host],
    *,
    at: datetime,
    but: Booking | None = None,
    without_notice: bool = False,
) -> list[Desk]:
    """The desks of hosts with everything that keeps them busy, `but` one call that is moving."""
    # Calls of earlier the same day count towards what is booked that day.
    rows = Booking.objects.counting(at).filter(host__in=hosts, block_end__gt=at - ONE_DAY)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    busy: dict[UUID, list[TimeRange]] = {host.pk: [] for host in hosts}
    booked: dict[UUID, list[datetime]] = {host.pk: [] for host in hosts}
    columns = rows.values_list("host_id", "block_start", "block_end", "starts_at")
    for host_id, start, end, starts_at in columns:
        busy[host_id].append(TimeRange(start, end))
        booked[host_id].append(starts_at)
    for calendar in BusyCalendar.objects.filter(host__in=hosts):
        busy[calendar.host_id] += calendar.ranges
    elsewhere = taken_elsewhere([host.user_id for host in hosts], after=at)
    for host in hosts:
        busy[host.pk] += elsewhere.get(host.user_id, [])
    return [
        host.desk(busy[host.pk], booked=booked[host.pk], without_notice=without_notice)
        for host in hosts
    ]


def is_busy_elsewhere(booking: Booking) -> bool:
    """Whether another calendar of the host says that the time of this call is taken."""
    calendars = BusyCalendar.objects.of_host(booking.host)
    return any(one.overlaps(booking.block) for calendar in calendars for one in calendar.ranges)


def reading_of(calendar_id: UUID, *, at: datetime) -> Reading | None:
    """What is needed to read a calendar; None when it is gone."""
    calendar = BusyCalendar.objects.select_related("host").filter(pk=calendar_id).first()
    if calendar is None:
        return None
    return Reading(
        address=calendar.address,
        zone=calendar.host.time_zone,
        window=TimeRange(at, at + calendar.host.horizon + ONE_DAY),
        ours=(f"@{urlsplit(settings.PUBLIC_URL).hostname}",),
    )


def host_by_feed(partner_id: UUID, token: str) -> Host | None:
    """The host whose feed has this token, while they work for the partner."""
    staff = Membership.objects.current().filter(org_id=partner_id).values("user")
    rows = Host.objects.filter(partner_id=partner_id, user__in=staff).by_feed(token)
    return rows.select_related("user").first()


def calls_in_feed(host: Host, *, at: datetime) -> list[Booking]:
    """The confirmed calls of a host: those to come, and those of the last days."""
    rows = Booking.objects.filter(host=host).heard_of().select_related("host__user")
    rows = rows.exclude(state=BookingState.CANCELLED).filter(ends_at__gt=at - FEED_REMEMBERS)
    return list(rows.order_by("starts_at"))


def calendar_at(place: Place, calendar_id: UUID) -> BusyCalendar:
    """The calendar an address names, or 404."""
    return get_object_or_404(BusyCalendar, pk=calendar_id, partner_id=place.org.pk)


def calendars_of(host: Host) -> list[BusyCalendar]:
    """The other calendars of a host, in the order they were added."""
    return list(BusyCalendar.objects.of_host(host).order_by("added_at"))


def last_booked(hosts: Iterable[Host]) -> dict[str, datetime]:
    """When each host was last given a call that stood, for taking turns."""
    rows = Booking.objects.filter(host__in=list(hosts)).exclude(state=BookingState.EXPIRED)
    return {
        str(host_id): held_at
        for host_id, held_at in rows.values_list("host_id").annotate(Max("held_at"))
    }


def open_slots(partner_id: UUID, *, at: datetime, host_id: UUID | None = None) -> list[Slot]:
    """Every slot that can be booked now. Raises HostUnknown for an address of no host."""
    hosts = hosts_of(partner_id, host_id)
    if host_id is not None and not hosts:
        raise rules.HostUnknown
    return rules.offered_slots(desks_of(hosts, at=at), at=at)


def open_slot(
    partner_id: UUID, starts_at: datetime, *, at: datetime, host_id: UUID | None = None
) -> Slot:
    """One slot, if it can be booked now. Raises a BookingRefused, as `rules.check_offer` does."""
    desks = desks_of(hosts_of(partner_id, host_id), at=at)
    return rules.check_offer(starts_at, desks, at=at)


def booking_by_token(partner_id: UUID, token: str) -> Booking | None:
    """The call a private link opens, or None."""
    rows = Booking.objects.filter(partner_id=partner_id).by_digest(digest(token))
    return rows.select_related("host__user").first()


def held_at(partner_id: UUID, booking_id: UUID | None, starts_at: datetime) -> Booking | None:
    """The call of that key, if there is one that still keeps this time for its visitor."""
    if booking_id is None:
        return None
    rows = Booking.objects.filter(partner_id=partner_id, pk=booking_id, starts_at=starts_at)
    return rows.filter(state__in=OCCUPYING).first()


def booking_at(place: Place, booking_id: UUID) -> Booking:
    """The call an address names, or 404."""
    rows = Booking.objects.select_related("host__user", "cancelled_by", "outcome_by")
    return get_object_or_404(rows, pk=booking_id, partner_id=place.org.pk)


def engagement_of(booking: Booking) -> Engagement | None:
    """The engagement that came out of a call, if one did."""
    if booking.engagement_id is None:
        return None
    return Engagement.objects.filter(pk=booking.engagement_id).first()


def calls_of(partner_id: UUID, *, at: datetime) -> Calls:
    """The calls of a partner whose visitors confirmed their address."""
    rows = Booking.objects.filter(partner_id=partner_id).heard_of()
    rows = rows.select_related("partner", "host__user")
    upcoming = rows.filter(state=BookingState.CONFIRMED, ends_at__gt=at).order_by("starts_at")
    past = rows.exclude(state=BookingState.CONFIRMED, ends_at__gt=at).order_by("-starts_at")
    here = {host.pk for host in hosts_of(partner_id)}
    return Calls(
        upcoming=[_listed(one, at, left=one.host_id not in here) for one in upcoming],
        past=[_listed(booking, at) for booking in past[:MOST_PAST]],
    )


def calls_ahead(partner_id: UUID, *, user_id: UUID, at: datetime, most: int = 5) -> list[Booking]:
    """The next calls of one host, soonest first."""
    rows = Booking.objects.filter(partner_id=partner_id, host__user_id=user_id).heard_of()
    rows = rows.filter(state=BookingState.CONFIRMED, ends_at__gt=at).select_related("host__user")
    return list(rows.order_by("starts_at")[:most])


def advice_on(intake: Intake) -> Advice:
    """The preliminary advice, from the same rules as that of the engagement."""
    scope = rules.scope_from_intake(intake)
    return Advice(advice_for_intent(scope), advise(scope))


def _listed(booking: Booking, at: datetime, *, left: bool = False) -> ListedCall:
    said = booking.said
    return ListedCall(
        booking=booking,
        told=booking.in_host_zone,
        said=said,
        intended=advice_for_intent(rules.scope_from_intake(said)),
        awaits_outcome=booking.standing is BookingState.CONFIRMED and booking.ends_at <= at,
        left=left and booking.starts_at > at,
    )
