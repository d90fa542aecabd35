"""Reading milestones with their evidence."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from engagements.lifecycle.models import Engagement
from engagements.milestones.models import Milestone, MilestoneDate, MilestoneEvidence
from engagements.milestones.rules import (
    DateState,
    Forecast,
    MilestoneFacts,
    MilestoneState,
    forecast,
)
from portal.accounts.models import User
from portal.audit.past import Deed, deeds_before

PLANNED = "engagements.milestone.planned"
STARTED = "engagements.milestone.started"
SUBMITTED = "engagements.milestone.submitted"
ACCEPTED = "engagements.milestone.accepted"
RETURNED = "engagements.milestone.returned"
STATES_AFTER = {
    STARTED: MilestoneState.IN_PROGRESS,
    SUBMITTED: MilestoneState.SUBMITTED,
    ACCEPTED: MilestoneState.ACCEPTED,
    RETURNED: MilestoneState.RETURNED,
}


@dataclass(frozen=True)
class Step:
    """A milestone with what was attached to it and what it still waits for."""

    milestone: Milestone
    evidence: list[MilestoneEvidence] = field(default_factory=list)
    waits_for: tuple[str, ...] = ()
    expected_on: date | None = None
    dates: list[MilestoneDate] = field(default_factory=list)

    def facts(self, engagement: Engagement) -> MilestoneFacts:
        """The milestone as the checks take it."""
        return MilestoneFacts(
            state=MilestoneState(self.milestone.state),
            evidence_count=len(self.evidence),
            waits_for=self.waits_for,
            is_go_live=self.milestone.is_go_live,
            cleared_until=engagement.cleared_until,
            missing=tuple(engagement.missing),
        )

    @property
    def is_late(self) -> bool:
        """Whether it is expected after the day that holds."""
        return self.expected_on is not None and self.expected_on > self.milestone.holds_on

    @property
    def proposed(self) -> MilestoneDate | None:
        """The date that waits for the client; none once the milestone is accepted."""
        if self.milestone.state == MilestoneState.ACCEPTED:
            return None
        return next((one for one in self.dates if one.standing is DateState.PROPOSED), None)

    @property
    def answered(self) -> list[MilestoneDate]:
        """The dates that were agreed to or declined, oldest first."""
        told = {DateState.AGREED, DateState.DECLINED}
        return [one for one in self.dates if one.standing in told]


def steps_of(engagement: Engagement, *, today: date, at: datetime | None = None) -> list[Step]:
    """Every milestone of an engagement in order, in three queries.

    With `at`, as they stood before that instant.
    """
    rows_of_plan = Milestone.objects.of_engagement(engagement).in_order()
    milestones = list(rows_of_plan.select_related("submitted_by", "accepted_by"))
    dates = _dates_of(engagement, at)
    if at is not None:
        milestones = _as_they_stood(engagement, milestones, at, dates)
    attached = defaultdict(list)
    everything = MilestoneEvidence.objects.of_engagement(engagement)
    rows = everything.attached() if at is None else everything.attached_before(at)
    for evidence in rows.select_related("file", "added_by").order_by("added_at", "pk"):
        attached[evidence.milestone_id].append(evidence)
    expected = forecast_of(milestones, today=today).dates
    open_titles = {m.key: m.title for m in milestones if m.state != MilestoneState.ACCEPTED}
    return [
        Step(
            milestone=milestone,
            evidence=attached[milestone.pk],
            waits_for=tuple(open_titles[k] for k in milestone.depends_on if k in open_titles),
            expected_on=expected[milestone.key],
            dates=dates[milestone.pk],
        )
        for milestone in milestones
    ]


def _dates_of(engagement: Engagement, at: datetime | None) -> dict[UUID, list[MilestoneDate]]:
    """By milestone, oldest first; of a past instant only those that were answered before it."""
    rows = MilestoneDate.objects.of_engagement(engagement)
    if at is not None:
        rows = rows.filter(answered_at__lt=at)
    found = defaultdict(list)
    for one in rows.select_related("proposed_by", "answered_by"):
        found[one.milestone_id].append(one)
    return found


def _agreed_in(dates: list[MilestoneDate]) -> date | None:
    agreed = [
        (one.answered_at, one.day)
        for one in dates
        if one.answered_at and one.standing is DateState.AGREED
    ]
    return max(agreed)[1] if agreed else None


def _as_they_stood(
    engagement: Engagement,
    milestones: list[Milestone],
    at: datetime,
    dates: dict[UUID, list[MilestoneDate]],
) -> list[Milestone]:
    """None of them before the plan was laid out."""
    actions = [PLANNED, *STATES_AFTER]
    deeds = deeds_before(at, actions, org=engagement.org_id, engagement=engagement.pk)
    people = User.objects.in_bulk([one.by for each in deeds.values() for one in each if one.by])
    if str(engagement.pk) not in deeds:
        return []
    return [
        _as_it_stood(
            milestone,
            engagement,
            deeds.get(str(milestone.pk), []),
            people,
            _agreed_in(dates[milestone.pk]),
        )
        for milestone in milestones
    ]


def _as_it_stood(
    milestone: Milestone,
    engagement: Engagement,
    deeds: list[Deed],
    people: dict[UUID, User],
    agreed_on: date | None,
) -> Milestone:
    submitted = [one for one in deeds if one.action == SUBMITTED]
    last = submitted[-1] if submitted else None
    return milestone.as_it_stood(
        STATES_AFTER[deeds[-1].action] if deeds else MilestoneState.PLANNED,
        submitted=(people.get(last.by) if last.by else None, last.at) if last else None,
        started_on=engagement.org.day(deeds[0].at) if deeds else None,
        agreed_on=agreed_on,
    )


def step_at(engagement: Engagement, milestone_id: UUID, *, today: date) -> Step:
    """One milestone of an engagement, or 404."""
    get_object_or_404(Milestone.objects.of_engagement(engagement), pk=milestone_id)
    return next(s for s in steps_of(engagement, today=today) if s.milestone.pk == milestone_id)


def forecast_of(milestones: list[Milestone], *, today: date) -> Forecast:
    """When the plan will be done, as it stands."""
    return forecast([milestone.planned for milestone in milestones], today=today)


def evidence_at(engagement: Engagement, evidence_id: UUID) -> MilestoneEvidence:
    """One piece of evidence of an engagement's milestones, or 404."""
    rows = MilestoneEvidence.objects.of_engagement(engagement).select_related("file", "milestone")
    found: MilestoneEvidence = get_object_or_404(rows, pk=evidence_id)
    return found
