"""What the actions of this feature share: the lock, what the trail and the mails tell."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from engagements.lifecycle.actions import hold_open
from engagements.lifecycle.models import Engagement
from engagements.milestones.models import Milestone
from engagements.milestones.queries import Step, forecast_of, step_at
from portal.accounts.models import User
from portal.audit import log
from portal.jobs.queue import enqueue
from portal.mail import outbox


def held_step(engagement: Engagement, milestone_id: UUID, today: date) -> tuple[Engagement, Step]:
    """The engagement, locked, and one of its milestones. Raises what `hold_open` does."""
    # The engagement's lock is that of all its milestones.
    held = hold_open(engagement.pk)
    return held, step_at(held, milestone_id, today=today)


def tell(
    what: log.Action, milestone: Milestone, by: User, at: datetime, today: date, **data: object
) -> None:
    """Foretell the plan anew, record what was done, and have readiness judged."""
    engagement = milestone.engagement
    plan = list(Milestone.objects.of_engagement(engagement).in_order())
    engagement.forecast_for(forecast_of(plan, today=today).ends_on)
    log.record(
        what, target=milestone, by=by, at=at, engagement_id=engagement.pk, key=milestone.key, **data
    )
    enqueue("compliance.restamp", engagement_id=str(engagement.pk))


def mail(
    person: User,
    template: str,
    engagement: Engagement,
    milestone: Milestone,
    by: User,
    at: datetime,
    **more: Any,
) -> None:
    """Write to one person, with a link to the milestone."""
    outbox.post(
        to=person.email,
        template=template,
        at=at,
        name=person.name,
        by=by.name,
        engagement=engagement.title,
        milestone=milestone.title,
        reason=milestone.returned_reason,
        path=f"/o/{engagement.client_slug}/e/{engagement.pk}/milestones/#{milestone.key}",
        **more,
    )
