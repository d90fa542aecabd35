"""What every task stands on: claim the row, work, write effect and state together."""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from celery import Task
from django.utils import timezone

from portal.jobs.models import Job, JobState
from portal.tenancy.context import Scope, personal, tenant

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)


class Fenced(RuntimeError):
    """Another worker holds the job by now; whatever this one made is thrown away."""


@dataclass(frozen=True)
class Lease:
    """The right to do one job, for as long as it is renewed."""

    job_id: UUID
    attempt: int
    org: UUID | None
    partner: UUID | None
    last: bool

    def enter(self) -> AbstractContextManager[Scope]:
        """Enter the job's organisation, for one short transaction."""
        if self.org is None or self.partner is None:
            return personal(user=None)
        return tenant(org=self.org, partner=self.partner)

    def renew(self) -> None:
        """Keep the job for another spell; raises Fenced when it was lost. Inside `enter()`."""
        if not self._mine().update(lease_until=timezone.now() + LEASE):
            raise Fenced(str(self.job_id))

    @contextmanager
    def finish(self) -> Iterator[None]:
        """Write the job's effect and its end in one transaction; raises Fenced when it was lost."""
        with self.enter():
            if not self._mine().update(state=JobState.DONE, ended_at=timezone.now(), error=""):
                raise Fenced(str(self.job_id))
            yield

    def release(self, error: str, *, at: datetime) -> bool:
        """Give the job back after a fault; True when it was the last attempt and is now failed."""
        wait = timedelta(seconds=2**self.attempt)
        state = JobState.FAILED if self.last else JobState.QUEUED
        with self.enter():
            given = self._mine().update(state=state, error=error, not_before=at + wait, rung_at=at)
        return bool(given) and self.last

    def _mine(self) -> Any:
        return Job.objects.held(self.job_id, self.attempt)


class JobTask(Task[Any, Any]):
    """Celery task of this project: `run(lease, **ids)`, called with the job's id alone.

    A subclass or `give_up=` may say what is written when the last attempt failed.
    """

    ignore_result = True
    acks_late = True
    give_up: ClassVar[Any] = None

    def __call__(self, *, job: str, org: str | None, partner: str | None, **_: object) -> None:
        claimed = self._claim(UUID(job), org and UUID(org), partner and UUID(partner))
        if claimed is None:
            return
        lease, ids = claimed
        self.request.update(lease=lease, ids=ids)
        try:
            self.run(lease, **ids)
        except Fenced:
            logger.warning("Job %s (%s) was taken over", job, self.name)

    def on_failure(self, exc: Any, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        lease = self.request.get("lease")
        if lease and lease.release(f"{type(exc).__name__}: {exc}", at=timezone.now()):
            self._give_up(lease, self.request.get("ids"), str(exc))

    def _claim(self, job: UUID, org: Any, partner: Any) -> tuple[Lease, dict[str, Any]] | None:
        bare = Lease(job, 0, org or None, partner or None, last=False)
        with bare.enter():
            row = Job.objects.claim(job, at=timezone.now(), lease=LEASE)
        if row is None:
            return None
        lease = Lease(job, row.attempt, row.org_id, row.partner_id, last=row.is_last_attempt)
        if row.is_worn_out:
            self._wear_out(lease, row)
            return None
        return lease, row.ids

    def _wear_out(self, lease: Lease, row: Job) -> None:
        worn = Lease(lease.job_id, lease.attempt, lease.org, lease.partner, last=True)
        error = row.error or "every attempt ended without a word"
        if worn.release(error, at=timezone.now()):
            self._give_up(worn, row.ids, error)

    def _give_up(self, lease: Lease, ids: dict[str, Any] | None, reason: str) -> None:
        logger.error("Gave up job %s (%s): %s", lease.job_id, self.name, reason)
        if self.give_up is not None:
            with lease.enter():
                type(self).give_up(reason=reason, at=timezone.now(), **(ids or {}))
