"""What waits for one person in an engagement: papers to sign, evidence to look at once more."""

from collections.abc import Iterator

from django.urls import reverse

from compliance.agreements.queries import RIGHTS, agreements_of, turn_of
from compliance.dpa.queries import reviews_of
from compliance.dpa.rules import ReviewState
from compliance.evidence.queries import held_of
from compliance.evidence.rules import EvidenceState
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Duty
from engagements.milestones.models import Milestone
from engagements.milestones.rules import MilestoneState
from portal.accounts.roles import Right


def duties_of(engagement: Engagement) -> tuple[Duty, ...]:
    """Everything that waits for one person now, longest first. Inside the client's organisation."""
    if engagement.closed_on is not None:
        return ()
    found = [
        *_signatures(engagement),
        *_reviews(engagement),
        *_held(engagement),
        *_milestones(engagement),
    ]
    return tuple(sorted(found, key=lambda duty: duty.since))


def _signatures(engagement: Engagement) -> Iterator[Duty]:
    for agreement in agreements_of(engagement):
        turn = turn_of(agreement)
        if turn is None or turn.person is None:
            continue
        yield Duty(
            title=f"Read and sign the {agreement.of_kind.short}",
            url=_url("compliance:agreement", engagement, agreement.pk),
            right=RIGHTS[turn.party],
            since=engagement.org.day(turn.since).isoformat(),
            person=str(turn.person.pk),
        )


def _reviews(engagement: Engagement) -> Iterator[Duty]:
    for review in reviews_of(engagement):
        if review.state == ReviewState.SUBMITTED and review.submitted_at:
            yield Duty(
                title=f"Look at the review of the DPA of {review.service.vendor}, and accept it",
                url=_url("compliance:dpa-review", engagement, review.pk),
                right=Right.REVIEW_EVIDENCE,
                since=engagement.org.day(review.submitted_at).isoformat(),
                not_by=str(review.submitted_by_id),
            )


def _held(engagement: Engagement) -> Iterator[Duty]:
    for held in held_of(engagement):
        if held.state == EvidenceState.RECORDED:
            yield Duty(
                title=f"Look at “{held.title}”, and accept it",
                url=_url("compliance:held", engagement, held.pk),
                right=Right.REVIEW_EVIDENCE,
                since=engagement.org.day(held.recorded_at).isoformat(),
                not_by=str(held.recorded_by_id),
            )


def _milestones(engagement: Engagement) -> Iterator[Duty]:
    rows = Milestone.objects.of_engagement(engagement).in_order()
    for milestone in rows.filter(state=MilestoneState.SUBMITTED):
        if milestone.submitted_at:
            yield Duty(
                title=f"Look at the milestone “{milestone.title}”, and accept it",
                url=f"{_url('engagements:milestones', engagement)}#{milestone.key}",
                right=Right.ACCEPT_MILESTONE,
                since=engagement.org.day(milestone.submitted_at).isoformat(),
            )


def _url(name: str, engagement: Engagement, *more: object) -> str:
    return reverse(name, args=(engagement.client_slug, engagement.pk, *more))
