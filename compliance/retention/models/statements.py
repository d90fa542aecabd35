"""What was told of a retention setting: asked, answered, configured, what a capture has to show."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q

from compliance.retention import rules
from compliance.retention.rules import Outcome, Reach, Statement, Step
from compliance.vendors.models import VendorService
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.tenancy.models import ClientOwned, TenantQuerySet


class RetentionStatementQuerySet(TenantQuerySet["RetentionStatement"]):
    """Statements, of which the newest of each step counts."""

    def of_engagement(self, engagement: Engagement) -> Self:
        return self.filter(org_id=engagement.org_id, engagement=engagement)

    def as_told(self) -> Self:
        """Oldest first, as the rules take them."""
        return self.order_by("told_at", "pk")


class RetentionStatement(ClientOwned):
    """One record of one step for one service. Never changed: a later one corrects it."""

    partner = models.ForeignKey("accounts.Organization", models.PROTECT, related_name="+")
    engagement = models.ForeignKey(
        Engagement, models.PROTECT, related_name="+", db_constraint=False
    )
    service = models.ForeignKey(
        VendorService, models.PROTECT, related_name="+", db_constraint=False
    )
    step = models.CharField(max_length=12)
    outcome = models.CharField(max_length=12)
    on = models.DateField(null=True)
    who = models.CharField(max_length=200, blank=True)
    reach = models.CharField(max_length=12, blank=True)
    account = models.CharField(max_length=200, blank=True)
    setting = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=200, blank=True)
    where = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", db_constraint=False, null=True
    )
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    objects = RetentionStatementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="retention_reason_given",
                condition=~Q(outcome__in=["not_needed", "retracted"]) | ~Q(words=""),
            ),
        ]
        indexes = [
            models.Index(fields=["org", "engagement", "told_at"], name="retention_told"),
        ]

    def __str__(self) -> str:
        return f"{self.of_step.label}: {self.went.label}"

    def tell(
        self,
        new: Statement,
        *,
        told: Sequence[Statement],
        by: User,
        at: datetime,
        today: date,
    ) -> Self:
        """Store a record of a step; refused with RetentionRefused when it says too little."""
        rules.check_statement(new, told, today=today)
        self.step, self.outcome, self.on = new.step.value, new.outcome.value, new.on
        self.who, self.account, self.where = new.who, new.account, new.where
        self.reach = new.reach.value if new.reach else ""
        self.setting, self.value, self.words = new.setting, new.value, new.words
        self.told_by, self.told_at = by, at
        self.save(force_insert=True)
        return self

    @property
    def of_step(self) -> Step:
        return Step(self.step)

    @property
    def went(self) -> Outcome:
        return Outcome(self.outcome)

    @property
    def facts(self) -> Statement:
        """The record as the rules take it."""
        return Statement(
            step=self.of_step,
            outcome=self.went,
            on=self.on,
            who=self.who,
            reach=self.reaches,
            account=self.account,
            setting=self.setting,
            value=self.value,
            where=self.where,
            words=self.words,
            has_file=self.file_id is not None,
        )

    @property
    def reaches(self) -> Reach | None:
        """What it reaches, where that was said."""
        return Reach(self.reach) if self.reach else None
