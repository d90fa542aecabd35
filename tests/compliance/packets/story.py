"""An engagement with everything in it, brought about by the real actions, with real files.

Lakeview Clinic, a private deployment on EC2: a SOC 2 report with a bridge letter, a DPA review with
a condition, a BAA with the host, a plan whose evidence comes in every form there is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from compliance.agreements import actions as agreements
from compliance.agreements.queries import agreement_at
from compliance.agreements.rules import Side
from compliance.dpa import actions as dpa
from compliance.evidence import actions as evidence
from compliance.evidence.rules import EvidenceKind
from compliance.vendors import actions as vendors
from compliance.vendors.models import VendorService
from engagements.lifecycle import actions as lifecycle
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Destination, HipaaRole, Route, Scope, Sector
from engagements.milestones import actions as milestones
from engagements.milestones.models import Milestone
from portal.accounts.roles import Role
from portal.files.intake import Received, receive
from portal.files.store import default_store
from tests.cast import NOON, Cast
from tests.compliance.agreements import papers
from tests.compliance.packets.given import (
    ANSWERS,
    REPORT_FACTS,
    judgements,
    letter,
    lively,
    picture,
)

TODAY = NOON.date()
SCOPE = Scope(
    sector=Sector.HEALTH_CARE,
    handles_phi=True,
    hipaa_role=HipaaRole.COVERED_ENTITY,
    eu_personal_data=True,
    route=Route.PRIVATE_DEPLOYMENT,
    destination=Destination.OWN_DEPLOYMENT,
    model="Llama 3.1 70B",
    region="us-east-1",
    zero_retention_needed=True,
)


LAYOUT = b"vpc-1: no internet gateway\nsubnets: 10.0.1.0/24\n"


@dataclass(frozen=True)
class Story:
    """The engagement and the files that went in, by a short name."""

    engagement: Engagement
    files: dict[str, bytes]


def upload(data: bytes, name: str) -> Received:
    """A file as it comes in through a form."""
    return receive(SimpleUploadedFile(name, data), store=default_store())


def begin(cast: Cast) -> Engagement:
    """The engagement with its facts stated, and nothing else."""
    with cast.at(cast.northgate, cast.carla):
        engagement = lifecycle.open_engagement(
            partner=cast.northgate,
            client=cast.lakeview,
            title="Clinical notes assistant",
            lead=cast.carla,
            intake={},
            by=cast.carla,
            at=NOON,
        )
    with cast.at(cast.lakeview, cast.carla):
        lifecycle.state_scope(
            engagement=engagement,
            scope=SCOPE,
            use_case="Drafts of visit notes from dictation, checked by the physician who signs.",
            by=cast.carla,
            at=NOON,
        )
    return engagement


def tell(cast: Cast, files: dict[str, bytes], run_jobs: Callable[[], int]) -> Story:
    """Everything, up to a plan that is nearly done. `files` needs "report" and "dpa"."""
    engagement = begin(cast)
    sign_baa(cast, engagement, run_jobs)
    _nda(cast, engagement)
    told = {"bridge": letter("Bridge letter"), "baa": letter("BAA with the host"), **files}
    told |= {
        "settings": lively(letter("Settings of the cluster")),
        "shot": picture(),
        "layout": b"vpc-1: no internet gateway\nsubnets: 10.0.1.0/24\n",
    }
    service = _report(cast, told)
    with cast.at(cast.lakeview, cast.carla):
        vendors.name_service(
            engagement=engagement,
            service=service,
            region="us-east-1",
            touches_data=True,
            by=cast.carla,
            at=NOON,
        )
        _dpa(cast, engagement, service, told["dpa"])
        _papers(cast, engagement, service, told["baa"])
    _plan(cast, engagement, told)
    return Story(engagement, told)


def sign_baa(cast: Cast, engagement: Engagement, run_jobs: Callable[[], int]) -> None:
    """Sent, signed by both and sealed, each part by the real worker's task."""
    template = papers.templates(cast)["baa"]
    with cast.at(cast.lakeview, cast.carla):
        prepared = papers.prepare(cast, engagement, template)
    run_jobs()
    with cast.at(cast.lakeview, cast.carla):
        sent = agreement_at(engagement, prepared.pk)
        for reader in (cast.samuel, cast.pavel):
            agreements.open_document(
                agreement=sent, copy=agreements.Copy.TEXT, by=reader, at=NOON - timedelta(hours=1)
            )
    for side, signer in ((Side.CLIENT, cast.samuel), (Side.PARTNER, cast.pavel)):
        with cast.at(cast.lakeview, signer):
            papers.sign(cast, agreement_at(engagement, prepared.pk), side)
    run_jobs()


def _nda(cast: Cast, engagement: Engagement) -> None:
    """Sent, and taken back before anybody signed."""
    nda = papers.templates(cast)["nda"]
    values = papers.values(cast) | {
        "purpose": "to assess the services",
        "confidence_years": "three years",
        "notice_days": 30,
    }
    sent = papers.sent(cast, engagement, nda, values=values)
    with cast.at(cast.lakeview, cast.carla):
        agreements.make_void(agreement=sent, reason="The BAA says it.", by=cast.carla, at=NOON)


