"""The job table: the row is the truth, the broker's message only a doorbell."""

from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Max, Q

from portal.tenancy.context import require_scope
from portal.tenancy.models import Identified, SystemManager, TenantQuerySet

RING_AGAIN_AFTER = timedelta(seconds=20)
LONGEST_ERROR = 2000  # characters


class JobState(models.TextChoices):
    """What became of a job."""

    QUEUED = "queued", "waiting"
    RUNNING = "running", "running"
    DONE = "done", "done"
    FAILED = "failed", "failed"


class JobQuerySet(TenantQuerySet["Job"]):
    """Jobs by what has to happen to them."""

    def claimable(self, at: datetime) -> Self:
        waiting = Q(state=JobState.QUEUED, not_before__lte=at)
        abandoned = Q(state=JobState.RUNNING, lease_until__lt=at)
        return self.filter(waiting | abandoned)

    def unheard(self, at: datetime) -> Self:
        """Claimable ones whose bell nobody answered."""
        return self.claimable(at).filter(rung_at__lt=at - RING_AGAIN_AFTER)

    def claim(self, pk: UUID, *, at: datetime, lease: timedelta) -> "Job | None":
        """Take a job by one UPDATE; None when another worker has it or it is over.

        `attempt` is the fencing token: who claimed an older attempt can no longer write.
        """
        taken = (
            self.claimable(at)
            .filter(pk=pk)
            .update(
                state=JobState.RUNNING,
                attempt=F("attempt") + 1,
                begun_at=at,
                lease_until=at + lease,
            )
        )
        return self.get(pk=pk) if taken else None

    def held(self, pk: UUID, attempt: int) -> Self:
        """The job, if this attempt still holds it."""
        return self.filter(pk=pk, attempt=attempt, state=JobState.RUNNING)

    def waiting_for(self, name: str, ids: dict[str, str]) -> Self:
        """Jobs that were asked for in these words and that nobody has begun."""
        return self.filter(name=name, ids=ids, state=JobState.QUEUED)

    def last_begun(self, name: str) -> dict[UUID, datetime]:
        """When a job of that name was last begun, by organisation."""
        begun = self.filter(name=name, begun_at__isnull=False, org_id__isnull=False)
        found = begun.values("org_id").annotate(last=Max("begun_at"))
        return {org: last for org, last in found.values_list("org_id", "last") if org}

    def over_since(self, at: datetime) -> Self:
        return self.filter(ended_at__lt=at)

    # Transitions. Each is one UPDATE and says whether there was anything to change.

    def renew(self, *, until: datetime) -> bool:
        return bool(self.update(lease_until=until))

    def end(self, *, at: datetime) -> bool:
        return bool(self.update(state=JobState.DONE, ended_at=at, error=""))

    def fail(self, *, error: str, at: datetime) -> bool:
        error = error[:LONGEST_ERROR]
        return bool(self.update(state=JobState.FAILED, ended_at=at, error=error))

    def put_back(self, *, error: str, at: datetime, wait: timedelta) -> bool:
        error = error[:LONGEST_ERROR]
        return bool(
            self.update(state=JobState.QUEUED, error=error, not_before=at + wait, rung_at=at)
        )


class Job(Identified):
    """One piece of work for a worker: a task's name and the ids it needs, nothing else."""

    name = models.CharField(max_length=100)
    org_id = models.UUIDField(null=True)
    partner_id = models.UUIDField(null=True)
    ids = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    attempt = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    not_before = models.DateTimeField()
    rung_at = models.DateTimeField()
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()
    everywhere = SystemManager.from_queryset(JobQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="job_running_has_lease",
                condition=~Q(state="running") | Q(lease_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["rung_at"], condition=Q(state__in=["queued", "running"]), name="jobs_alive"
            ),
            models.Index(
                fields=["name", "org_id", "begun_at"],
                condition=Q(begun_at__isnull=False),
                name="jobs_begun",
            ),
        ]

    @classmethod
    def open(cls, name: str, *, ids: dict[str, Any], at: datetime, not_before: datetime) -> Self:
        """Store a job of the organisation that is entered (or of none)."""
        scope = require_scope(name)
        job = cls(name=name, org_id=scope.org, partner_id=scope.partner, ids=ids)
        job.created_at, job.rung_at, job.not_before = at, at, not_before
        job.save(force_insert=True)
        return job

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"
