"""Reading held evidence."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from compliance.evidence.models import HeldEvidence
from engagements.lifecycle.models import Engagement


def held_at(engagement: Engagement, held_id: UUID) -> HeldEvidence:
    """One piece of evidence of an engagement, or 404."""
    rows = HeldEvidence.objects.of_engagement(engagement).select_related("file", "recorded_by")
    held: HeldEvidence = get_object_or_404(rows, pk=held_id)
    return held


def held_of(engagement: Engagement) -> list[HeldEvidence]:
    """All evidence of an engagement, newest first, the refused and withdrawn included."""
    rows = HeldEvidence.objects.of_engagement(engagement).newest_first()
    return list(rows.select_related("file", "recorded_by", "decided_by"))
