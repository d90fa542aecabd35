"""What every task stands on: claim the row, work, write effect and state together."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType
from typing import Any, ClassVar
from uuid import UUID

from celery import Task
from django.utils import timezone

from portal.jobs import turns
from portal.jobs.models import Job, JobQuerySet
from portal.tenancy.context import Scope, personal, tenant

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=1)
MAX_ATTEMPTS = 6


class Fenced(RuntimeError):
    """Another worker holds the job by now; whatever this one made is thrown away."""


class Unfinished(RuntimeError):
    """A task returned without `lease.finish()`: nobody could tell whether its effect is there."""


@dataclass(frozen=True)
class Lease:
    """The right to do one job, for as long as it is renewed."""

    job_id: UUID
    attempt: int
    org: UUID | None
    partner: UUID | None

    def enter(self) -> AbstractContextManager[Scope]:
        """Enter the job's organisation, for one short transaction."""
        if self.org is None or self.partner is None:
            return personal(user=None)
        return tenant(org=self.org, partner=self.partner)

    def renew(self) -> None:
        """Keep the job for another spell; raises Fenced when it was lost."""
        with self.enter():
            if not self.held().renew(until=timezone.now() + LEASE):
                raise Fenced(str(self.job_id))

    @contextmanager
    def finish(self) -> Iterator[None]:
        """Write the job's effect and its end in one transaction; raises Fenced when it was lost."""
        with self.enter():
            if not self.held().end(at=timezone.now()):
                raise Fenced(str(self.job_id))
            yield

    def held(self) -> JobQuerySet:
        """The job's row, if this attempt still holds it. Inside `enter()`."""
        return Job.objects.held(self.job_id, self.attempt)


class JobTask(Task[Any, Any]):
    """Celery task of this project: `run(lease, **ids)`, called with the job's id alone.

    `give_up=` of `@shared_task` may name a function `(*, reason, at, **ids)`: what is written,
    inside the organisation, when the last of `max_attempts=` has failed. A fault is tried again
    after 2, 4, 8... seconds, an hour at most, by the sweep that finds it due.

    With `in_turns=True` a bell does not say which job is done, only that one may be: it is that of
    the organisation whose turn it is (portal.jobs.turns).
    """

    ignore_result = True
    acks_late = True
    max_attempts: ClassVar[int] = MAX_ATTEMPTS
    give_up: ClassVar[Callable[..., object] | None] = None
    in_turns: ClassVar[bool] = False

    def __call__(self, *, job: str, org: str | None, partner: str | None, **_: object) -> None:
        bare = Lease(UUID(job), 0, UUID(org) if org else None, UUID(partner) if partner else None)
        row = self._claim(bare)
        if row is None:
            return
        lease = Lease(row.pk, row.attempt, row.org_id, row.partner_id)
        if row.attempt > self.max_attempts:
            self._give_up(lease, row.ids, row.error or "Every attempt ended without a word.")
            return
        with _Attempt(self, lease, row.ids):
            self.run(lease, **row.ids)
            _check_finished(lease)

    def _claim(self, rung: Lease) -> Job | None:
        now = timezone.now()
        if self.in_turns:
            return turns.claim_next(self.name, at=now, lease=LEASE)
        with rung.enter():
            return Job.objects.claim(rung.job_id, at=now, lease=LEASE)

    def put_back_or_give_up(self, lease: Lease, ids: dict[str, Any], error: Exception) -> None:
        """What follows a fault."""
        reason = f"{type(error).__name__}: {error}"
        if lease.attempt >= self.max_attempts:
            self._give_up(lease, ids, reason)
            return
        wait = min(timedelta(seconds=2**lease.attempt), LONGEST_WAIT)
        with lease.enter():
            lease.held().put_back(error=reason, at=timezone.now(), wait=wait)

    def _give_up(self, lease: Lease, ids: dict[str, Any], reason: str) -> None:
        now = timezone.now()
        with _LastWords(lease, reason), lease.enter():
            if not lease.held().fail(error=reason, at=now):
                return
            write = type(self).give_up
            if write is not None:
                write(reason=reason, at=now, **ids)
        logger.error("Gave up job %s (%s): %s", lease.job_id, self.name, reason)


@dataclass(frozen=True)
class _Attempt:
    """Sees how a try at a job ends."""

    task: JobTask
    lease: Lease
    ids: dict[str, Any]

    def __enter__(self) -> None:
        """Nothing yet: the row is claimed."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if isinstance(error, Fenced):
            logger.warning("Job %s (%s) was taken over", self.lease.job_id, self.task.name)
            return True
        if isinstance(error, Exception):
            self.task.put_back_or_give_up(self.lease, self.ids, error)
        return False


@dataclass(frozen=True)
class _LastWords:
    """Ends a job also where writing about its end fails, which would be tried for ever.

    A fault of the database itself is left to the next lease.
    """

    lease: Lease
    reason: str

    def __enter__(self) -> None:
        """Nothing yet."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        told = f"{self.reason}; giving up failed: {type(error).__name__}: {error}"
        with self.lease.enter():
            self.lease.held().fail(error=told, at=timezone.now())
        logger.error("Giving up job %s failed", self.lease.job_id, exc_info=error)
        return True


def _check_finished(lease: Lease) -> None:
    with lease.enter():
        if lease.held().exists():
            raise Unfinished(str(lease.job_id))
