"""The demonstration book: two partners, clients at every stage, one finished, one blocked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from compliance.packets.rules import Audience, Choice
from compliance.vendors import actions as vendors
from compliance.vendors.models import VendorService
from compliance.vendors.rules.requests import Wanted
from engagements.bookings import actions as bookings
from engagements.bookings.rules import BookingPolicy, HostHours, WallRange
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.demo.drain import drain
from portal.demo.people import (
    CARLA,
    COLM,
    EMIL,
    NADIA,
    NORTHGATE_STAFF,
    PAVEL,
    SORA,
    ZONE,
    Person,
    found,
    join,
    person,
)
from portal.demo.stories import (
    agreed,
    asking,
    calls,
    clients,
    controls,
    deployment,
    endings,
    handed_over,
    keeping,
    questions,
    reviews,
    their_own,
)
from portal.demo.stories.clients import API_WITH_PRIVACY, PRIVATE, PUBLIC_API
from portal.demo.stories.teller import Teller

NORTHGATE, SOUTHBANK = "northgate", "southbank"
PARTNERS_FOUNDED = timedelta(days=120)
OFFICE = (WallRange(time(9), time(12)), WallRange(time(13), time(17)))
# Milestones of the finished client, and how many days ago the engineer handed them in.
MILESTONES = {
    "cloud-foundation": 45,
    "model-weights": 34,
    "safeguards": 25,
    "acceptance-test": 12,
    "go-live": 9,
}


@dataclass(frozen=True)
class LogIn:
    """Somebody of the cast, as printed at the start, and words their home page shows."""

    somebody: Person
    where: str
    sees: str


LENA = Person("Lena Larsen", "lena@meridian.example", Role.CLIENT_OWNER)
SAMUEL = Person("Samuel Stein", "samuel@meridian.example", Role.CLIENT_SIGNATORY)
BEA = Person("Bea Brandt", "bea@brightside.example", Role.CLIENT_OWNER)
THEO = Person("Theo Tran", "theo@tidewater.example", Role.CLIENT_OWNER)
TARA = Person("Tara Toole", "tara@tidewater.example", Role.CLIENT_SIGNATORY)
HANA = Person("Hana Hull", "hana@harborlegal.example", Role.CLIENT_OWNER)
DORA = Person("Dora Dahl", "dora@fairview.example", Role.CLIENT_SIGNATORY)
KAI = Person("Kai Kerr", "kai@kestrel.example", Role.CLIENT_SIGNATORY)
ELIAS = Person("Elias Ek", "elias@eastgate.example", Role.CLIENT_SIGNATORY)
GWEN = Person("Gwen Grove", "gwen@cedargrove.example", Role.CLIENT_OWNER)
OLGA = Person("Olga Oster", "olga@oldmill.example", Role.CLIENT_SIGNATORY)
ADA = Person("Ada Auer", "ada@audit.example", Role.AUDITOR)
QUINN = Person("Quinn Quist", "quinn@quarry.example", Role.CLIENT_OWNER)

LOG_INS = (
    LogIn(NADIA, "Northgate, its owner", "Brightside Therapy"),
    *(LogIn(one, "Northgate", "Tidewater Clinics") for one in NORTHGATE_STAFF),
    LogIn(LENA, "Meridian Health, finished", "Discharge summaries"),
    LogIn(SAMUEL, "Meridian Health, finished", "Discharge summaries"),
    LogIn(ADA, "Meridian Health, as its auditor", "Discharge summaries"),
    LogIn(BEA, "Brightside Therapy, blocked", "Session summaries"),
    LogIn(THEO, "Tidewater Clinics, under way", "Referral letters"),
    LogIn(TARA, "Tidewater Clinics, under way", "Referral letters"),
    LogIn(DORA, "Fairview Dental, declined its BAA", "Recall letters"),
    LogIn(KAI, "Kestrel Cardiology, to sign its own BAA", "Echo report drafts"),
    LogIn(ELIAS, "Eastgate Imaging, its BAA runs out", "Scan summaries"),
    LogIn(OLGA, "Old Mill Clinic, ended its BAA", "Visit notes"),
    LogIn(GWEN, "Cedar Grove Clinic, its retention contradicted", "Intake summaries"),
    LogIn(HANA, "Harbor Legal, being scoped", "Deposition digests"),
    LogIn(SORA, "Southbank, another partner", "Quarry Labs"),
    LogIn(COLM, "Southbank, another partner", "Quarry Labs"),
    LogIn(QUINN, "Quarry Labs, a client of Southbank", "Trial protocols"),
)


def is_begun() -> bool:
    """Whether anything of the book is there: the first who comes in."""
    return User.objects.filter(email=NADIA.email).exists()


def is_filled() -> bool:
    """Whether the book is there to its end: the last who comes in."""
    return User.objects.filter(email=QUINN.email).exists()


def fill(clock: Callable[[], datetime]) -> None:
    """Fill an empty installation, through the actions that people use."""
    teller = _northgate(clock)
    host = reviews.enter_host(teller, days=90)
    reviews.sign_in_report(teller, days=41)
    _reports(teller, host)
    agreed.enter_templates(teller, days=90)
    # The oldest seal first: the root certificate is made for it, and nothing is sealed before it.
    _ended(teller)
    _running_out(teller)
    _finished(teller, host)
    _under_way(teller, host)
    _blocked(teller)
    _kept(teller)
    _scoping(teller)
    _own_paper(teller)
    _declined(teller)
    calls.tell_past_calls(teller)
    calls.tell_call_left(teller, person(NADIA.email))
    clients.book_call(teller)
    _southbank(clock)
    drain()


def _northgate(clock: Callable[[], datetime]) -> Teller:
    begun = clock() - PARTNERS_FOUNDED
    org = found("Northgate", NORTHGATE, NADIA, begun)
    for somebody in NORTHGATE_STAFF:
        join(org, somebody, by=person(NADIA.email), at=begun)
    carla = person(CARLA.email)
    teller = Teller(
        partner=org,
        clock=clock,
        consultant=carla,
        signatory=person(PAVEL.email),
        engineer=person(EMIL.email),
    )
    with teller.at_home(carla):
        vendors.fill_register(partner=org, by=carla, at=begun)
        bookings.keep_hours(
            partner=org,
            user=carla,
            hours=HostHours(zone=ZONE, weekly=dict.fromkeys(range(5), OFFICE)),
            policy=BookingPolicy(buffer_after=timedelta(minutes=15), daily_most=5),
            public_holidays="US",
            meeting_place="https://meet.northgate.example/strategy",
            active=True,
            by=carla,
            at=begun,
        )
    return teller


def _reports(teller: Teller, host: VendorService) -> None:
    """The host's report, which came in as asked; a bridge letter is late, the next is expected."""
    vera = ("Vera Vance", "trust@hartfield.example")
    first = asking.ask(teller, host, Wanted.SOC2_TYPE_II, contact=vera, days=58, term=21)
    asking.receive(teller, first, reviews.host_report(teller, host, days=40), days=40)
    asking.ask(teller, host, Wanted.BRIDGE_LETTER, contact=vera, days=30, term=21)
    asking.ask(teller, host, Wanted.SOC2_TYPE_II, contact=vera, days=6, term=60)


