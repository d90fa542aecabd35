"""Readiness of an engagement, computed from its facts and everything that was accepted."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from compliance.agreements.models import Agreement
from compliance.agreements.queries import RIGHTS, baas_that_matter, turn_of
from compliance.agreements.rules import FINAL_STATES, WAS_EXECUTED
from compliance.clearance.retention import against, retention_evidence
from compliance.clearance.rules import SETTLES, Evidence, GoLive, Readiness, RequirementKind, judge
from compliance.cuecs.queries import DutyLine
from compliance.cuecs.queries import duties_of as controls_of
from compliance.cuecs.rules import DutyState
from compliance.dpa.models import DpaReview
from compliance.dpa.queries import replacements_of, reviews_of
from compliance.dpa.rules import ReviewState, counts_until
from compliance.evidence.models import HeldEvidence
from compliance.evidence.queries import held_of
from compliance.evidence.rules import EvidenceKind, EvidenceState, show_date
from compliance.retention.queries import Kept, kept_of
from compliance.vendors.queries import Use, uses_of
from compliance.vendors.rules import (
    Category,
    ReportState,
    ServiceFacts,
    asked_categories,
    judge_use,
)
from compliance.vendors.rules.requests import Wanted, request_words
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import facts_of
from engagements.lifecycle.rules import Party, Scope
from engagements.milestones.models import Milestone
from engagements.milestones.queries import Step, steps_of
from engagements.milestones.rules import MilestoneState
from portal.accounts.roles import Right

# The calendar day of an instant where the client is.
Day = Callable[[datetime], date]
OVER_UNSIGNED = FINAL_STATES - WAS_EXECUTED


@dataclass(frozen=True)
class Standpoint:
    """An engagement on one day: the facts, what is asked, and how it stands."""

    scope: Scope
    uses: tuple[Use, ...]
    services: tuple[ServiceFacts, ...]
    evidence: tuple[Evidence, ...]
    readiness: Readiness
    retention: dict[UUID, Kept]


def standpoint(engagement: Engagement, *, today: date, at: datetime | None = None) -> Standpoint:
    """Judge an engagement as it is stored now, or as it stood before an instant that is past.

    Inside the client's organisation. The rules are those of today either way.
    """
    scope = facts_of(engagement, at=at)
    uses = uses_of(engagement, at=at)
    kept = kept_of(engagement, at=at)
    services = tuple(against(use.facts, kept.get(use.entry.service.pk)) for use in uses)
    steps = steps_of(engagement, today=today, at=at)
    retention = retention_evidence(scope, uses, kept, today=today)
    controls = _controls(controls_of(engagement, today=today, at=at), engagement.org.day)
    asked = _asked(uses, today)
    evidence = (*_evidence(engagement, scope, uses, steps, at), *asked, *retention, *controls)
    readiness = judge(
        scope,
        services,
        evidence,
        today=today,
        went_live_on=engagement.went_live_on,
        closed_on=engagement.closed_on,
        go_live=_go_live(steps, engagement.org.day),
    )
    return Standpoint(scope, tuple(uses), services, evidence, readiness, kept)


def _evidence(
    engagement: Engagement, scope: Scope, uses: list[Use], steps: list[Step], at: datetime | None
) -> Iterator[Evidence]:
    day = engagement.org.day
    yield from _agreements(baas_that_matter(engagement, at=at), day)
    yield from _reports(uses, asked_categories(scope), day)
    reviews = reviews_of(engagement, at=at)
    yield from _dpa_reviews(reviews, replacements_of(reviews, zone=engagement.org), day)
    yield from _held(held_of(engagement, at=at), day)
    yield from _milestones(steps, day)


def _agreements(baas: list[Agreement], day: Day) -> Iterator[Evidence]:
    for baa in baas:
        turn = turn_of(baa)
        over = baa.stands in OVER_UNSIGNED
        yield Evidence(
            kind=RequirementKind.PARTNER_BAA,
            label=f"BAA of {show_date(baa.executed_on)}" if baa.executed_on else "The BAA",
            accepted=baa.stands in WAS_EXECUTED,
            effective_from=baa.in_force_from if baa.executed_on else None,
            effective_until=baa.term.last_day,
            state_words=baa.stands.words,
            waiting_on=turn.party if turn else Party.PARTNER if over else None,
            since=day(turn.since if turn else baa.ended_at or baa.prepared_at),
            right=RIGHTS.get(turn.party) if turn else Right.SEND_AGREEMENT,
        )


def _reports(uses: list[Use], wanted: Collection[Category], day: Day) -> Iterator[Evidence]:
    """A report without a category that the scope asks for by name does not count there."""
    for use in uses:
        for report in use.entry.reports:
            state = ReportState(report.state)
            if state in {ReportState.REFUSED, ReportState.SUPERSEDED}:
                continue
            decided = report.decided_at or report.received_at
            ruled_out = judge_use(report.facts, needed_categories=wanted, region=use.use.region)
            yield Evidence(
                kind=RequirementKind.SOC2_REPORT,
                service_id=str(report.service_id),
                label=f"{report.short_name} to {show_date(report.period_end)}",
                accepted=state is ReportState.ACCEPTED,
                effective_from=report.period_start or report.period_end,
                effective_until=report.valid_until(),
                state_words=state.words,
                problems=tuple(finding.sentence for finding in ruled_out),
                waiting_on=None if state is ReportState.ACCEPTED else Party.PARTNER,
                since=day(decided),
            )


def _asked(uses: list[Use], today: date) -> Iterator[Evidence]:
    """A SOC 2 Type II report that its vendor was asked for and has not sent."""
    for use in uses:
        for request in use.entry.asked:
            if request.wants is not Wanted.SOC2_TYPE_II:
                continue
            late = request.expected_on < today
            yield Evidence(
                kind=RequirementKind.SOC2_REPORT,
                service_id=str(request.service_id),
                label="The report",
                accepted=False,
                state_words=f"not here: {request_words(request.facts, today=today)}",
                waiting_on=Party.PARTNER if late else Party.VENDOR,
                since=request.expected_on if late else request.asked_on,
            )


def _controls(lines: list[DutyLine], day: Day) -> Iterator[Evidence]:
    """One piece for each user entity control."""
    for line in lines:
        if line.state is DutyState.ENDED:
            continue
        duty, waits = line.duty, line.state is DutyState.EVIDENCED
        begun = line.waiting.given_at if line.waiting else duty.assigned_at or duty.opened_at
        to_partner = waits or duty.owner_id is None
        yield Evidence(
            kind=RequirementKind.USER_CONTROLS,
            service_id=str(duty.service_id),
            label=f"Control {duty.place}",
            accepted=line.state.is_settled,
            effective_until=line.facts.accepted_until,
            state_words=line.state.label.lower(),
            waiting_on=Party.PARTNER if to_partner else duty.side,
            since=day(begun),
            right=Right.REVIEW_EVIDENCE if to_partner else Right.ANSWER_DUTY,
            due_on=line.due,
        )


def _dpa_reviews(
    reviews: list[DpaReview], replaced: dict[UUID, date], day: Day
) -> Iterator[Evidence]:
    for review in reviews:
        state = ReviewState(review.state)
        if state is ReviewState.REFUSED:
            continue
        yield Evidence(
            kind=RequirementKind.DPA_REVIEW,
            service_id=str(review.service_id),
            label=f"The review of “{review.document}”",
            accepted=state is ReviewState.ACCEPTED,
            effective_from=review.accepted_on,
            effective_until=_until(review, replaced.get(review.pk)),
            state_words=state.words,
            waiting_on=None if state is ReviewState.ACCEPTED else Party.PARTNER,
            since=day(review.submitted_at or review.opened_at),
        )


def _until(review: DpaReview, replaced_on: date | None) -> date | None:
    accepted_on = review.accepted_on
    return counts_until(accepted_on, replaced_on=replaced_on) if accepted_on else None


def _held(found: list[HeldEvidence], day: Day) -> Iterator[Evidence]:
    for held in found:
        state = EvidenceState(held.state)
        over = state in {EvidenceState.REFUSED, EvidenceState.WITHDRAWN}
        if over or held.kind == EvidenceKind.RETENTION_PROOF:
            continue
        yield Evidence(
            kind=SETTLES[EvidenceKind(held.kind)],
            service_id=str(held.service_id) if held.service_id else None,
            label=held.title,
            accepted=state is EvidenceState.ACCEPTED,
            effective_from=held.effective_from,
            effective_until=held.effective_until,
            state_words=state.words,
            waiting_on=Party.PARTNER if state is EvidenceState.RECORDED else None,
            since=day(held.recorded_at),
            right=Right.REVIEW_EVIDENCE,
        )


def _milestones(steps: list[Step], day: Day) -> Iterator[Evidence]:
    """One piece for the whole plan: accepted when all before go-live is accepted."""
    before = [step.milestone for step in steps if not step.milestone.is_go_live]
    if not before:
        return
    open_ones = [m for m in before if m.state != MilestoneState.ACCEPTED]
    submitted = [m for m in open_ones if m.state == MilestoneState.SUBMITTED]
    days = [m.accepted_on for m in before if m.accepted_on]
    done = f"{len(before) - len(open_ones)} of {len(before)}"
    yield Evidence(
        kind=RequirementKind.MILESTONES,
        label="The plan of milestones",
        accepted=not open_ones,
        effective_from=max(days) if not open_ones else None,
        state_words=_words(done, submitted, open_ones),
        waiting_on=_holder(submitted, open_ones),
        since=_since(submitted, day),
    )


def _words(done: str, submitted: list[Milestone], open_ones: list[Milestone]) -> str:
    if submitted:
        return f"accepted in {done} steps; “{submitted[0].title}” waits for the client"
    if open_ones:
        return f"accepted in {done} steps; “{open_ones[0].title}” is next"
    return "accepted"


def _holder(submitted: list[Milestone], open_ones: list[Milestone]) -> Party | None:
    if submitted:
        return Party.CLIENT
    return Party.PARTNER if open_ones else None


def _since(submitted: list[Milestone], day: Day) -> date | None:
    at = submitted[0].submitted_at if submitted else None
    return day(at) if at else None


def _go_live(steps: list[Step], day: Day) -> GoLive | None:
    last = next((step.milestone for step in steps if step.milestone.is_go_live), None)
    if last is None or last.state == MilestoneState.ACCEPTED:
        return None
    submitted = last.state == MilestoneState.SUBMITTED
    return GoLive(is_submitted=submitted, since=_since([last], day) if submitted else None)
