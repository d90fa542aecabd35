"""Everything of an engagement that counts until a day, gathered from each feature that knows."""

from collections.abc import Iterator
from datetime import date, datetime

from compliance.agreements import queries as agreements
from compliance.agreements.rules import AgreementKind
from compliance.clearance.places import settled_at
from compliance.clearance.queries import Standpoint
from compliance.clearance.rules import Line
from compliance.vendors import queries as vendors
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Lapsing, is_listed
from engagements.team import queries as team

# Told as the requirement that they meet.
JUDGED = frozenset({AgreementKind.BAA})


def running_out(
    engagement: Engagement, stand: Standpoint, *, at: datetime, today: date
) -> tuple[Lapsing, ...]:
    """What ends within the days that are listed, or is past due, nearest first.

    Papers come from the very lines of readiness, so that this list and the verdict cannot tell
    two stories. Empty for an engagement that is over.
    """
    if engagement.closed_on is not None:
        return ()
    found = [
        *_requirements(engagement, stand),
        *agreements.running_out(engagement, judged=JUDGED),
        *vendors.running_out(_entries(stand), partner_slug=engagement.partner.slug),
        *team.running_out(engagement, at=at),
    ]
    listed = (one for one in found if is_listed(one.last_day, today=today))
    return tuple(sorted(listed, key=lambda one: (one.until, one.key)))


def _requirements(engagement: Engagement, stand: Standpoint) -> Iterator[Lapsing]:
    for line in stand.readiness.lines:
        last_day = line.until or line.ended
        if last_day is not None:
            yield _lapsing(engagement, line, last_day)


def _lapsing(engagement: Engagement, line: Line, last_day: date) -> Lapsing:
    need = line.requirement
    return Lapsing(
        key=f"{engagement.pk}:{need.key}",
        what=need.title,
        sentence=line.sentence,
        until=last_day.isoformat(),
        party=line.holder if line.ended else need.owed_by,
        url=settled_at(engagement, need.kind)[0],
    )


def _entries(stand: Standpoint) -> Iterator[vendors.Entry]:
    return (use.entry for use in stand.uses if use.use.touches_data)
