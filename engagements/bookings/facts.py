"""A call and what was said in its intake, as lists of facts."""

from engagements.bookings.models import Booking
from engagements.bookings.rules import Intake, Volume
from engagements.lifecycle.rules import Destination
from portal.ui.parts import Fact
from portal.ui.templatetags.ui import words_date

KINDS = {
    "handles_phi": "health information (PHI)",
    "eu_personal_data": "personal data from the EU, the EEA or the UK",
    "cardholder_data": "payment card data",
    "glba_data": "customer information of a financial institution (GLBA)",
}


def facts_of_call(booking: Booking) -> list[Fact]:
    """The call as its visitor sees it: when and with whom, in both zones with their offsets."""
    told, theirs = booking.in_visitor_zone, booking.in_host_zone
    return [
        Fact("When", f"{told.day_in_words}, {told.hours}", source=told.zone_in_words),
        Fact("With", booking.host.user.name, source=f"On their clock: {theirs}"),
        *_place(booking),
        Fact("Booked by", booking.visitor_name, source=_address(booking)),
    ]


def facts_for_host(booking: Booking) -> list[Fact]:
    """The call as its host sees it."""
    told, theirs = booking.in_host_zone, booking.in_visitor_zone
    return [
        Fact("When", f"{told.day_in_words}, {told.hours}", source=told.zone_in_words),
        Fact("Visitor", booking.visitor_name, source=_address(booking)),
        Fact(
            "On their clock", f"{theirs.day_in_words}, {theirs.hours}", source=theirs.zone_in_words
        ),
        Fact("Host", booking.host.user.name),
        *_place(booking),
    ]


def facts_of_intake(intake: Intake) -> list[Fact]:
    """What the visitor said."""
    kinds = [words for name, words in KINDS.items() if getattr(intake, name)]
    facts = [
        Fact("Use", intake.use_case),
        Fact("Sector", intake.sector.label),
        Fact("Data", _sentence(kinds) or "None of the kinds asked about"),
    ]
    if intake.handles_phi:
        facts.append(Fact("Under HIPAA", intake.hipaa_role.label))
    facts.append(_destination(intake.destination))
    facts += [
        Fact("Zero retention", "Asked for" if intake.zero_retention_needed else "Not asked for"),
        Fact("Questionnaire", "Owed to a client" if intake.questionnaire_owed else "None owed"),
    ]
    if intake.volume is not Volume.UNKNOWN:
        facts.append(Fact("Volume", intake.volume.label))
    if intake.deadline:
        facts.append(Fact("Deadline", words_date(intake.deadline)))
    return facts


def _destination(destination: Destination) -> Fact:
    example = destination.example
    return Fact("Meant to go to", destination.label, source=f"Such as {example}" if example else "")


def _place(booking: Booking) -> list[Fact]:
    place = booking.host.meeting_place
    if not place or booking.confirmed_at is None:
        return []
    return [Fact("Where", place, url=place if place.startswith("https://") else "")]


def _address(booking: Booking) -> str:
    return f"{booking.organisation}, {booking.visitor_email}"


def _sentence(parts: list[str]) -> str:
    whole = "; ".join(parts)
    return whole[:1].upper() + whole[1:]
