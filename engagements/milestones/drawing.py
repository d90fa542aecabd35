"""The plan of an engagement as the timeline draws it."""

from datetime import date, timedelta

from engagements.lifecycle.models import Engagement
from engagements.milestones.queries import Step
from engagements.milestones.rules import MilestoneState
from portal.ui.drawings.timeline import Milestone as Bar
from portal.ui.drawings.timeline import Timeline


def timeline_of(steps: list[Step], engagement: Engagement, *, today: date) -> Timeline:
    """Every milestone with the day that holds and the day foretold now."""
    bars = [_bar(step, engagement, today) for step in steps]
    return Timeline(milestones=bars, today=today, name="milestones")


def _bar(step: Step, engagement: Engagement, today: date) -> Bar:
    milestone = step.milestone
    due = step.expected_on or milestone.due_on
    start = milestone.started_on or due - timedelta(weeks=milestone.weeks_likely)
    return Bar(
        label=milestone.title,
        start=min(start, due),
        due=due,
        state=_state(step, engagement, today),
        baseline=milestone.holds_on,
        planned=milestone.due_on,
        done_on=milestone.accepted_on,
        note=_note(step, engagement, today),
    )


def _state(step: Step, engagement: Engagement, today: date) -> str:
    if step.milestone.state == MilestoneState.ACCEPTED:
        return "done"
    if step.milestone.is_go_live and not _cleared(engagement, today):
        return "blocked"
    return "late" if step.is_late else "open"


def _note(step: Step, engagement: Engagement, today: date) -> str:
    if step.milestone.state == MilestoneState.ACCEPTED:
        return ""
    if step.milestone.is_go_live and not _cleared(engagement, today):
        return "Waits for clearance."
    if step.waits_for:
        return f"Waits for {', '.join(step.waits_for)}."
    return ""


def _cleared(engagement: Engagement, today: date) -> bool:
    return engagement.cleared_until is not None and engagement.cleared_until >= today
