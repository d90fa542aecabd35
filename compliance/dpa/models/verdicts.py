"""Verdicts on the items of a review, and the rounds in which what fell short was settled."""

from datetime import datetime
from typing import Self

from django.db import models

from compliance.dpa.models.reviews import DpaReview
from compliance.dpa.rules import Judgement, RoundOutcome, Verdict
from portal.accounts.models import User
from portal.tenancy.models import ClientOwned, TenantQuerySet


class DpaVerdictQuerySet(TenantQuerySet["DpaVerdict"]):
    """Verdicts of a review."""

    def of_review(self, review: DpaReview) -> Self:
        return self.filter(org_id=review.org_id, review=review)


class DpaVerdict(ClientOwned):
    """What was found of one item, on which words it rests, and what is to be done.

    `carried`: judged in the review of an earlier version, whose words stand in this one.
    """

    review = models.ForeignKey(DpaReview, models.PROTECT, related_name="+", db_constraint=False)
    item = models.CharField(max_length=40)
    verdict = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    page = models.PositiveIntegerField(null=True)
    note = models.TextField(blank=True)
    condition = models.TextField(blank=True)
    carried = models.BooleanField(default=False)
    judged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    objects = DpaVerdictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "item"], name="one_verdict_per_item"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {Verdict(self.verdict).label}"

    @classmethod
    def judge(cls, *, review: DpaReview, judgement: Judgement, by: User, at: datetime) -> bool:
        """Store the verdict on an item, in place of an earlier one of the same review.

        A verdict that says the same already stays with whoever gave it. Whether it was stored.
        """
        given = _cleaned(judgement)
        if cls.objects.of_review(review).filter(item=judgement.item_id, **given).exists():
            return False
        cls.objects.update_or_create(
            org_id=review.org_id,
            review=review,
            item=judgement.item_id,
            defaults={**given, "carried": False, "judged_by": by, "judged_at": at},
        )
        return True

    def carry_to(self, review: DpaReview, *, page: int | None, words: str) -> None:
        """Let it stand in the review of a newer version, with whoever gave it and when.

        `words` and `page` are those of the newer version.
        """
        type(self)(
            org_id=review.org_id,
            review=review,
            item=self.item,
            verdict=self.verdict,
            words=words,
            page=page,
            note=self.note,
            condition=self.condition,
            carried=True,
            judged_by_id=self.judged_by_id,
            judged_at=self.judged_at,
        ).save(force_insert=True)

    @property
    def judgement(self) -> Judgement:
        """The verdict as the rules take it."""
        return Judgement(
            item_id=self.item,
            verdict=Verdict(self.verdict),
            words=self.words,
            page=self.page,
            note=self.note,
            condition=self.condition,
        )


def _cleaned(judgement: Judgement) -> dict[str, str | int | None]:
    return {
        "verdict": judgement.verdict.value,
        "words": judgement.words.strip(),
        "page": judgement.page,
        "note": judgement.note.strip(),
        "condition": judgement.condition.strip(),
    }


class DpaRoundQuerySet(TenantQuerySet["DpaRound"]):
    """Rounds of a review."""

    def of_review(self, review: DpaReview) -> Self:
        return self.filter(org_id=review.org_id, review=review)

    def in_order(self) -> Self:
        return self.order_by("item", "number")


class DpaRound(ClientOwned):
    """One round of settling what an item falls short of: what was said, and what came of it."""

    review = models.ForeignKey(DpaReview, models.PROTECT, related_name="+", db_constraint=False)
    item = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    outcome = models.CharField(max_length=12)
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    objects = DpaRoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "item", "number"], name="one_round_of_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"Round {self.number}: {RoundOutcome(self.outcome).label}"

    @classmethod
    def tell(
        cls, *, review: DpaReview, item: str, words: str, outcome: RoundOutcome, by: User,
        at: datetime,
    ) -> Self:  # fmt: skip
        """Store the next round of an item."""
        number = cls.objects.of_review(review).filter(item=item).count() + 1
        told = cls(
            org_id=review.org_id,
            review=review,
            item=item,
            number=number,
            words=words.strip(),
            outcome=outcome.value,
            told_by=by,
            told_at=at,
        )
        told.save(force_insert=True)
        return told

    @property
    def came_to(self) -> RoundOutcome:
        return RoundOutcome(self.outcome)
