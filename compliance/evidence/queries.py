"""Reading held evidence."""

from datetime import datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from compliance.evidence.models import HeldEvidence, HeldReading
from compliance.evidence.rules import EvidenceKind
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.audit.past import deeds_before

ACCEPTED = "compliance.evidence.accepted"
# The first attestation of a proof is its acceptance.
ATTESTED = "compliance.retention.attested"


def held_at(engagement: Engagement, held_id: UUID) -> HeldEvidence:
    """One piece of evidence of an engagement, or 404."""
    rows = HeldEvidence.objects.of_engagement(engagement).select_related("file", "recorded_by")
    held: HeldEvidence = get_object_or_404(rows, pk=held_id)
    return held


def reading_of(held: HeldEvidence) -> HeldReading | None:
    """Where the reading of its file stands; None where it is not read."""
    return HeldReading.objects.of_held(held).first()


def held_of(
    engagement: Engagement, *, at: datetime | None = None, kind: EvidenceKind | None = None
) -> list[HeldEvidence]:
    """All evidence of an engagement, newest first, the refused and withdrawn included.

    With `at`, as it stood before that instant: who had accepted what was withdrawn later is in the
    trail alone.
    """
    rows = HeldEvidence.objects.of_engagement(engagement).newest_first()
    rows = rows if kind is None else rows.filter(kind=kind)
    found = list(rows.select_related("file", "recorded_by", "decided_by"))
    if at is None:
        return found
    deeds = deeds_before(at, [ACCEPTED, ATTESTED], org=engagement.org_id, engagement=engagement.pk)
    people = User.objects.in_bulk([one.by for each in deeds.values() for one in each])
    stood = []
    for held in found:
        first = next(iter(deeds.get(str(held.pk), [])), None)
        accepted = (people[first.by], first.at) if first and first.by in people else None
        stood.append(held.as_it_stood(at, accepted=accepted))
    return [held for held in stood if held is not None]
