"""Calls that were, and what became of them: one closed, one missed, one to decide about."""

from dataclasses import replace
from datetime import timedelta

from engagements.bookings import actions as bookings
from engagements.bookings import queries as calls
from engagements.bookings.models import Booking
from engagements.bookings.rules import BookingState, ClosingReason, Intake, Visitor, Volume
from engagements.lifecycle.rules import Destination, HipaaRole, Sector
from portal.demo.stories.teller import Teller

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


def _booked(teller: Teller, name: str, organisation: str, said: Intake, *, days: int) -> Booking:
    at = teller.at(days)
    email = f"{name.split()[0].lower()}@{organisation.split()[0].lower()}.example"
    with teller.at_home(teller.consultant):
        slot = calls.open_slots(teller.partner.pk, at=at)[4]
        held = bookings.hold_slot(
            partner=teller.partner,
            starts_at=slot.starts_at,
            visitor=Visitor(
                name=name, email=email, organisation=organisation, zone="Europe/Berlin"
            ),
            intake=said,
            at=at,
        )
        return bookings.confirm_call(
            partner=teller.partner, booking=held.booking, token=held.token, at=at
        )


def _became(teller: Teller, call: Booking, outcome: BookingState) -> None:
    with teller.at_home(teller.consultant):
        bookings.record_outcome(
            booking=call, outcome=outcome, by=teller.consultant, at=call.ends_at
        )
