"""The plan of an engagement as the timeline draws it."""

from datetime import date, timedelta

from engagements.milestones.queries import Step
from engagements.milestones.rules import MilestoneState
from portal.ui.drawings.timeline import Milestone as Bar
from portal.ui.drawings.timeline import Timeline


def timeline_of(steps: list[Step], *, cleared_until: date | None, today: date) -> Timeline:
    """Every milestone with the day that holds and the day foretold now.

    `cleared_until` is the last day of clearance, by which go-live is open or waits.
    """
    cleared = cleared_until is not None and cleared_until >= today
    bars = [_bar(step, cleared=cleared) for step in steps]
    return Timeline(milestones=bars, today=today, name="milestones")


def _bar(step: Step, *, cleared: bool) -> Bar:
    milestone = step.milestone
    due = step.expected_on or milestone.due_on
    start = milestone.started_on or due - timedelta(weeks=milestone.weeks_likely)
    return Bar(
        label=milestone.title,
        start=min(start, due),
        due=due,
        state=_state(step, cleared=cleared),
        baseline=milestone.holds_on,
        planned=milestone.due_on,
        done_on=milestone.accepted_on,
        note=_note(step, cleared=cleared),
    )


def _state(step: Step, *, cleared: bool) -> str:
    if step.milestone.state == MilestoneState.ACCEPTED:
        return "done"
    if step.milestone.is_go_live and not cleared:
        return "blocked"
    return "late" if step.is_late else "open"


def _note(step: Step, *, cleared: bool) -> str:
    if step.milestone.state == MilestoneState.ACCEPTED:
        return ""
    if step.milestone.is_go_live and not cleared:
        return "Waits for clearance."
    if step.waits_for:
        return f"Waits for {', '.join(step.waits_for)}."
    return ""
