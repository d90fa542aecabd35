"""The milestones of an engagement."""

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
from portal.tenancy.models import ClientOwned, TenantQuerySet


class MilestoneQuerySet(TenantQuerySet["Milestone"]):
    """Milestones in the order of work."""

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(org_id=engagement.org_id, engagement=engagement)

    def in_order(self) -> Self:
        return self.order_by("position")


class Milestone(ClientOwned):
    """One step of a deployment: recorded by an engineer, accepted by the client.

    `due_on` is the date of the plan as it was laid out and stays; `agreed_on` is another one that
    the client agreed to since, the forecast moves.
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
    agreed_on = models.DateField(null=True)
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

    def agree(self, day: date) -> Self:
        """The client agreed to another date; the planned one stays beside it."""
        self.agreed_on = day
        return self.write("agreed_on")

    def as_it_stood(
        self,
        state: MilestoneState,
        *,
        submitted: tuple[User | None, datetime] | None,
        started_on: date | None,
        agreed_on: date | None = None,
    ) -> "Milestone":
        """The milestone before an instant that is past, to be read and never stored.

        What is given is the trail's: a later step writes over the ones before.
        """
        self.state, self.started_on, self.agreed_on = state, started_on, agreed_on
        self.submitted_by, self.submitted_at = submitted or (None, None)
        if state is not MilestoneState.ACCEPTED:
            self.accepted_by = self.accepted_at = self.accepted_on = None
        return self

    # Properties

    @property
    def holds_on(self) -> date:
        """The date that holds: the one agreed last, else the planned one."""
        return self.agreed_on or self.due_on

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
            agreed_on=self.agreed_on,
        )
