"""One of everything an address can name, made by the actions that make them for real.

A part of an address called `thing_id` is filled by the entry `thing_id` of OBJECTS; a row of the
table may name another entry. Each is made once, when it is first asked for.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from compliance.agreements.models import AgreementTemplate
from compliance.clearance.queries.weekly import token_of
from compliance.dpa.models import DpaReview
from compliance.evidence.models import HeldEvidence
from compliance.vendors import actions as vendors
from compliance.vendors.models import ServiceUse, VendorService
from engagements.lifecycle import actions as lifecycle
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import HipaaRole, Route, Scope, Sector
from engagements.milestones import actions as milestones
from portal.accounts import actions as accounts
from portal.accounts.models import AuditorGrant, Membership, User
from portal.accounts.roles import Role
from portal.tenancy.context import Scope as Entered
from tests.access import booked, duties, kept, plans
from tests.access.actors import Actor, people
from tests.browsers import signed_in
from tests.cast import NOON, Cast, account, assemble
from tests.compliance.agreements import papers as agreements
from tests.compliance.packets import given as packets
from tests.compliance.vendors.documents import read_document
from tests.papers import REPORT, received, upload

PRIVATE_PHI = Scope(
    sector=Sector.HEALTH_CARE,
    handles_phi=True,
    hipaa_role=HipaaRole.COVERED_ENTITY,
    route=Route.PRIVATE_DEPLOYMENT,
    model="Llama 3.1 70B",
    region="us-east-1",
)


@dataclass
class World:
    """The cast, an engagement of Lakeview, and what was made at it so far."""

    cast: Cast
    late_auditor: User
    engagement: Engagement
    made: dict[str, Any] = field(default_factory=dict)
    browsers: dict[Actor, Client] = field(default_factory=dict)

    def value(self, name: str, actor: Actor) -> Any:
        """What stands in an address for a part of that name."""
        if name == "grant_id" and actor is Actor.LATE_AUDITOR:
            name = "late_grant"
        if name not in self.made:
            assert name in OBJECTS, f"say in tests/access/objects.py how to make {name!r}"
            self.made[name] = OBJECTS[name](self)
        return self.made[name]

    def browser(self, actor: Actor) -> Client:
        """The actor's browser, signed in with a fresh second factor."""
        if actor not in self.browsers:
            who = people(self.cast, self.late_auditor).get(actor)
            self.browsers[actor] = signed_in(who) if who else Client()
            self.browsers[actor].raise_request_exception = False
        return self.browsers[actor]

    def at_client(self) -> AbstractContextManager[Entered]:
        return self.cast.at(self.cast.lakeview, self.cast.carla)

    def at_partner(self) -> AbstractContextManager[Entered]:
        return self.cast.at(self.cast.northgate, self.cast.carla)


def build() -> World:
    """An engagement with its facts and its plan; everything else when it is asked for."""
    cast = assemble()
    with cast.at(cast.northgate, cast.carla):
        engagement = lifecycle.open_engagement(
            partner=cast.northgate,
            client=cast.lakeview,
            title="Notes assistant",
            lead=cast.carla,
            intake={},
            by=cast.carla,
            at=NOON,
        )
    with cast.at(cast.lakeview, cast.carla):
        lifecycle.state_scope(
            engagement=engagement, scope=PRIVATE_PHI, use_case="Notes", by=cast.carla, at=NOON
        )
        milestones.lay_out_plan(
            engagement=engagement, scope=PRIVATE_PHI, by=cast.carla, at=NOON, today=NOON.date()
        )
    return World(cast, account("Lara Late"), engagement)


# Accounts


def _grant(world: World, user: User, days: int) -> Any:
    today = timezone.now().date()
    with world.at_client():
        grant = AuditorGrant.give(
            org_id=world.cast.lakeview.pk,
            user=user,
            engagement_id=world.engagement.pk,
            until=today + timedelta(days=days),
            by=world.cast.lena,
            at=NOON,
        )
    return grant.pk


def _invited(world: World, name: str, role: Role) -> accounts.Invited:
    org = world.cast.northgate if role.value.startswith("partner") else world.cast.lakeview
    with world.cast.at(org, world.cast.nadia):
        return accounts.invite(
            org=org,
            email=f"{name.lower()}@example.test",
            name=name,
            role=role,
            by=world.cast.nadia,
            at=timezone.now(),
        )


def _membership(world: World, user: User) -> Any:
    with world.at_client():
        return Membership.objects.get(user=user).pk


# Vendors and reviews


def _host(world: World) -> Any:
    with world.at_partner():
        vendors.fill_register(partner=world.cast.northgate, by=world.cast.carla, at=NOON)
        return VendorService.objects.get(key="amazon-ec2").pk


def _report(world: World) -> Any:
    host = world.value("service_id", Actor.PARTNER_CONSULTANT)
    with world.at_partner():
        report = vendors.receive_report(
            service=VendorService.objects.get(pk=host),
            received=received(),
            stated=REPORT,
            by=world.cast.carla,
            at=NOON,
        )
    return report.pk


