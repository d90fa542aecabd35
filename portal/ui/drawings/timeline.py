"""The timeline of a plan: what was agreed, what is forecast now, what is done, and today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString

from portal.ui.drawings.svg import Scale, axis, day_words, drawing, element

WIDTH, LABELS, ROW, TOP = 960.0, 300.0, 40.0, 40.0


@dataclass(frozen=True, slots=True)
class Milestone:
    """One milestone; `state` is done, open, late or blocked, `note` says why it moved or waits."""

    label: str
    start: date
    due: date
    state: str = "open"
    baseline: date | None = None
    done_on: date | None = None
    owner: str = ""
    note: str = ""

    @property
    def end(self) -> date:
        """Where its bar ends: the day it was done, else the day it is forecast for."""
        return self.done_on or self.due

    @property
    def moved(self) -> bool:
        """Whether the date differs from the one first agreed."""
        return self.baseline is not None and self.baseline != self.end


@dataclass(frozen=True, slots=True)
class Timeline:
    """Milestones in the order of the plan; `name` must be its own on the page."""

    milestones: Sequence[Milestone]
    today: date
    name: str = "timeline"
    title: str = "Timeline of the milestones"

    @property
    def description(self) -> str:
        """What the drawing shows, in one sentence for those who cannot see it."""
        done = sum(milestone.state == "done" for milestone in self.milestones)
        return (
            f"{done} of {len(self.milestones)} milestones done; the table below holds every date."
        )

    def scale(self) -> Scale:
        """From a week before the first day to two weeks after the last."""
        days = [self.today]
        for milestone in self.milestones:
            days += [milestone.start, milestone.end, milestone.baseline or milestone.end]
        first, last = min(days) - timedelta(days=7), max(days) + timedelta(days=14)
        return Scale(first, last, LABELS, WIDTH - 8)


def draw_timeline(timeline: Timeline) -> SafeString:
    """One row for each milestone: a bar to its forecast, a ring where it was first agreed."""
    scale = timeline.scale()
    height = TOP + ROW * len(timeline.milestones) + 10
    today = scale.x(timeline.today)
    return drawing(
        axis(scale, 6, height),
        element("line", look="d-today", x1=today, x2=today, y1=24, y2=height),
        element("text", "Today", look="d-soft", x=today + 4, y=28),
        *(
            _row(milestone, scale, TOP + ROW * index + ROW / 2)
            for index, milestone in enumerate(timeline.milestones)
        ),
        width=WIDTH,
        height=height,
        title=timeline.title,
        description=timeline.description,
        name=timeline.name,
    )


def _row(milestone: Milestone, scale: Scale, y: float) -> SafeString:
    start, end = scale.x(milestone.start), scale.x(milestone.end)
    look = {"done": "d-done", "late": "d-late", "blocked": "d-blocked"}.get(
        milestone.state, "d-open"
    )
    parts = [
        element("title", f"{milestone.label}: {day_words(milestone.end)}"),
        element("text", milestone.label, look="d-text", x=0, y=y + 5),
        element("rect", look=look, x=start, y=y - 5, width=max(end - start, 10.0), height=10, rx=5),
    ]
    if milestone.moved and milestone.baseline:
        x = scale.x(milestone.baseline)
        parts.append(element("line", look="d-baseline", x1=x, x2=x, y1=y - 11, y2=y + 11))
    if milestone.state == "blocked":
        parts.append(
            element("path", look="d-blocked", d=f"M{end - 4:.1f} {y - 9:.1f}l9 9l-9 9l-9-9z")
        )
    return element("g", *parts)
