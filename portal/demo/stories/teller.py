"""What happened to the clients of the demonstration, told through the actions that people use."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from compliance.dpa import actions as dpa
from compliance.dpa.rules import ITEMS, Judgement, Verdict
from compliance.evidence import actions as evidence
from compliance.evidence.rules import EvidenceKind
from compliance.vendors import actions as vendors
from compliance.vendors.models import VendorReport, VendorService
from engagements.lifecycle import actions as lifecycle
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Destination, HipaaRole, Route, Scope, Sector
from engagements.milestones import actions as milestones
from engagements.milestones.models import Milestone
from portal.accounts.models import Organization, User
from portal.accounts.roles import Role
from portal.demo import papers
from portal.demo.people import CARLA, EMIL, NADIA, PAVEL, ZONE, Person, join, person
from portal.tenancy.context import tenant

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
)
OUTPUTS = {
    "cloud-foundation": "account 4417-0932-1180, us-east-1\nvpc-0f3a: no internet gateway\n"
    "quota p5.48xlarge: 1 approved\n",
    "model-weights": "llama-3.1-70b-instruct, 30 files\nsha256sum -c SHA256SUMS: 30 OK\n",
    "safeguards": "kms: cmk rotated yearly\ntls: 1.3 only\naudit log: on, kept 400 days\n",
    "acceptance-test": "240 cases of the clinic: 232 as agreed, 8 with a note, 0 refused\n",
    "go-live": "change CHG-0142 approved\nreal notes from 2 o'clock UTC\n",
}


@dataclass(frozen=True)
class Teller:
    """Tells stories of one partner on one day; moments are counted back from it."""

    partner: Organization
    now: datetime

    @property
    def today(self) -> date:
        return self.partner.day(self.now)

    def ago(self, days: int) -> datetime:
        """The moment so many days before."""
        return self.now - timedelta(days=days)

    @cached_property
    def staff(self) -> dict[str, User]:
        """The partner's people by first name."""
        people = (NADIA, PAVEL, CARLA, EMIL)
        return {one.name.split()[0].lower(): person(one.email) for one in people}

    def client(
        self, name: str, title: str, scope: Scope, people: tuple[Person, ...], *, days: int
    ) -> Engagement:
        """Take a client on, with its people and the facts of its scope."""
        carla, at = self.staff["carla"], self.ago(days)
        with tenant(org=self.partner.pk, partner=self.partner.pk, user=carla.pk):
            begun = lifecycle.open_for_new_client(
                partner=self.partner,
                client_name=name,
                legal_name=f"{name}, Inc.",
                time_zone=ZONE,
                title=title,
                lead=carla,
                intake={},
                by=carla,
                at=at,
            )
            org = Organization.objects.get(pk=begun.org_id)
        for somebody in people:
            join(org, somebody, by=carla, at=at)
        with tenant(org=org.pk, partner=self.partner.pk, user=carla.pk):
            lifecycle.state_scope(engagement=begun, scope=scope, use_case=title, by=carla, at=at)
        return begun

    def uses(self, engagement: Engagement, key: str, region: str, *, days: int) -> None:
        """Name a service the engagement uses."""
        carla = self.staff["carla"]
        with tenant(org=engagement.org_id, partner=self.partner.pk, user=carla.pk):
            vendors.name_service(
                engagement=engagement,
                service=VendorService.objects.get(key=key),
                region=region,
                touches_data=True,
                by=carla,
                at=self.ago(days),
            )

    def host_report(self, *, days: int) -> VendorReport:
        """The cloud host's report: received, reviewed by Carla, accepted by Pavel."""
        carla, at = self.staff["carla"], self.ago(days)
        end = self.today - timedelta(days=52)
        start = end - timedelta(days=364)
        with tenant(org=self.partner.pk, partner=self.partner.pk, user=carla.pk):
            report = vendors.receive_report(
                service=VendorService.objects.get(key="amazon-ec2"),
                received=papers.paper("hartfield-soc2.pdf", papers.soc2_report(start, end)),
                stated=_report(start, end, self.today),
                by=carla,
                at=at,
            )
            vendors.review_report(report=report, stated={}, answers=ANSWERS, by=carla, at=at)
            return vendors.accept_report(
                report=report, by=self.staff["pavel"], at=at, today=self.today
            )

    def paper_with_host(self, engagement: Engagement, *, days: int) -> None:
        """The client's executed BAA with its cloud host, accepted by a second person."""
        carla, at = self.staff["carla"], self.ago(days)
        signed = self.today - timedelta(days=days + 10)
        title = "Business Associate Addendum with the cloud host"
        with tenant(org=engagement.org_id, partner=self.partner.pk, user=carla.pk):
            held = evidence.record_evidence(
                engagement=engagement,
                kind=EvidenceKind.EXECUTED_BAA,
                title=title,
                received=papers.paper(
                    "host-baa.pdf", papers.agreement(title, "Hartfield Compute", signed)
                ),
                effective_from=signed,
                effective_until=None,
                service_id=VendorService.objects.get(key="amazon-ec2").pk,
                by=carla,
                at=at,
                today=self.today,
            )
            evidence.accept_evidence(held=held, by=self.staff["pavel"], at=at, today=self.today)

    def dpa_review(self, engagement: Engagement, *, days: int) -> None:
        """The host's DPA, judged by Carla, signed off by Pavel."""
        carla, at = self.staff["carla"], self.ago(days)
        title = "Data Processing Agreement, version 4"
        dated = self.today - timedelta(days=200)
        with tenant(org=engagement.org_id, partner=self.partner.pk, user=carla.pk):
            review = dpa.open_review(
                engagement=engagement,
                service=VendorService.objects.get(key="amazon-ec2"),
                document=title,
                dated=dated,
                received=papers.paper(
                    "host-dpa.pdf", papers.agreement(title, "Hartfield Compute", dated)
                ),
                by=carla,
                at=at,
            )
            dpa.judge_items(review=review, judgements=_judgements(), by=carla, at=at)
            dpa.submit_review(review=review, by=carla, at=at)
            dpa.accept_review(review=review, by=self.staff["pavel"], at=at, today=self.today)

    def plan(self, engagement: Engagement, scope: Scope, *, days: int) -> None:
        """Lay the plan of milestones out."""
        carla = self.staff["carla"]
        with tenant(org=engagement.org_id, partner=self.partner.pk, user=carla.pk):
            milestones.lay_out_plan(
                engagement=engagement,
                scope=scope,
                by=carla,
                at=self.ago(days),
                today=self.today - timedelta(days=days),
            )

    def reach(
        self, engagement: Engagement, key: str, *, accepted_by: User | None, days: int
    ) -> None:
        """An engineer records a milestone with its output; the client accepts it, if named."""
        emil, at = self.staff["emil"], self.ago(days)
        day = self.today - timedelta(days=days)
        with tenant(org=engagement.org_id, partner=self.partner.pk, user=emil.pk):
            fresh = Engagement.objects.get(pk=engagement.pk)
            milestone = Milestone.objects.get(engagement=fresh, key=key)
            step = {"engagement": fresh, "milestone_id": milestone.pk, "at": at, "today": day}
            engineer = {"role": Role.PARTNER_ENGINEER, "by": emil}
            milestones.attach_output(
                title="Output of the run", output=OUTPUTS[key], **step, **engineer
            )
            milestones.submit(**step, **engineer)
            if accepted_by:
                milestones.accept(**step, role=Role.CLIENT_OWNER, by=accepted_by)