def _upload(world: World) -> Any:
    host = world.value("service_id", Actor.PARTNER_CONSULTANT)
    with world.at_partner():
        return read_document(VendorService.objects.get(pk=host), by=world.cast.carla).pk


def _use(world: World) -> Any:
    host = world.value("service_id", Actor.PARTNER_CONSULTANT)
    with world.at_client():
        vendors.name_service(
            engagement=world.engagement,
            service=VendorService.objects.get(pk=host),
            region="us-east-1",
            touches_data=True,
            by=world.cast.carla,
            at=NOON,
        )
        return ServiceUse.objects.get().pk


def _dpa_review(world: World) -> Any:
    world.value("use_id", Actor.PARTNER_CONSULTANT)
    host = world.value("service_id", Actor.PARTNER_CONSULTANT)
    world.browser(Actor.PARTNER_CONSULTANT).post(
        f"/o/{world.cast.lakeview.slug}/e/{world.engagement.pk}/evidence/dpa/new/",
        {"service": host, "document": "GDPR DPA, 2026-05", "file": upload("dpa.pdf")},
    )
    with world.at_client():
        return DpaReview.objects.get().pk


def _held(world: World) -> Any:
    world.value("use_id", Actor.PARTNER_CONSULTANT)
    host = world.value("service_id", Actor.PARTNER_CONSULTANT)
    world.browser(Actor.PARTNER_CONSULTANT).post(
        f"/o/{world.cast.lakeview.slug}/e/{world.engagement.pk}/evidence/record/",
        {
            "kind": "executed_baa",
            "service_id": str(host),
            "title": "AWS Business Associate Addendum",
            "file": upload("baa.pdf"),
            "effective_from": "2026-11-01",
        },
    )
    with world.at_client():
        return HeldEvidence.objects.latest("recorded_at").pk


# Agreements


def _template(world: World) -> Any:
    return agreements.templates(world.cast)["baa"].pk


def _agreement(world: World) -> Any:
    template_id = world.value("template_id", Actor.PARTNER_CONSULTANT)
    with world.at_partner():
        template = AgreementTemplate.objects.get(pk=template_id)
    return agreements.sent(world.cast, world.engagement, template).pk


# Packets


def _packet(world: World) -> Any:
    return packets.sealed(world.cast, world.engagement).pk


OBJECTS: dict[str, Callable[[World], Any]] = {
    "rule_id": lambda world: "BAA-1",
    "weekly_token": lambda world: token_of(world.cast.lakeview, world.cast.lena),
    "client_slug": lambda world: world.cast.lakeview.slug,
    "partner_slug": lambda world: world.cast.northgate.slug,
    "engagement_id": lambda world: world.engagement.pk,
    "org_id": lambda world: world.cast.lakeview.pk,
    "token": lambda world: _invited(world, "Tom", Role.CLIENT_MEMBER).copied_path.split("/")[-2],
    "invitation_id": lambda world: _invited(world, "Ida", Role.CLIENT_MEMBER).invitation.pk,
    "staff_invitation": lambda world: _invited(world, "Ian", Role.PARTNER_ENGINEER).invitation.pk,
    "membership_id": lambda world: _membership(world, world.cast.mona),
    "staff_membership": lambda world: _membership(world, world.cast.emil),
    "grant_id": lambda world: _grant(world, world.cast.ada, days=30),
    "late_grant": lambda world: _grant(world, world.late_auditor, days=-2),
    "call": booked.call,
    "booking_id": lambda world: world.value("call", Actor.ANONYMOUS)[0].pk,
    "call_token": lambda world: world.value("call", Actor.ANONYMOUS)[1],
    "feed_token": booked.feed,
    "calendar_id": booked.calendar,
    "template_id": _template,
    "agreement_id": _agreement,
    "paper_id": lambda world: agreements.brought(world.cast, world.engagement).pk,
    "document": lambda world: "document",
    "agree": lambda world: "agree",
    "decline": lambda world: "decline",
    "milestone_id": plans.milestone,
    "evidence_id": plans.evidence,
    "date_id": plans.proposed_date,
    "service_id": _host,
    "report_id": _report,
    "upload_id": _upload,
    "upload_page": lambda _: 1,
    "use_id": _use,
    "review_id": _dpa_review,
    "held_id": _held,
    "duty_id": duties.duty,
    "answer_id": duties.answer,
    "request_id": duties.request,
    "write": lambda world: "write",
    "packet_id": _packet,
    **kept.MADE,
    "submit": lambda world: "submit",
    "accept": lambda world: "accept",
    # allauth: a key of nobody's, a link that proves nothing.
    "pk": lambda world: 1,
    "key": lambda world: "not-a-key",
    "uidb36": lambda world: "1",
}
