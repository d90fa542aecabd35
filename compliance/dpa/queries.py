"""Reading DPA reviews."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from compliance.dpa.models import DpaReview, DpaVerdict
from compliance.dpa.rules import Judgement
from engagements.lifecycle.models import Engagement

RELATED = ("service", "file", "opened_by", "submitted_by", "decided_by")


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