def _finished(teller: Teller, host: VendorService) -> None:
    people = (LENA, SAMUEL)
    engagement = clients.take_on(teller, "Meridian Health", "Discharge summaries", people, days=62)
    scope = replace(PRIVATE, questionnaire_owed=True)
    clients.state(teller, engagement, scope, days=61)
    clients.use(teller, engagement, host, days=60)
    deployment.plan(teller, engagement, scope, days=58)
    lena, samuel = person(LENA.email), person(SAMUEL.email)
    agreed.send_baa(teller, engagement, client=samuel, days=57)
    agreed.sign_baa(teller, engagement, client=samuel, days=55)
    reviews.host_baa(teller, engagement, host, days=38)
    reviews.dpa_review(teller, engagement, host, days=36)
    controls.settle_all(teller, engagement, client=lena, days=35)
    questions.answer(teller, engagement, days=35)
    auditors = Choice.usual(Audience.AUDITOR, "Auer & Partner, auditors", as_of=teller.day(34))
    handed_over.build_packet(teller, engagement, auditors, by=lena, days=34)
    for key, days in MILESTONES.items():
        deployment.submit(teller, engagement, key, days=days)
        deployment.accept(teller, engagement, key, by=lena, days=days - 1)
    handed_over.build_packet(
        teller, engagement, replace(auditors, as_of=teller.day()), by=lena, days=0
    )
    customer = handed_over.for_a_customer(teller.day())
    handed_over.build_packet(teller, engagement, customer, by=lena, days=0)
    handed_over.let_auditor_in(teller, engagement, ADA, by=lena)


