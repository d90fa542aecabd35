"""Reading DPA reviews."""

from datetime import date, datetime
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
from compliance.dpa.rules import Judgement, ReviewState, RoundOutcome, replaced_from
from compliance.vendors.models import VendorService
from engagements.lifecycle.models import Engagement
from portal.accounts.models import Organization, User
from portal.audit.past import Deed, deeds_before

OPENED = "compliance.dpa_review.opened"
SUBMITTED = "compliance.dpa_review.submitted"
ACCEPTED = "compliance.dpa_review.accepted"
REFUSED = "compliance.dpa_review.refused"
REOPENED = "compliance.dpa_review.reopened"
STATES_AFTER = {
    OPENED: ReviewState.OPEN,
    SUBMITTED: ReviewState.SUBMITTED,
    ACCEPTED: ReviewState.ACCEPTED,
    REFUSED: ReviewState.REFUSED,
    REOPENED: ReviewState.OPEN,
}
RELATED = ("service", "file", "follows", "opened_by", "submitted_by", "decided_by")


def review_at(engagement: Engagement, review_id: UUID) -> DpaReview:
    """One review of an engagement, or 404."""
    rows = DpaReview.objects.of_engagement(engagement).select_related(*RELATED)
    review: DpaReview = get_object_or_404(rows, pk=review_id)
    return review


def reviews_of(engagement: Engagement, *, at: datetime | None = None) -> list[DpaReview]:
    """Every review of an engagement, newest first; with `at`, as they stood before that instant."""
    rows = DpaReview.objects.of_engagement(engagement).newest_first().select_related(*RELATED)
    if at is None:
        return list(rows)
    deeds = deeds_before(at, STATES_AFTER, org=engagement.org_id, engagement=engagement.pk)
    people = User.objects.in_bulk([one.by for each in deeds.values() for one in each])
    return [
        _as_it_stood(review, deeds.get(str(review.pk), []), people, at)
        for review in rows
        if review.opened_at < at
    ]


def _as_it_stood(
    review: DpaReview, deeds: list[Deed], people: dict[UUID, User], at: datetime
) -> DpaReview:
    last = deeds[-1] if deeds else None
    state = STATES_AFTER[last.action] if last else ReviewState.OPEN
    decided = None
    if last and state in {ReviewState.ACCEPTED, ReviewState.REFUSED}:
        decided = (people.get(last.by) if last.by else None, last.at)
    return review.as_it_stood(at, state, decided=decided)


def judgements_of(review: DpaReview) -> list[Judgement]:
    """What was found so far, in no particular order."""
    return [verdict.judgement for verdict in DpaVerdict.objects.of_review(review)]


def version_before(engagement: Engagement, service: VendorService) -> DpaReview | None:
    """The newest review of a DPA of this service, which a new version follows."""
    rows = DpaReview.objects.of_engagement(engagement).of_service(service)
    return rows.newest_first().first()


def replacements_of(reviews: list[DpaReview], *, zone: Organization) -> dict[UUID, date]:
    """By review, the day from which a newer version with a date stands in its document's place.

    `zone` is the client, whose calendar counts. A draft without a date replaces nothing.
    """
    found: dict[UUID, date] = {}
    before = {review.pk: review.follows_id for review in reviews}
    for review in reviews:
        if review.dated is None:
            continue
        day = replaced_from(dated=review.dated, known_on=zone.day(review.opened_at))
        older = review.follows_id
        while older is not None:
            found[older] = min(found.get(older, day), day)
            older = before.get(older)
    return found


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


def rounds_of(review: DpaReview, *, at: datetime | None = None) -> dict[str, list[DpaRound]]:
    """The rounds with the vendor of each item, in order; with `at`, those told before it."""
    rounds: dict[str, list[DpaRound]] = {}
    for one in DpaRound.objects.of_review(review).in_order().select_related("told_by"):
        if at is None or one.told_at < at:
            rounds.setdefault(one.item, []).append(one)
    return rounds


def outcomes_of(review: DpaReview, item_id: str) -> list[RoundOutcome]:
    """What came of the rounds on an item so far."""
    rows = DpaRound.objects.of_review(review).filter(item=item_id).in_order()
    return [one.came_to for one in rows]
