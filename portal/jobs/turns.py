"""Jobs that are done in turns, so that who asks for many keeps nobody else waiting.

The broker's order plays no part: whichever bell a worker hears, it claims the job whose turn it is.
"""

from datetime import datetime, timedelta
from uuid import UUID

from portal.jobs.models import Job
from portal.jobs.rules import Waiting, in_turn
from portal.tenancy.context import tenant, waiting_line

# Other workers may be as quick; what is left then is rung for again by the sweep.
MOST_TRIES = 20
# All that is read of the jobs of others.
LOOKED_AT = ("pk", "org_id", "partner_id", "created_at")


def claim_next(name: str, *, at: datetime, lease: timedelta) -> Job | None:
    """Take the job of that name whose turn it is; None when none is due. Outside any tenant."""
    for _ in range(MOST_TRIES):
        line = _line(name, at)
        if not line:
            return None
        first = line[0]
        with tenant(org=first.org, partner=first.partner):
            claimed = Job.objects.claim(first.id, at=at, lease=lease)
        if claimed is not None:
            return claimed
    return None


def before(name: str, ids: dict[str, str], *, at: datetime) -> int | None:
    """How many jobs of that name, of everybody, are begun before the one asked for with `ids`.

    Inside its organisation. None when it does not wait, or is not due yet.
    """
    own: UUID | None = Job.objects.waiting_for(name, ids).values_list("pk", flat=True).first()
    places = {job.id: place for place, job in enumerate(_line(name, at))} if own else {}
    return places.get(own) if own else None


def _line(name: str, at: datetime) -> list[Waiting]:
    with waiting_line(name):
        rows = Job.objects.claimable(at).filter(name=name)
        due = [
            Waiting(pk, org, partner, since)
            for pk, org, partner, since in rows.values_list(*LOOKED_AT)
            if org and partner
        ]
        return in_turn(due, Job.objects.last_begun(name))
