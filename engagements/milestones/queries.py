"""Reading milestones with their evidence."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.shortcuts import get_object_or_404

from engagements.lifecycle.models import Engagement
from engagements.milestones.models import Milestone, MilestoneEvidence
from engagements.milestones.rules import Forecast, MilestoneFacts, MilestoneState, forecast


@dataclass(frozen=True)
class Step:
    """A milestone with what was attached to it and what it still waits for."""

    milestone: Milestone
    evidence: list[MilestoneEvidence] = field(default_factory=list)
    waits_for: tuple[str, ...] = ()
    expected_on: date | None = None

    def facts(self, cleared_until: date | None) -> MilestoneFacts:
        """The milestone as the checks take it."""
        return MilestoneFacts(
            state=MilestoneState(self.milestone.state),
            evidence_count=len(self.evidence),
            waits_for=self.waits_for,
            is_go_live=self.milestone.is_go_live,
            cleared_until=cleared_until,
        )

    @property
    def is_late(self) -> bool:
        """Whether it is expected after the day it was planned for."""
        return self.expected_on is not None and self.expected_on > self.milestone.due_on


def steps_of(engagement: Engagement, *, today: date) -> list[Step]:
    """Every milestone of an engagement in order, in two queries."""
    milestones = list(
        Milestone.objects.of_engagement(engagement)
        .in_order()
        .select_related("submitted_by", "accepted_by")
    )
    attached = defaultdict(list)
    rows = MilestoneEvidence.objects.of_engagement(engagement).attached()
    for evidence in rows.select_related("file", "added_by").order_by("added_at"):
        attached[evidence.milestone_id].append(evidence)
    expected = forecast_of(milestones, today=today).dates
    open_titles = {m.key: m.title for m in milestones if m.state != MilestoneState.ACCEPTED}
    return [
        Step(
            milestone=milestone,
            evidence=attached[milestone.pk],
            waits_for=tuple(open_titles[k] for k in milestone.depends_on if k in open_titles),
            expected_on=expected[milestone.key],
        )
        for milestone in milestones
    ]


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
