"""Dates proposed for milestones, and what the client said to them."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from engagements.lifecycle.models import Engagement
from engagements.milestones.models.milestones import Milestone
from engagements.milestones.rules import DateState, Wish
from portal.accounts.models import User
from portal.tenancy.models import ClientOwned, TenantQuerySet


class MilestoneDateQuerySet(TenantQuerySet["MilestoneDate"]):
    """Proposed dates, oldest first."""

    def of_engagement(self, engagement: Engagement) -> Self:
        rows = self.filter(org_id=engagement.org_id, milestone__engagement=engagement)
        return rows.order_by("proposed_at", "pk")

    def waiting(self) -> Self:
        """Those that the client has not answered."""
        return self.filter(state=DateState.PROPOSED)


class MilestoneDate(ClientOwned):
    """Another date for a milestone: from which day to which, why, and who agreed.

    `moved_from` is the date that held when it was proposed. An answer stays as it was given.
    """

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="+", db_constraint=False)
    state = models.CharField(max_length=10, default=DateState.PROPOSED.value)
    moved_from = models.DateField()
    day = models.DateField()
    reason = models.TextField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    objects = MilestoneDateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["milestone"],
                condition=Q(state="proposed"),
                name="one_open_date_per_milestone",
            ),
            models.CheckConstraint(
                name="milestone_date_answered_by_somebody",
                condition=Q(state="proposed", answered_by=None, answered_at=None)
                | (~Q(state="proposed") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
            models.CheckConstraint(name="milestone_date_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.day.day} {self.day:%B %Y}"

    # Transitions (checked by the action, which knows the role and the milestone)

    def propose(self, wish: Wish, *, by: User, at: datetime) -> Self:
        """Store a date that waits for the client."""
        self.day, self.moved_from, self.reason = wish.day, wish.holds, wish.reason.strip()
        self.proposed_by, self.proposed_at = by, at
        self.save(force_insert=True)
        return self

    def settle(self, state: DateState, *, by: User, at: datetime, answer: str = "") -> Self:
        """It was agreed to, declined for a reason, or another one was proposed instead."""
        self.state, self.answer = state, answer.strip()
        self.answered_by, self.answered_at = by, at
        return self.write("state", "answer", "answered_by", "answered_at")

    # Properties

    @property
    def standing(self) -> DateState:
        """The state as the rules take it."""
        return DateState(self.state)
