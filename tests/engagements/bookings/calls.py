"""What the tests of booked calls start from: hosts with hours, a visitor, an intake."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from engagements.bookings import actions
from engagements.bookings.models import Booking, Host
from engagements.bookings.rules import (
    BookingPolicy,
    HostHours,
    Intake,
    Visitor,
    WallRange,
)
from engagements.lifecycle.rules import Destination, HipaaRole, Sector
from portal.accounts.actions import end_membership
from portal.accounts.models import Membership
from portal.audit.models import AuditEvent
from portal.mail.models import Mail
from tests.cast import NOON

# NOON is a Monday, 07:00 in New York; these begin on the Tuesday after, at 09:00 there.
NINE = datetime(2026, 11, 17, 14, tzinfo=UTC)
HALF_PAST_NINE = NINE + timedelta(minutes=30)
TEN = NINE + timedelta(hours=1)
TWO = NINE + timedelta(hours=5)
OFFICE = (WallRange(time(9), time(12)), WallRange(time(13), time(17)))
POLICY = BookingPolicy(
    buffer_after=timedelta(minutes=15),
    minimum_notice=timedelta(hours=4),
    horizon=timedelta(days=30),
)
HOURS = HostHours(
    zone="America/New_York",
    weekly=dict.fromkeys(range(5), OFFICE),
    overrides={date(2026, 11, 26): ()},
)
VISITOR = Visitor(
    name="Zoë O'Hara",
    email="zoe@clinic.test",
    organisation="Hill & Vale Clinic",
    zone="Europe/Berlin",
)
INTAKE = Intake(
    use_case="Summaries of visits for the letter to the referring doctor.",
    sector=Sector.HEALTH_CARE,
    handles_phi=True,
    hipaa_role=HipaaRole.COVERED_ENTITY,
    destination=Destination.PUBLIC_API,
)


def take_calls(cast, user, *, hours=HOURS, policy=POLICY, active=True, at=NOON, partner=None):
    """Make a person of Northgate, or of another partner, a host."""
    partner = partner or cast.northgate
    with cast.at(partner, user):
        return actions.keep_hours(
            partner=partner,
            user=user,
            hours=hours,
            policy=policy,
            meeting_place="https://meet.example.test/northgate",
            active=active,
            by=user,
            at=at,
        )


def hold(cast, *, starts_at=NINE, at=NOON, partner=None, **changes):
    """Hold a slot at Northgate, or elsewhere, for a visitor; `changes` are the visitor's."""
    partner, visitor = partner or cast.northgate, replace(VISITOR, **changes)
    with cast.at(partner):
        return actions.hold_slot(
            partner=partner, starts_at=starts_at, visitor=visitor, intake=INTAKE, at=at
        )


def book(cast, *, starts_at=NINE, at=NOON, partner=None, **changes):
    """Hold a slot and confirm it: the call and its token."""
    partner = partner or cast.northgate
    held = hold(cast, starts_at=starts_at, at=at, partner=partner, **changes)
    with cast.at(partner):
        booking = actions.confirm_call(
            partner=partner, booking=held.booking, token=held.token, at=at
        )
    return booking, held.token


def stored(cast, booking):
    """The call as the table has it."""
    with cast.at(cast.northgate):
        return Booking.objects.select_related("host__user").get(pk=booking.pk)


def calls_told(cast):
    """What the trail of Northgate says about calls, oldest first."""
    with cast.at(cast.northgate):
        names = AuditEvent.objects.order_by("seq").values_list("action", flat=True)
        return [name.rpartition(".")[2] for name in names if ".bookings." in name]


def mails_to(cast, address):
    """The mails about calls to one address, oldest first; of one moment, plain words first."""
    with cast.at(cast.northgate):
        mails = Mail.objects.filter(to=address, subject__icontains="call")
        return list(mails.order_by("created_at", "calendar_method"))


def by_carla(cast, action, **words):
    """An action of the host, on the partner's pages."""
    with cast.at(cast.northgate, cast.carla):
        return action(by=cast.carla, **words)


def move(cast, booking, starts_at=TWO, at=NOON + timedelta(minutes=1)):
    """The host gives the call another time."""
    return by_carla(
        cast,
        actions.move_by_host,
        partner=cast.northgate,
        booking=booking,
        starts_at=starts_at,
        at=at,
    )


def leave(cast):
    """Carla works for Northgate no more."""
    with cast.at(cast.northgate, cast.pavel):
        row = Membership.objects.get(org=cast.northgate, user=cast.carla)
        end_membership(membership=row, by=cast.pavel, at=NOON)


def host_of(cast, user):
    """The desk of a person at Northgate."""
    with cast.at(cast.northgate):
        return Host.objects.get(user=user)
