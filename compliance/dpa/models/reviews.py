"""Reviews of vendors' data processing agreements."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q

from compliance.dpa import rules
from compliance.dpa.rules import Judgement, ReviewState, ReviewStep
from compliance.vendors.models import VendorService
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.tenancy.models import ClientOwned, TenantQuerySet


class DpaReviewQuerySet(TenantQuerySet["DpaReview"]):
    """Reviews of an engagement."""

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(org_id=engagement.org_id, engagement=engagement)

    def of_service(self, service: VendorService) -> Self:
        return self.filter(service=service)

    def newest_first(self) -> Self:
        return self.order_by("-opened_at", "pk")


class DpaReview(ClientOwned):
    """The reading of one version of a vendor's DPA against the checklist, for one engagement.

    `checklist` is the version of the checklist it was read against, `follows` the review of the
    version before this one. What was accepted stays.
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
    follows = models.ForeignKey(
        "self", models.PROTECT, related_name="+", db_constraint=False, null=True
    )
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

    def as_it_stood(
        self, at: datetime, state: ReviewState, *, decided: tuple[User | None, datetime] | None
    ) -> "DpaReview":
        """The review before an instant that is past, to be read and never stored.

        `state` and who had `decided` by then are the trail's: taking a review up again writes over
        what was decided.
        """
        self.state = state
        self.decided_by, self.decided_at = decided or (None, None)
        if self.submitted_at is not None and self.submitted_at >= at:
            self.submitted_by = self.submitted_at = None
        if state is not ReviewState.ACCEPTED:
            self.accepted_on = None
        return self

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