def _blocked(teller: Teller) -> None:
    people = (BEA,)
    engagement = clients.take_on(teller, "Brightside Therapy", "Session summaries", people, days=9)
    clients.state(teller, engagement, PUBLIC_API, days=9)
    api = clients.listed(teller, "openai-api-public-terms")
    clients.use(teller, engagement, api, days=8)


def _under_way(teller: Teller, host: VendorService) -> None:
    people = (THEO, TARA)
    engagement = clients.take_on(teller, "Tidewater Clinics", "Referral letters", people, days=24)
    clients.state(teller, engagement, PRIVATE, days=24)
    clients.use(teller, engagement, host, days=23)
    clients.use(teller, engagement, reviews.enter_mail(teller, days=23), days=22)
    deployment.plan(teller, engagement, PRIVATE, days=20)
    deployment.submit(teller, engagement, "cloud-foundation", days=7)
    theo = person(THEO.email)
    controls.begin(teller, engagement, client=theo, days=19)
    deployment.accept(teller, engagement, "cloud-foundation", by=theo, days=6)
    agreed.send_baa(teller, engagement, client=person(TARA.email), days=2)
    reviews.dpa_versions(teller, engagement, host, days=5, newer=1)
    deployment.move_dates(teller, engagement, client=theo)
    deployment.submit(teller, engagement, "model-weights", days=1)


def _kept(teller: Teller) -> None:
    people = (GWEN,)
    engagement = clients.take_on(teller, "Cedar Grove Clinic", "Intake summaries", people, days=32)
    clients.state(teller, engagement, API_WITH_PRIVACY, days=31)
    api = clients.listed(teller, "openai-api-business-associate-addendum")
    clients.use(teller, engagement, api, days=30)
    keeping.ask_and_set(teller, engagement, api, days=28)
    proof = keeping.capture(teller, engagement, api, "zero_data_retention", days=18)
    keeping.attest(teller, engagement, proof, days=17, ahead=73)
    keeping.capture(teller, engagement, api, "modified_abuse_monitoring", days=1)


def _scoping(teller: Teller) -> None:
    clients.take_on(teller, "Harbor Legal", "Deposition digests", (HANA,), days=3)


def _own_paper(teller: Teller) -> None:
    engagement = clients.take_on(
        teller, "Kestrel Cardiology", "Echo report drafts", (KAI,), days=14
    )
    clients.state(teller, engagement, PRIVATE, days=13)
    first = their_own.bring_as_word(teller, engagement, days=9)
    held = their_own.bring_as_pdf(teller, engagement, first, days=4)
    their_own.review(teller, engagement, held, days=3)
    their_own.send(teller, engagement, held, client=person(KAI.email), days=3)


def _declined(teller: Teller) -> None:
    people = (DORA,)
    engagement = clients.take_on(teller, "Fairview Dental", "Recall letters", people, days=12)
    clients.state(teller, engagement, PRIVATE, days=11)
    dora = person(DORA.email)
    agreed.send_baa(teller, engagement, client=dora, days=10, breach_days=30)
    endings.decline(teller, engagement, by=dora, days=8)


def _running_out(teller: Teller) -> None:
    people = (ELIAS,)
    engagement = clients.take_on(teller, "Eastgate Imaging", "Scan summaries", people, days=80)
    clients.state(teller, engagement, PRIVATE, days=79)
    elias, ends = person(ELIAS.email), teller.day(-21)
    agreed.send_baa(teller, engagement, client=elias, days=78, last_day=ends)
    agreed.sign_baa(teller, engagement, client=elias, days=76)


def _ended(teller: Teller) -> None:
    people = (OLGA,)
    engagement = clients.take_on(teller, "Old Mill Clinic", "Visit notes", people, days=90)
    clients.state(teller, engagement, PRIVATE, days=89)
    olga = person(OLGA.email)
    agreed.send_baa(teller, engagement, client=olga, days=88)
    agreed.sign_baa(teller, engagement, client=olga, days=86)
    endings.terminate(teller, engagement, by=olga, days=12)


def _southbank(clock: Callable[[], datetime]) -> None:
    begun = clock() - PARTNERS_FOUNDED
    org = found("Southbank", SOUTHBANK, SORA, begun)
    sora = person(SORA.email)
    colm = join(org, COLM, by=sora, at=begun)
    teller = Teller(partner=org, clock=clock, consultant=colm, signatory=sora, engineer=colm)
    with teller.at_home(sora):
        vendors.fill_register(partner=org, by=sora, at=begun)
    engagement = clients.take_on(teller, "Quarry Labs", "Trial protocols", (QUINN,), days=5)
    clients.state(teller, engagement, PRIVATE, days=4)
