"""A clinic with a private deployment, complete in every paper: the tests take pieces away."""

from dataclasses import replace
from datetime import date

from compliance.clearance.rules import Evidence, RequirementKind, judge
from compliance.vendors.rules import Answer, Position, ServiceFacts, ServiceRole
from engagements.lifecycle.rules import Destination, HipaaRole, Route, Scope, Sector

TODAY = date(2026, 11, 22)

HOST = ServiceFacts(
    id="host",
    vendor="Amazon Web Services",
    name="Amazon EC2 (us-east-1)",
    role=ServiceRole.CLOUD_HOST,
    baa=Position(answer=Answer.YES, source="aws.example", as_of=TODAY),
    leaves_controls=True,
)
API = ServiceFacts(
    id="api",
    vendor="OpenAI",
    name="OpenAI API, Business Associate Addendum",
    role=ServiceRole.MODEL_API,
    baa=Position(answer=Answer.YES, source="openai.example", as_of=TODAY),
    zero_retention=Position(answer=Answer.YES, source="openai.example", as_of=TODAY),
)
PUBLIC_API = replace(
    API,
    id="public",
    name="OpenAI API, public terms",
    baa=Position(answer=Answer.NO, source="help.openai.com", as_of=date(2026, 11, 20)),
)

CLINIC = Scope(
    sector=Sector.HEALTH_CARE,
    handles_phi=True,
    hipaa_role=HipaaRole.COVERED_ENTITY,
    route=Route.PRIVATE_DEPLOYMENT,
    destination=Destination.OWN_DEPLOYMENT,
    model="Llama 3.1 70B",
    region="us-east-1",
)
CLINIC_ON_API = replace(
    CLINIC,
    route=Route.VENDOR_API,
    destination=Destination.API_UNDER_BAA,
    model="GPT-4.1",
    zero_retention_needed=True,
)


def paper(kind, service_id=None, **changes):
    """A piece of evidence of that kind, accepted and good until the end of 2027."""
    given = {
        "label": f"{kind.label} paper",
        "accepted": True,
        "effective_from": date(2026, 1, 1),
        "effective_until": date(2027, 12, 31),
    }
    return Evidence(kind=kind, service_id=service_id, **given | changes)


PAPERS = {
    RequirementKind.PARTNER_BAA: paper(RequirementKind.PARTNER_BAA, effective_until=None),
    RequirementKind.VENDOR_BAA: paper(RequirementKind.VENDOR_BAA, "host", effective_until=None),
    RequirementKind.SOC2_REPORT: paper(RequirementKind.SOC2_REPORT, "host"),
    RequirementKind.USER_CONTROLS: paper(RequirementKind.USER_CONTROLS, "host"),
    RequirementKind.DPA_REVIEW: paper(RequirementKind.DPA_REVIEW, "host"),
    RequirementKind.MILESTONES: paper(RequirementKind.MILESTONES, effective_until=None),
}


def clinic(papers=None, *, scope=CLINIC, services=(HOST,), today=TODAY, **dates):
    given = PAPERS.values() if papers is None else papers
    return judge(scope, services, tuple(given), today=today, **dates)


def with_paper(kind, **changes):
    """Every paper, one of them changed."""
    return [replace(p, **changes) if p.kind is kind else p for p in PAPERS.values()]


def line_of(readiness, kind):
    return next(line for line in readiness.lines if line.requirement.kind is kind)
