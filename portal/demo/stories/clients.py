"""Taking clients on: the call, the engagement, its people, its scope, what it uses."""

from dataclasses import replace

from compliance.vendors import actions as vendors
from compliance.vendors.models import VendorService
from compliance.vendors.rules import ServiceRole
from engagements.bookings import actions as bookings
from engagements.bookings import queries as calls
from engagements.bookings.models import Booking
from engagements.bookings.rules import Intake, Visitor, Volume
from engagements.lifecycle import actions as lifecycle
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Destination, HipaaRole, Route, Scope, Sector
from portal.accounts.models import Organization
from portal.demo.people import ZONE, Person, join
from portal.demo.stories.teller import Teller

PRIVATE = Scope(
    sector=Sector.HEALTH_CARE,
    handles_phi=True,
    hipaa_role=HipaaRole.COVERED_ENTITY,
    route=Route.PRIVATE_DEPLOYMENT,
    destination=Destination.OWN_DEPLOYMENT,
    model="Llama 3.1 70B",
    region="us-east-1",
)
PUBLIC_API = replace(
    PRIVATE,
    route=Route.VENDOR_API,
    destination=Destination.PUBLIC_API,
    model="a model of the OpenAI API",
    region="",
)
API_UNDER_BAA = replace(
    PUBLIC_API,
    destination=Destination.API_UNDER_BAA,
    model="a model of the OpenAI API",
    region="the United States",
    zero_retention_needed=True,
)
API_WITH_PRIVACY = replace(
    API_UNDER_BAA,
    privacy_needed=True,
    categories_reason="The clinic's contract with its insurer asks for it (schedule C, 4).",
)
VISITOR = Visitor(
    name="Renée Rowe",
    email="renee@hillandvale.example",
    organisation="Hill & Vale Clinic",
    zone="America/Chicago",
)
INTAKE = Intake(
    use_case="Patient notes go to the public OpenAI API, which drafts the letter to the"
    " referring doctor.",
    sector=Sector.HEALTH_CARE,
    handles_phi=True,
    hipaa_role=HipaaRole.COVERED_ENTITY,
    destination=Destination.PUBLIC_API,
    questionnaire_owed=True,
    volume=Volume.UNDER_1000,
)


def take_on(
    teller: Teller, name: str, title: str, people: tuple[Person, ...], *, days: int
) -> Engagement:
    """Take a client on, with its people."""
    by, at = teller.consultant, teller.at(days)
    with teller.at_home(by):
        engagement = lifecycle.open_for_new_client(
            partner=teller.partner,
            client_name=name,
            legal_name=f"{name}, Inc.",
            time_zone=ZONE,
            title=title,
            lead=by,
            intake={},
            by=by,
            at=at,
        )
        org = Organization.objects.get(pk=engagement.org_id)
    with teller.inside(engagement, by):
        lifecycle.record_opening(engagement_id=engagement.pk, by_id=by.pk)
    for somebody in people:
        join(org, somebody, by=by, at=at)
    return engagement


def state(teller: Teller, engagement: Engagement, scope: Scope, *, days: int) -> None:
    """State the facts of the scope."""
    by = teller.consultant
    with teller.inside(engagement, by):
        lifecycle.state_scope(
            engagement=engagement,
            scope=scope,
            use_case=f"{engagement.title} from the notes of the day, read by a person.",
            by=by,
            at=teller.at(days),
        )


def use(teller: Teller, engagement: Engagement, service: VendorService, *, days: int) -> None:
    """Name a service of the register that the engagement uses."""
    by = teller.consultant
    with teller.inside(engagement, by):
        vendors.name_service(
            engagement=engagement,
            service=service,
            region="us-east-1" if service.does is ServiceRole.CLOUD_HOST else "",
            touches_data=True,
            by=by,
            at=teller.at(days),
        )


def listed(teller: Teller, key: str) -> VendorService:
    """A service of the register by its key."""
    with teller.at_home(teller.consultant):
        found: VendorService = VendorService.objects.get(partner=teller.partner, key=key)
    return found


def book_call(teller: Teller) -> Booking:
    """A visitor books the third open slot of the day after tomorrow or later, and confirms."""
    at = teller.at(0)
    with teller.at_home(teller.consultant):
        slots = [
            slot
            for slot in calls.open_slots(teller.partner.pk, at=at)
            if teller.partner.day(slot.starts_at) > teller.day(-1)
        ]
        held = bookings.hold_slot(
            partner=teller.partner,
            starts_at=slots[2].starts_at,
            visitor=VISITOR,
            intake=INTAKE,
            at=at,
        )
        return bookings.confirm_call(
            partner=teller.partner, booking=held.booking, token=held.token, at=at
        )
