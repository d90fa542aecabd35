"""Reading DPA reviews."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from compliance.dpa.models import (
    DpaChange,
    DpaProposal,
    DpaReading,
    DpaReview,
    DpaRound,
    DpaVerdict,
)
from compliance.dpa.rules import Judgement, RoundOutcome
from compliance.vendors.models import VendorService
from engagements.lifecycle.models import Engagement

RELATED = ("service", "file", "follows", "opened_by", "submitted_by", "decided_by")


def review_at(engagement: Engagement, review_id: UUID) -> DpaReview:
    """One review of an engagement, or 404."""
    rows = DpaReview.objects.of_engagement(engagement).select_related(*RELATED)
    review: DpaReview = get_object_or_404(rows, pk=review_id)
    return review


def reviews_of(engagement: Engagement) -> list[DpaReview]:
    """Every review of an engagement, newest first."""
    rows = DpaReview.objects.of_engagement(engagement).newest_first()
    return list(rows.select_related(*RELATED))


def judgements_of(review: DpaReview) -> list[Judgement]:
    """What was found so far, in no particular order."""
    return [verdict.judgement for verdict in DpaVerdict.objects.of_review(review)]


def version_before(engagement: Engagement, service: VendorService) -> DpaReview | None:
    """The newest review of a DPA of this service, which a new version follows."""
    rows = DpaReview.objects.of_engagement(engagement).of_service(service)
    return rows.newest_first().first()


def reading_of(review: DpaReview) -> DpaReading | None:
    """Where the reading of its document stands; None for reviews from before there was one."""
    return DpaReading.objects.of_review(review).first()


def proposals_of(review: DpaReview) -> dict[str, DpaProposal]:
    """What is proposed for each item, by the item's id."""
    return {one.item: one for one in DpaProposal.objects.of_review(review)}


def verdicts_of(review: DpaReview) -> dict[str, DpaVerdict]:
    """Each verdict by the item's id."""
    return {one.item: one for one in DpaVerdict.objects.of_review(review)}


def changes_of(review: DpaReview) -> list[DpaChange]:
    """What changed since the version before, in the order of the text."""
    return list(DpaChange.objects.of_review(review).in_order())


def rounds_of(review: DpaReview) -> dict[str, list[DpaRound]]:
    """The rounds with the vendor of each item, in order."""
    rounds: dict[str, list[DpaRound]] = {}
    for one in DpaRound.objects.of_review(review).in_order().select_related("told_by"):
        rounds.setdefault(one.item, []).append(one)
    return rounds


def outcomes_of(review: DpaReview, item_id: str) -> list[RoundOutcome]:
    """What came of the rounds on an item so far."""
    rows = DpaRound.objects.of_review(review).filter(item=item_id).in_order()
    return [one.came_to for one in rows]
