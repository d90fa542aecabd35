"""Agreeing on another date for a milestone: the partner proposes, the client answers."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404

from engagements.lifecycle.actions import hold_open
from engagements.lifecycle.models import Engagement
from engagements.milestones import rules
from engagements.milestones.actions.shared import held_step, mail, tell
from engagements.milestones.models import MilestoneDate
from engagements.milestones.queries import step_at
from engagements.milestones.rules import DateState, MilestoneState, Wish
from portal.accounts.models import User
from portal.accounts.queries import people_with
from portal.accounts.roles import Right, Role
from portal.audit import log

PROPOSED = log.action(
    "engagements.milestone.date_proposed", "proposed another date for a milestone"
)
AGREED = log.action("engagements.milestone.date_agreed", "agreed to another date for a milestone")
DECLINED = log.action("engagements.milestone.date_declined", "declined a date for a milestone")
ANSWERS = {DateState.AGREED: AGREED, DateState.DECLINED: DECLINED}


@transaction.atomic
def propose_date(
    *,
    engagement: Engagement,
    milestone_id: UUID,
    day: date,
    reason: str,
    role: Role,
    by: User,
    at: datetime,
    today: date,
) -> MilestoneDate:
    """Propose another date for a milestone; whoever accepts for the client is told by mail.

    It takes the place of a date that still waits for an answer. Raises MilestoneRefused.
    """
    _, step = held_step(engagement, milestone_id, today)
    milestone = step.milestone
    wish = Wish(day=day, holds=milestone.holds_on, reason=reason)
    rules.check_proposal(wish, MilestoneState(milestone.state), role=role, today=today)
    if step.proposed:
        step.proposed.settle(DateState.REPLACED, by=by, at=at)
    proposed = MilestoneDate(org_id=milestone.org_id, milestone=milestone)
    proposed.propose(wish, by=by, at=at)
    for person in people_with(Right.ACCEPT_MILESTONE, org_id=engagement.org_id):
        mail(person, "milestone_date_proposed", engagement, milestone, by, at, day=str(proposed))
    told = {"day": day.isoformat(), "before": wish.holds.isoformat(), "reason": proposed.reason}
    tell(PROPOSED, milestone, by, at, today, **told)
    return proposed


@transaction.atomic
def answer_date(
    *,
    engagement: Engagement,
    date_id: UUID,
    answer: DateState,
    reason: str,
    role: Role,
    by: User,
    at: datetime,
    today: date,
) -> MilestoneDate:
    """Agree to a proposed date for the client, or decline it with a reason; the partner is told.

    Agreed, it holds from now on, beside the planned one. Raises MilestoneRefused.
    """
    held = hold_open(engagement.pk)
    known = get_object_or_404(MilestoneDate.objects.of_engagement(held), pk=date_id)
    step = step_at(held, known.milestone_id, today=today)
    proposed = next(one for one in step.dates if one.pk == date_id)
    milestone = step.milestone
    state = MilestoneState(milestone.state)
    rules.check_answer(proposed.standing, answer, state, role=role, reason=reason)
    proposed.settle(answer, by=by, at=at, answer=reason)
    if answer is DateState.AGREED:
        milestone.agree(proposed.day)
    words = {"day": str(proposed), "agreed": answer is DateState.AGREED}
    mail(proposed.proposed_by, "milestone_date_answered", engagement, milestone, by, at, **words)
    told = {"day": proposed.day.isoformat(), "before": proposed.moved_from.isoformat()}
    tell(ANSWERS[answer], milestone, by, at, today, reason=proposed.answer, **told)
    return proposed
