"""An engagement with everything met and live, brought about by the real actions and jobs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from compliance.agreements.models import Agreement
from compliance.dpa import actions as dpa
from compliance.dpa.models import DpaReview
from compliance.evidence import actions as evidence
from compliance.evidence.rules import EvidenceKind
from compliance.vendors import actions as vendors
from compliance.vendors.models import VendorService
from engagements.lifecycle import actions as lifecycle
from engagements.lifecycle.models import Engagement
from engagements.milestones import actions as milestones
from engagements.milestones.models import Milestone
from portal.accounts.roles import Role
from tests.cast import NOON, Cast
from tests.compliance.packets.given import ANSWERS, REPORT_FACTS, judgements, letter
from tests.compliance.packets.story import SCOPE, sign_baa, upload
from tests.compliance.retention import given as retention

TODAY = NOON.date()
# The last day that the bridge letter of the report speaks of.
PERIOD_END = TODAY + timedelta(days=10)
RETENTION_END = TODAY + timedelta(days=20)


def finish(
    cast: Cast, run_jobs: Callable[[], int], *, phi: bool = True, go_live: bool = True
) -> Engagement:
    """Cleared, and live unless `go_live` says otherwise; every paper counts on NOON's day."""
    engagement, service = _begin(cast, phi=phi)
    if phi:
        sign_baa(cast, engagement, run_jobs)
        hold(cast, engagement, service, EvidenceKind.EXECUTED_BAA, until=None)
    _prove_retention(cast, engagement, service)
    review_dpa(cast, engagement, service, document="Data Processing Addendum, version 1")
    _accept_milestones(cast, engagement)
    run_jobs()
    if go_live:
        _go_live(cast, engagement)
        run_jobs()
    return again(cast, engagement)


def again(cast: Cast, engagement: Engagement) -> Engagement:
    """The engagement as it is stored now."""
    with cast.at(cast.lakeview):
        found: Engagement = Engagement.objects.select_related("org", "partner").get(
            pk=engagement.pk
        )
    return found


def service_of(cast: Cast) -> VendorService:
    with cast.at(cast.northgate):
        found: VendorService = VendorService.objects.get(key="amazon-ec2")
    return found


def baa_of(cast: Cast, engagement: Engagement) -> Agreement:
    with cast.at(cast.lakeview):
        found: Agreement = Agreement.objects.of_engagement(engagement).get()
    return found


def hold(
    cast: Cast,
    engagement: Engagement,
    service: VendorService,
    kind: EvidenceKind,
    *,
    until: date | None,
    at: datetime = NOON,
) -> None:
    """Recorded by Carla, accepted by Nadia."""
    with cast.at(cast.lakeview, cast.carla):
        held = evidence.record_evidence(
            engagement=engagement,
            kind=kind,
            title=f"{kind.label}, account 1234",
            received=upload(letter(f"{kind.label} {at}"), "paper.pdf"),
            effective_from=at.date(),
            effective_until=until,
            service_id=service.pk,
            by=cast.carla,
            at=at,
            today=at.date(),
        )
        evidence.accept_evidence(held=held, by=cast.nadia, at=at, today=at.date())


def open_dpa(cast: Cast, engagement: Engagement, service: VendorService, **more: Any) -> DpaReview:
    """A version of the DPA as it comes in."""
    given = {"document": "Data Processing Addendum", "dated": date(2026, 3, 1), "at": NOON} | more
    with cast.at(cast.lakeview, cast.carla):
        return dpa.open_review(
            engagement=engagement,
            service=service,
            received=upload(letter(str(given["document"])), "dpa.pdf"),
            by=cast.carla,
            **given,
        )


def review_dpa(cast: Cast, engagement: Engagement, service: VendorService, **more: Any) -> None:
    """Opened and judged by Carla, accepted by Nadia."""
    review = open_dpa(cast, engagement, service, **more)
    at = more.get("at", NOON)
    with cast.at(cast.lakeview, cast.carla):
        dpa.judge_items(
            review=review,
            judgements=[replace(one, page=1) for one in judgements()],
            by=cast.carla,
            at=at,
        )
        submitted = dpa.submit_review(review=review, by=cast.carla, at=at)
        dpa.accept_review(review=submitted, by=cast.nadia, at=at, today=at.date())


def _begin(cast: Cast, *, phi: bool) -> tuple[Engagement, VendorService]:
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
        vendors.fill_register(partner=cast.northgate, by=cast.nadia, at=NOON)
        service = VendorService.objects.get(key="amazon-ec2")
        report = vendors.receive_report(
            service=service,
            received=upload(letter("SOC 2"), "Granite SOC 2.pdf"),
            stated=REPORT_FACTS
            | {
                "period_start": date(2025, 9, 16),
                "period_end": date(2026, 9, 15),
                "report_date": date(2026, 11, 2),
                "cuecs": [],
            },
            bridge=(upload(letter("Bridge"), "bridge.pdf"), date(2026, 9, 16), PERIOD_END, True),
            by=cast.carla,
            at=NOON,
        )
        asked = {"by": cast.carla, "at": NOON, "today": TODAY}
        report = vendors.review_report(report=report, stated={}, answers=ANSWERS, **asked)
        vendors.accept_report(report=report, **asked | {"by": cast.nadia})
    scope = SCOPE if phi else replace(SCOPE, handles_phi=False)
    with cast.at(cast.lakeview, cast.carla):
        lifecycle.state_scope(
            engagement=engagement, scope=scope, use_case="Drafts.", by=cast.carla, at=NOON
        )
        vendors.name_service(
            engagement=engagement,
            service=service,
            region="us-east-1",
            touches_data=True,
            by=cast.carla,
            at=NOON,
        )
        milestones.lay_out_plan(
            engagement=engagement, scope=scope, by=cast.carla, at=NOON, today=TODAY
        )
    return engagement, service


def _prove_retention(cast: Cast, engagement: Engagement, service: VendorService) -> None:
    """Configured by Emil, captured by Carla, attested by Nadia."""
    with cast.at(cast.lakeview, cast.carla):
        for step in retention.STEPS.values():
            retention.tell(cast, engagement, service, step)
        capture = retention.prove(
            cast,
            engagement,
            service,
            {"logging": {"prompts": False}},
            rule=replace(retention.LOGGING_OFF, keeps_nothing=True),
        )
        retention.attest(cast, engagement, capture, until=RETENTION_END, by=cast.nadia)


def _accept_milestones(cast: Cast, engagement: Engagement) -> None:
    with cast.at(cast.lakeview):
        rows = Milestone.objects.of_engagement(engagement).in_order()
        before = [one for one in rows if not one.is_go_live]
    for milestone in before:
        _accept(cast, engagement, milestone)


def _go_live(cast: Cast, engagement: Engagement) -> None:
    with cast.at(cast.lakeview):
        last = Milestone.objects.of_engagement(engagement).in_order().last()
    assert last is not None
    _accept(cast, engagement, last)


def _accept(cast: Cast, engagement: Engagement, milestone: Milestone) -> None:
    step = {"engagement": engagement, "milestone_id": milestone.pk, "at": NOON, "today": TODAY}
    engineer = {**step, "role": Role.PARTNER_ENGINEER, "by": cast.emil}
    with cast.at(cast.lakeview, cast.emil):
        milestones.attach_output(title="Log of it", output="done\n", **engineer)
        milestones.submit(**engineer)
        milestones.accept(**step, role=Role.CLIENT_OWNER, by=cast.lena)
