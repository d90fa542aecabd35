"""Stamping an engagement with what its readiness came to."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from compliance.clearance.actions.lapses import tell_lapses
from compliance.clearance.duties import duties_of
from compliance.clearance.lapsing import running_out
from compliance.clearance.queries import Standpoint, standpoint
from compliance.clearance.reliance import tell_reliance
from compliance.clearance.rules import Readiness
from compliance.cuecs.actions import take_over
from compliance.vendors.queries import uses_of
from engagements.lifecycle.models import Engagement, Stamp
from engagements.lifecycle.rules import Party
from portal.audit import log

CLEARED = log.action("compliance.clearance.given", "found everything met")
MOVED = log.action("compliance.clearance.moved", "found everything met until another day")
LOST = log.action("compliance.clearance.lost", "found that not everything is met any more")


@transaction.atomic
def restamp(*, engagement_id: UUID, at: datetime, today: date) -> Readiness:
    """Judge an engagement anew and write the outcome on its row, for the book and the gate.

    A change of clearance is told in the trail, with what is missing; and which reports of the
    partner's register the engagement came to rely on. Their user entity controls become duties.
    What was met and is not any more is told by mail to everybody concerned.
    """
    locked: Engagement = Engagement.objects.select_for_update().get(pk=engagement_id)
    before, met_before = locked.cleared_until, frozenset(locked.met)
    take_over(engagement=locked, uses=uses_of(locked), at=at)
    stand = standpoint(locked, today=today)
    readiness = stand.readiness
    locked.stamp(_stamp(locked, stand, at, today), at=at)
    tell_reliance(locked, stand.uses, at=at)
    _tell(locked, before, readiness, at)
    tell_lapses(locked, readiness, met_before=met_before, was_cleared=before is not None, at=at)
    return readiness


def _stamp(engagement: Engagement, stand: Standpoint, at: datetime, today: date) -> Stamp:
    readiness = stand.readiness
    step = readiness.next_step
    return Stamp(
        stage=readiness.stage,
        next_step=_words(readiness),
        next_holder=step.party if step else Party.NOBODY,
        next_kind=step.kind if step else "",
        cleared_until=readiness.cleared_until,
        earliest_expiry=readiness.earliest_expiry,
        next_since=_noon(engagement, step.since) if step and step.since else None,
        duties=duties_of(engagement, today=today),
        lapsing=running_out(engagement, stand, at=at, today=today),
        met=tuple(one.requirement.key for one in readiness.lines if one.standing.is_met),
        missing=tuple(line.requirement.title for line in readiness.open_lines),
    )


def _noon(engagement: Engagement, day: date) -> datetime:
    """A moment of that day where the client is."""
    return datetime.combine(day, time(12), tzinfo=ZoneInfo(engagement.org.time_zone))


def _words(readiness: Readiness) -> str:
    """The next step in a few words: the book has one line for it, the overview the sentence."""
    ruled_out = [block for block in readiness.blocks if not block.by_evidence]
    if ruled_out:
        return f"Ruled out: {ruled_out[0].title}"[:300]
    return readiness.next_step.title[:300] if readiness.next_step else "Nothing is open"


def _tell(engagement: Engagement, before: date | None, readiness: Readiness, at: datetime) -> None:
    now = readiness.cleared_until
    if before == now:
        return
    what = CLEARED if before is None else LOST if now is None else MOVED
    log.record(
        what,
        target=engagement,
        by=None,
        at=at,
        engagement_id=engagement.pk,
        until=now.isoformat() if now else None,
        missing=[line.requirement.title for line in readiness.open_lines],
        ruled_out=[block.reason for block in readiness.blocks],
    )
