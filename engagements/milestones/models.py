"""The milestones of an engagement and the evidence for each."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q

from engagements.lifecycle.models import Engagement
from engagements.milestones.rules import (
    MilestoneState,
    MilestoneTemplate,
    PlannedMilestone,
)
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.tenancy.models import ClientOwned, TenantQuerySet


class MilestoneQuerySet(TenantQuerySet["Milestone"]):
    """Milestones in the order of work."""

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(org_id=engagement.org_id, engagement=engagement)

    def in_order(self) -> Self:
        return self.order_by("position")


class Milestone(ClientOwned):
    """One step of a deployment: recorded by an engineer, accepted by the client.

    `due_on` is the date of the plan as it was laid out and stays; the forecast moves.
    """

    engagement = models.ForeignKey(
        Engagement, models.PROTECT, related_name="+", db_constraint=False
    )
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    evidence_wanted = models.TextField()
    citation = models.CharField(max_length=200, blank=True)
    depends_on = models.JSONField(default=list)
    weeks_low = models.PositiveSmallIntegerField()
    weeks_likely = models.PositiveSmallIntegerField()
    weeks_high = models.PositiveSmallIntegerField()
    is_go_live = models.BooleanField(default=False)
    due_on = models.DateField()
    state = models.CharField(max_length=12, default=MilestoneState.PLANNED.value)
    started_on = models.DateField(null=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    submitted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_on = models.DateField(null=True)
    returned_reason = models.TextField(blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "key"], name="one_milestone_per_key"),
            models.CheckConstraint(
                name="milestone_accepted_by_somebody",
                condition=Q(
                    state="accepted",
                    accepted_by__isnull=False,
                    accepted_at__isnull=False,
                    accepted_on__isnull=False,
                    submitted_by__isnull=False,
                )
                | (~Q(state="accepted") & Q(accepted_by=None, accepted_at=None, accepted_on=None)),
            ),
            models.CheckConstraint(
                name="milestone_submitted_by_somebody",
                condition=~Q(state="submitted") | Q(submitted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="milestone_returned_with_reason",
                condition=~Q(state="returned") | ~Q(returned_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    # Factories

    @classmethod
    def plan(
        cls, template: MilestoneTemplate, *, engagement: Engagement, position: int, due_on: date
    ) -> Self:
        """Store a milestone of a new plan."""
        milestone = cls(
            org_id=engagement.org_id,
            engagement=engagement,
            key=template.key,
            position=position,
            title=template.title,
            evidence_wanted=template.evidence,
            citation=template.citation,
            depends_on=list(template.depends_on),
            weeks_low=template.weeks.low,
            weeks_likely=template.weeks.likely,
            weeks_high=template.weeks.high,
            is_go_live=template.is_go_live,
            due_on=due_on,
        )
        milestone.save(force_insert=True)
        return milestone

    # Transitions (checked by the action, which knows role, evidence and dependencies)

    def start(self, *, on: date) -> Self:
        """Work has begun."""
        self.state, self.started_on = MilestoneState.IN_PROGRESS, on
        return self.write("state", "started_on")

    def submit(self, *, by: User, at: datetime, on: date) -> Self:
        """Handed to the client with its evidence."""
        self.state, self.submitted_by, self.submitted_at = MilestoneState.SUBMITTED, by, at
        self.started_on = self.started_on or on
        return self.write("state", "submitted_by", "submitted_at", "started_on")

    def accept(self, *, by: User, at: datetime, on: date) -> Self:
        """The client accepts; from now on its record stays as it is."""
        self.state, self.returned_reason = MilestoneState.ACCEPTED, ""
        self.accepted_by, self.accepted_at, self.accepted_on = by, at, on
        return self.write("state", "accepted_by", "accepted_at", "accepted_on", "returned_reason")

    def give_back(self, *, reason: str) -> Self:
        """The client returns it, saying what is missing."""
        self.state, self.returned_reason = MilestoneState.RETURNED, reason.strip()
        return self.write("state", "returned_reason")

    def as_it_stood(
        self,
        state: MilestoneState,
        *,
        submitted: tuple[User | None, datetime] | None,
        started_on: date | None,
    ) -> "Milestone":
        """The milestone before an instant that is past, to be read and never stored.

        What is given is the trail's: a later step writes over the ones before.
        """
        self.state, self.started_on = state, started_on
        self.submitted_by, self.submitted_at = submitted or (None, None)
        if state is not MilestoneState.ACCEPTED:
            self.accepted_by = self.accepted_at = self.accepted_on = None
        return self

    # Properties

    @property
    def planned(self) -> PlannedMilestone:
        """The milestone as the forecast takes it."""
        return PlannedMilestone(
            key=self.key,
            title=self.title,
            weeks=self.weeks_likely,
            depends_on=tuple(self.depends_on),
            state=MilestoneState(self.state),
            started_on=self.started_on,
            accepted_on=self.accepted_on,
        )


class EvidenceForm(models.TextChoices):
    """In which form evidence for a milestone comes."""

    FILE = "file", "File"
    LINK = "link", "Link"
    OUTPUT = "output", "Output of a command"


class MilestoneEvidenceQuerySet(TenantQuerySet["MilestoneEvidence"]):
    """Evidence of milestones."""

    def attached(self) -> Self:
        """What was not taken away again."""
        return self.filter(removed_at=None)

    def attached_before(self, at: datetime) -> Self:
        """What was attached before an instant that is past, and not taken away by then."""
        return self.filter(Q(removed_at=None) | Q(removed_at__gte=at), added_at__lt=at)

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(org_id=engagement.org_id, milestone__engagement=engagement)


class MilestoneEvidence(ClientOwned):
    """A file, a link or a command's output that shows a milestone was reached.

    `sha256` is of the file, or of the output's text. Nothing is deleted: what was attached by
    mistake is marked as taken away, and stays in the trail.
    """

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="+", db_constraint=False)
    form = models.CharField(max_length=10, choices=EvidenceForm.choices)
    title = models.CharField(max_length=200)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    link = models.URLField(max_length=1000, blank=True)
    output = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    removed_at = models.DateTimeField(null=True)

    objects = MilestoneEvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="milestone_evidence_has_its_form",
                condition=Q(form="file", file__isnull=False)
                | (Q(form="link", file=None) & ~Q(link=""))
                | (Q(form="output", file=None) & ~Q(output="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def attach(self, *, by: User, at: datetime) -> Self:
        """Store new evidence."""
        self.added_by, self.added_at = by, at
        self.save(force_insert=True)
        return self

    def take_away(self, *, by: User, at: datetime) -> Self:
        """It was attached by mistake."""
        self.removed_by, self.removed_at = by, at
        return self.write("removed_by", "removed_at")
