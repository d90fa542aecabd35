"""Whose turn it is among those who wait for one kind of job."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Waiting:
    """A job that may be begun, of an organisation under its partner, and since when it waits."""

    id: UUID
    org: UUID
    partner: UUID
    since: datetime


def in_turn(waiting: Iterable[Waiting], begun: Mapping[UUID, datetime]) -> list[Waiting]:
    """The order in which jobs are begun: one of each organisation, round after round.

    First comes the organisation whose last job was begun longest ago (`begun`, by organisation),
    one without any before all; of one organisation the oldest job.
    """
    own: dict[UUID, deque[Waiting]] = {}
    for job in sorted(waiting, key=lambda job: (job.since, job.id)):
        own.setdefault(job.org, deque()).append(job)
    round_ = deque(sorted(own, key=lambda org: (begun.get(org, NEVER), own[org][0].since, org)))
    order = []
    while round_:
        org = round_.popleft()
        order.append(own[org].popleft())
        if own[org]:
            round_.append(org)
    return order
