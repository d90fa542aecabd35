"""Reviews of vendors' data processing agreements, one verdict an item."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q

from compliance.dpa import rules
from compliance.dpa.rules import Judgement, ReviewState, ReviewStep, Verdict
from compliance.vendors.models import VendorService
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.tenancy.models import ClientOwned, TenantQuerySet


class DpaReviewQuerySet(TenantQuerySet["DpaReview"]):
    """Reviews of an engagement."""

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(org_id=engagement.org_id, engagement=engagement)

    def newest_first(self) -> Self:
        return self.order_by("-opened_at")


class DpaReview(ClientOwned):
    """The reading of one version of a vendor's DPA against the checklist, for one engagement.

    `checklist` is the version of the checklist it was read against. What was accepted stays.
    """

    partner = models.ForeignKey("accounts.Organization", models.PROTECT, related_name="+")
    engagement = models.ForeignKey(
        Engagement, models.PROTECT, related_name="+", db_constraint=False
    )
    service = models.ForeignKey(
        VendorService, models.PROTECT, related_name="+", db_constraint=False
    )
    document = models.CharField(max_length=200)
    dated = models.DateField(null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_constraint=False)
    checklist = models.CharField(max_length=20)
    state = models.CharField(max_length=12, default=ReviewState.OPEN.value)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    accepted_on = models.DateField(null=True)
    refusal = models.TextField(blank=True)

    objects = DpaReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="review_accepted_by_two_people",
                condition=~Q(state="accepted")
                | (
                    Q(
                        submitted_by__isnull=False,
                        decided_by__isnull=False,
                        accepted_on__isnull=False,
                    )
                    & ~Q(submitted_by=models.F("decided_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.document

    # Factories

    def begin(self, *, by: User, at: datetime) -> Self:
        """Store a new review, with nothing judged yet."""
        self.checklist = rules.CHECKLIST_VERSION
        self.opened_by, self.opened_at = by, at
        self.save(force_insert=True)
        return self

    # Transitions

    def submit(self, *, judgements: list[Judgement], by: User, at: datetime) -> Self:
        """Every item is judged; refused with ReviewRefused and all that is missing."""
        rules.check_submission(judgements, state=ReviewState(self.state), pages=self.file.pages)
        self.state = self._after(ReviewStep.SUBMIT)
        self.submitted_by, self.submitted_at = by, at
        return self.write("state", "submitted_by", "submitted_at")

    def accept(self, *, judgements: list[Judgement], by: User, at: datetime, today: date) -> Self:
        """A second person signs off."""
        rules.check_acceptance(
            judgements,
            state=ReviewState(self.state),
            submitted_by_id=str(self.submitted_by_id),
            accepted_by_id=str(by.pk),
        )
        self.state, self.accepted_on = self._after(ReviewStep.ACCEPT), today
        self.decided_by, self.decided_at = by, at
        return self.write("state", "accepted_on", "decided_by", "decided_at")

    def refuse(self, *, reason: str, by: User, at: datetime) -> Self:
        """The second person does not sign off, and says why."""
        self.state, self.refusal = self._after(ReviewStep.REFUSE), reason.strip()
        self.decided_by, self.decided_at = by, at
        return self.write("state", "refusal", "decided_by", "decided_at")

    def reopen(self) -> Self:
        """Taken up again after a refusal."""
        self.state = self._after(ReviewStep.REOPEN)
        self.decided_by = self.decided_at = None
        return self.write("state", "decided_by", "decided_at")

    def _after(self, step: ReviewStep) -> ReviewState:
        return rules.advance_review(ReviewState(self.state), step)

    # Properties

    @property
    def is_open(self) -> bool:
        return self.state == ReviewState.OPEN

    @property
    def valid_until(self) -> date | None:
        """The last day on which it counts; None before it was accepted."""
        return rules.review_valid_until(self.accepted_on) if self.accepted_on else None


class DpaVerdictQuerySet(TenantQuerySet["DpaVerdict"]):
    """Verdicts of a review."""

    def of_review(self, review: DpaReview) -> Self:
        return self.filter(org_id=review.org_id, review=review)


class DpaVerdict(ClientOwned):
    """What was found of one item, on which words it rests, and what is to be done."""

    review = models.ForeignKey(DpaReview, models.PROTECT, related_name="+", db_constraint=False)
    item = models.CharField(max_length=40)
    verdict = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    page = models.PositiveIntegerField(null=True)
    note = models.TextField(blank=True)
    condition = models.TextField(blank=True)
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
    def judge(cls, *, review: DpaReview, judgement: Judgement, by: User, at: datetime) -> Self:
        """Store the verdict on an item, in place of an earlier one of the same review."""
        found, _ = cls.objects.update_or_create(
            org_id=review.org_id,
            review=review,
            item=judgement.item_id,
            defaults={
                "verdict": judgement.verdict,
                "words": judgement.words.strip(),
                "page": judgement.page,
                "note": judgement.note.strip(),
                "condition": judgement.condition.strip(),
                "judged_by": by,
                "judged_at": at,
            },
        )
        verdict: Self = found
        return verdict

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
