"""What the portal read in the document of a review, and what changed since the version before."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models

from compliance.dpa.models.reviews import DpaReview
from compliance.dpa.rules import Candidate, Edit, ReadingState
from compliance.reading.rules.versions import Standing
from portal.tenancy.models import ClientOwned, TenantQuerySet


class DpaReadingQuerySet(TenantQuerySet["DpaReading"]):
    """Readings of reviews."""

    def of_review(self, review: DpaReview) -> Self:
        return self.filter(org_id=review.org_id, review=review)


class DpaReading(ClientOwned):
    """Where the reading of a document stands. Proposals only: a verdict is a reviewer's."""

    review = models.ForeignKey(DpaReview, models.PROTECT, related_name="+", db_constraint=False)
    state = models.CharField(max_length=12, default=ReadingState.WAITING.value)
    why = models.TextField(blank=True)
    pages = models.PositiveIntegerField(null=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = DpaReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review"], name="one_reading_per_review"),
        ]

    def __str__(self) -> str:
        return ReadingState(self.state).label

    def ask(self, *, at: datetime) -> Self:
        """Store that the document is to be read."""
        self.asked_at = at
        self.save(force_insert=True)
        return self

    def end(self, *, pages: int, at: datetime) -> Self:
        """It was read."""
        self.state, self.why, self.pages, self.ended_at = ReadingState.READ.value, "", pages, at
        return self.write("state", "why", "pages", "ended_at")

    def fail(self, *, why: str, at: datetime) -> Self:
        """It cannot be read, and why."""
        self.state, self.why, self.ended_at = ReadingState.UNREADABLE.value, why, at
        return self.write("state", "why", "ended_at")

    @property
    def stands(self) -> ReadingState:
        return ReadingState(self.state)


class DpaProposalQuerySet(TenantQuerySet["DpaProposal"]):
    """Proposals for a review."""

    def of_review(self, review: DpaReview) -> Self:
        return self.filter(org_id=review.org_id, review=review)


class DpaProposal(ClientOwned):
    """What the text says of one item: words with their pages, best first, and how strong they are.

    `standing` says what became of the words of the verdict in the review that this one follows.
    """

    review = models.ForeignKey(DpaReview, models.PROTECT, related_name="+", db_constraint=False)
    item = models.CharField(max_length=40)
    places = models.JSONField(default=list)
    strength = models.CharField(max_length=8, blank=True)
    reason = models.TextField(blank=True)
    value = models.CharField(max_length=40, blank=True)
    confidence = models.FloatField(default=0)
    standing = models.CharField(max_length=8, blank=True)

    objects = DpaProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "item"], name="one_proposal_per_item"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.strength}"

    @staticmethod
    def keep(review: DpaReview, candidates: Iterable[Candidate]) -> None:
        """Store what was found for a review."""
        rows = [
            DpaProposal(
                org_id=review.org_id,
                review=review,
                item=one.item_id,
                places=[{"page": page, "words": words} for page, words in one.places],
                strength=one.strength,
                reason=one.reason,
                value=one.value,
                confidence=one.confidence,
                standing=one.standing,
            )
            for one in candidates
        ]
        DpaProposal.objects.bulk_create(rows)

    @property
    def words_stand(self) -> Standing | None:
        return Standing(self.standing) if self.standing else None


class DpaChangeQuerySet(TenantQuerySet["DpaChange"]):
    """Changes between the document of a review and the version before it."""

    def of_review(self, review: DpaReview) -> Self:
        return self.filter(org_id=review.org_id, review=review)

    def in_order(self) -> Self:
        return self.order_by("position")


class DpaChange(ClientOwned):
    """One sentence that is not as it was in the version before; pages counted from 1.

    `annexed`: in the text of attached standard clauses.
    """

    review = models.ForeignKey(DpaReview, models.PROTECT, related_name="+", db_constraint=False)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=8)
    material = models.BooleanField()
    annexed = models.BooleanField(default=False)
    under = models.CharField(max_length=200, blank=True)
    old_words = models.TextField(blank=True)
    old_page = models.PositiveIntegerField(null=True)
    new_words = models.TextField(blank=True)
    new_page = models.PositiveIntegerField(null=True)

    objects = DpaChangeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind}: {self.new_words or self.old_words}"

    @staticmethod
    def keep(review: DpaReview, edits: Iterable[Edit]) -> None:
        """Store what changed since the version before."""
        rows = [
            DpaChange(
                org_id=review.org_id,
                review=review,
                position=position,
                kind=edit.kind,
                material=edit.material,
                annexed=edit.annexed,
                under=edit.under[:200],
                old_words=edit.old_words,
                old_page=edit.old_page,
                new_words=edit.new_words,
                new_page=edit.new_page,
            )
            for position, edit in enumerate(edits)
        ]
        DpaChange.objects.bulk_create(rows)