def _report(cast: Cast, files: dict[str, bytes]) -> VendorService:
    with cast.at(cast.northgate, cast.carla):
        vendors.fill_register(partner=cast.northgate, by=cast.nadia, at=NOON)
        service = VendorService.objects.get(key="amazon-ec2")
        old = vendors.receive_report(
            service=service,
            received=upload(letter("An older report"), "old.pdf"),
            stated=REPORT_FACTS
            | {
                "period_start": date(2024, 7, 1),
                "period_end": date(2025, 6, 30),
                "report_date": date(2025, 8, 1),
            },
            by=cast.carla,
            at=NOON,
        )
        vendors.refuse_report(report=old, reason="Its period is over.", by=cast.nadia, at=NOON)
        report = vendors.receive_report(
            service=service,
            received=upload(files["report"], "Granite SOC 2 2026.pdf"),
            stated=REPORT_FACTS,
            bridge=(
                upload(files["bridge"], "bridge.pdf"),
                date(2026, 7, 1),
                date(2026, 9, 30),
                True,
            ),
            by=cast.carla,
            at=NOON,
        )
        answers = ANSWERS | {"gap": "A new bridge letter is asked for until the end of the year."}
        report = vendors.review_report(
            report=report,
            stated=REPORT_FACTS,
            answers=answers,
            by=cast.carla,
            at=NOON,
            today=TODAY,
        )
        vendors.accept_report(report=report, by=cast.nadia, at=NOON, today=TODAY)
    return service


def _dpa(cast: Cast, engagement: Engagement, service: VendorService, document: bytes) -> None:
    review = dpa.open_review(
        engagement=engagement,
        service=service,
        document="Data Processing Addendum",
        dated=date(2026, 3, 1),
        received=upload(document, "dpa.pdf"),
        by=cast.carla,
        at=NOON - timedelta(hours=1),
    )
    dpa.judge_items(review=review, judgements=judgements(), by=cast.carla, at=NOON)
    review = dpa.submit_review(review=review, by=cast.carla, at=NOON)
    dpa.accept_review(review=review, by=cast.nadia, at=NOON, today=TODAY)
    dpa.open_review(
        engagement=engagement,
        service=service,
        document="Data Processing Addendum, draft of 2027",
        dated=None,
        received=upload(letter("Draft"), "draft.pdf"),
        by=cast.carla,
        at=NOON,
    )


def _papers(cast: Cast, engagement: Engagement, service: VendorService, document: bytes) -> None:
    held = evidence.record_evidence(
        engagement=engagement,
        kind=EvidenceKind.EXECUTED_BAA,
        title="BAA with the cloud host, account 1234",
        received=upload(document, "host baa.pdf"),
        effective_from=date(2026, 9, 1),
        effective_until=None,
        service_id=service.pk,
        note="Accepted in the host's console; covers EC2 and EBS.",
        by=cast.carla,
        at=NOON,
        today=TODAY,
    )
    evidence.accept_evidence(held=held, by=cast.nadia, at=NOON, today=TODAY)
    wrong = evidence.record_evidence(
        engagement=engagement,
        kind=EvidenceKind.PCI_ATTESTATION,
        title="Screenshot of a log setting",
        received=upload(letter("Wrong account"), "wrong.pdf"),
        effective_from=TODAY,
        effective_until=date(2027, 6, 30),
        service_id=service.pk,
        by=cast.carla,
        at=NOON,
        today=TODAY,
    )
    evidence.refuse_evidence(held=wrong, reason="It is another account.", by=cast.nadia, at=NOON)


def _plan(cast: Cast, engagement: Engagement, files: dict[str, bytes]) -> None:
    step = {"engagement": engagement, "at": NOON, "today": TODAY}
    engineer = {**step, "role": Role.PARTNER_ENGINEER, "by": cast.emil}
    client = {**step, "role": Role.CLIENT_OWNER, "by": cast.lena}
    with cast.at(cast.lakeview, cast.emil):
        milestones.lay_out_plan(
            engagement=engagement, scope=SCOPE, by=cast.carla, at=NOON, today=TODAY
        )
        first, second, third = Milestone.objects.of_engagement(engagement).in_order()[:3]
        on_first = {**engineer, "milestone_id": first.pk}
        milestones.attach_file(
            title="Network layout", received=upload(files["layout"], "network.txt"), **on_first
        )
        milestones.attach_file(
            title="Quota in the console", received=upload(files["shot"], "quota.png"), **on_first
        )
        milestones.attach_link(
            title="Change record", link="https://changes.example/812", **on_first
        )
        mistake = milestones.attach_output(title="Wrong terminal", output="ls\n", **on_first)
        milestones.take_evidence_away(evidence=mistake, **engineer)
        milestones.submit(**on_first)
        milestones.accept(milestone_id=first.pk, **client)
        milestones.attach_output(
            title="Hashes of the weights",
            output="".join(f"{n:064x}  model-{n:05}.safetensors\n" for n in range(30)),
            milestone_id=second.pk,
            **engineer,
        )
        milestones.submit(milestone_id=second.pk, **engineer)
        milestones.attach_file(
            title="Access and encryption settings",
            received=upload(files["settings"], "settings.pdf"),
            milestone_id=third.pk,
            **engineer,
        )