ANSWERS = {
    "gap": "The period ended less than two months ago; a bridge letter is asked for.",
    "exception:HF-21": "Nine days' delay in a record; a reminder was added. Accepted as minor.",
    "subservice:Stonebridge Data Centers": "Physical protection only; volumes are encrypted.",
}


def _report(start: date, end: date, today: date) -> dict[str, object]:
    return {
        "kind": "soc_2",
        "type": "type_2",
        "system_name": "Elastic Compute Platform",
        "auditor": "Marlow & Finch LLP",
        "period_start": start,
        "period_end": end,
        "report_date": min(end + timedelta(days=30), today),
        "categories": ["security", "availability"],
        "opinion": "unqualified",
        "covers_service": True,
        "exceptions": [{"control": "HF-21", "criteria": ["CC6.4"], "has_response": True}],
        "subservice": [
            {
                "name": "Stonebridge Data Centers",
                "method": "carve_out",
                "own_report": False,
                "criteria": ["CC6.4", "A1.2"],
            }
        ],
        "cuecs": [
            {"text": "Grant and remove access to the account.", "criteria": ["CC6.2"]},
            {"text": "Encrypt volumes and keep the keys.", "criteria": ["CC6.1"]},
            {"text": "Review the activity log of the account.", "criteria": ["CC7.2"]},
        ],
    }


def _judgements() -> list[Judgement]:
    return [Judgement(item_id=item.id, verdict=Verdict.PRESENT, page=1) for item in ITEMS]
