"""The demonstration book: two partners, clients at every stage, one finished, one blocked."""

from dataclasses import dataclass
from datetime import datetime, time

from compliance.vendors import actions as vendors
from engagements.bookings import actions as bookings
from engagements.bookings.rules import BookingPolicy, HostHours, WallRange
from portal.accounts.models import Organization
from portal.accounts.roles import Role
from portal.demo.drain import drain
from portal.demo.people import (
    CARLA,
    COLM,
    NADIA,
    NORTHGATE_STAFF,
    SORA,
    ZONE,
    Person,
    found,
    join,
    person,
)
from portal.demo.stories import PRIVATE, PUBLIC_API, Teller
from portal.tenancy.context import personal, tenant

NORTHGATE, SOUTHBANK = "northgate", "southbank"
WEEK = {day: (WallRange(time(9), time(12)), WallRange(time(13), time(17))) for day in range(5)}


@dataclass(frozen=True)
class LogIn:
    """Somebody of the cast, as printed at the start."""

    somebody: Person
    where: str


LENA = Person("Lena Larsen", "lena@meridian.example", Role.CLIENT_OWNER)
SAMUEL = Person("Samuel Stein", "samuel@meridian.example", Role.CLIENT_SIGNATORY)
BEA = Person("Bea Brandt", "bea@brightside.example", Role.CLIENT_OWNER)
THEO = Person("Theo Tran", "theo@tidewater.example", Role.CLIENT_OWNER)
TARA = Person("Tara Toole", "tara@tidewater.example", Role.CLIENT_SIGNATORY)
QUINN = Person("Quinn Quist", "quinn@quarry.example", Role.CLIENT_OWNER)

LOG_INS = (
    LogIn(NADIA, "Northgate, its owner"),
    *(LogIn(one, "Northgate") for one in NORTHGATE_STAFF),
    LogIn(LENA, "Meridian Health, finished"),
    LogIn(SAMUEL, "Meridian Health, finished"),
    LogIn(BEA, "Brightside Therapy, blocked"),
    LogIn(THEO, "Tidewater Clinics, under way"),
    LogIn(TARA, "Tidewater Clinics, under way"),
    LogIn(SORA, "Southbank, another partner"),
    LogIn(COLM, "Southbank, another partner"),
    LogIn(QUINN, "Quarry Labs, a client of Southbank"),
)


def is_filled() -> bool:
    """Whether the book is there already."""
    with personal(user=None, slug=SOUTHBANK):
        return Organization.objects.filter(slug=SOUTHBANK).exists()


def fill(now: datetime) -> None:
    """Fill an empty installation, through the actions that people use."""
    northgate = _northgate(now)
    teller = Teller(northgate, now)
    teller.host_report(days=40)
    _blocked(teller)
    _under_way(teller)
    _southbank(now)
    drain()


def _northgate(now: datetime) -> Organization:
    org = found("Northgate", NORTHGATE, NADIA, now)
    nadia = person(NADIA.email)
    for somebody in NORTHGATE_STAFF:
        join(org, somebody, by=nadia, at=now)
    carla = person(CARLA.email)
    with tenant(org=org.pk, partner=org.pk, user=carla.pk):
        vendors.fill_register(partner=org, by=carla, at=now)
        bookings.keep_hours(
            partner=org,
            user=carla,
            hours=HostHours(zone=ZONE, weekly=WEEK),
            policy=BookingPolicy(),
            meeting_place="A video call; the link comes with the invitation.",
            active=True,
            by=carla,
            at=now,
        )
    return org


def _blocked(teller: Teller) -> None:
    engagement = teller.client(
        "Brightside Therapy", "Session summaries", PUBLIC_API, (BEA,), days=9
    )
    teller.uses(engagement, "openai-api-public-terms", "", days=8)


def _under_way(teller: Teller) -> None:
    engagement = teller.client(
        "Tidewater Clinics", "Referral letters", PRIVATE, (THEO, TARA), days=24
    )
    teller.uses(engagement, "amazon-ec2", "us-east-1", days=23)
    teller.plan(engagement, PRIVATE, days=20)
    theo = person(THEO.email)
    teller.reach(engagement, "cloud-foundation", accepted_by=theo, days=6)
    teller.reach(engagement, "model-weights", accepted_by=None, days=1)


def _southbank(now: datetime) -> None:
    org = found("Southbank", SOUTHBANK, SORA, now)
    sora = person(SORA.email)
    join(org, COLM, by=sora, at=now)
    with tenant(org=org.pk, partner=org.pk, user=sora.pk):
        vendors.fill_register(partner=org, by=sora, at=now)
