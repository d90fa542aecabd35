"""Calls that were, and what became of them: one closed, one missed, one to decide about."""

from dataclasses import replace
from datetime import time, timedelta

from engagements.bookings import actions as bookings
from engagements.bookings import queries as calls
from engagements.bookings.models import Booking, Host
from engagements.bookings.rules import (
    BookingPolicy,
    BookingState,
    ClosingReason,
    HostHours,
    Intake,
    Visitor,
    Volume,
    WallRange,
)
from engagements.lifecycle.rules import Destination, HipaaRole, Sector
from engagements.team import actions as team
from portal.accounts.models import Membership, User
from portal.accounts.roles import Role
from portal.demo.people import ZONE, Person, join
from portal.demo.stories.teller import Teller

BRUNO = Person("Bruno Bell", "bruno@northgate.example", Role.PARTNER_CONSULTANT)
AFTERNOONS = (WallRange(time(13), time(17)),)
PRACTICE = Intake(
    use_case="Answers to questions about invoices, drafted for the front desk.",
    sector=Sector.HEALTH_CARE,
    handles_phi=True,
    hipaa_role=HipaaRole.COVERED_ENTITY,
    destination=Destination.UNDECIDED,
    volume=Volume.UNDER_100,
)
LAW_FIRM = replace(
    PRACTICE,
    use_case="Search in the files of closed matters, for associates.",
    sector=Sector.LEGAL,
    handles_phi=False,
    hipaa_role=HipaaRole.NONE,
    eu_personal_data=True,
    questionnaire_owed=True,
)


def tell_past_calls(teller: Teller) -> None:
    """A practice that waits until spring, somebody who did not come, a law firm to decide about."""
    practice = _booked(teller, "Ines Ito", "Ito Family Practice", PRACTICE, days=24)
    _became(teller, practice, BookingState.TOOK_PLACE)
    with teller.at_home(teller.consultant):
        bookings.close_lead(
            booking=practice,
            reason=ClosingReason.NOT_NOW,
            note="The practice changes its records system first. Asks again in spring.",
            by=teller.consultant,
            at=practice.ends_at + timedelta(hours=1),
        )
    missing = _booked(teller, "Jon Jarvis", "Jarvis Imaging", PRACTICE, days=17)
    _became(teller, missing, BookingState.NO_SHOW)
    firm = _booked(teller, "Klara Koch", "Koch & Partner", LAW_FIRM, days=11)
    _became(teller, firm, BookingState.TOOK_PLACE)
    with teller.at_home(teller.consultant):
        bookings.write_notes(
            booking=firm,
            notes="Wants an estimate for 40 associates. Sends its client's questionnaire.",
            by=teller.consultant,
            at=firm.ends_at + timedelta(minutes=10),
        )


def tell_call_left(teller: Teller, owner: User) -> None:
    """A consultant who took calls has left; one of them waits for somebody else to take it."""
    joined = teller.at(30)
    bruno = join(teller.partner, BRUNO, by=owner, at=joined)
    with teller.at_home(bruno):
        desk = bookings.keep_hours(
            partner=teller.partner,
            user=bruno,
            hours=HostHours(zone=ZONE, weekly=dict.fromkeys(range(5), AFTERNOONS)),
            policy=BookingPolicy(),
            meeting_place="https://meet.northgate.example/bruno",
            active=True,
            by=bruno,
            at=joined,
        )
    _booked(teller, "Mira Moss", "Moss Valley Dental", PRACTICE, days=2, ahead=4, host=desk)
    with teller.at_home(owner):
        membership = Membership.objects.current().get(org=teller.partner, user=bruno)
        team.remove_person(
            membership=membership, remover=Role.PARTNER_OWNER, by=owner, at=teller.at(1)
        )


def _booked(
    teller: Teller,
    name: str,
    organisation: str,
    said: Intake,
    *,
    days: int,
    ahead: int = 0,
    host: Host | None = None,
) -> Booking:
    """A call asked for so many days ago; the fifth time that is open from `ahead` days on."""
    at = teller.at(days)
    first = at + timedelta(days=ahead)
    email = f"{name.split()[0].lower()}@{organisation.split()[0].lower()}.example"
    with teller.at_home(teller.consultant):
        host_id = host.pk if host else None
        slots = calls.open_slots(teller.partner.pk, at=at, host_id=host_id)
        slot = [one for one in slots if one.starts_at > first][4]
        held = bookings.hold_slot(
            partner=teller.partner,
            starts_at=slot.starts_at,
            visitor=Visitor(
                name=name, email=email, organisation=organisation, zone="Europe/Berlin"
            ),
            intake=said,
            at=at,
            host_id=host_id,
        )
        return bookings.confirm_call(
            partner=teller.partner, booking=held.booking, token=held.token, at=at
        )


def _became(teller: Teller, call: Booking, outcome: BookingState) -> None:
    with teller.at_home(teller.consultant):
        bookings.record_outcome(
            booking=call, outcome=outcome, by=teller.consultant, at=call.ends_at
        )
