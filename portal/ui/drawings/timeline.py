"""The timeline of a plan: what was agreed, what is forecast now, what is done, and today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString

from portal.ui.drawings.svg import Scale, axis, centred, day_words, drawing, element

WIDTH, LABELS, ROW, TOP = 840.0, 225.0, 38.0, 34.0
LOOKS = {"done": "d-done", "late": "d-late", "blocked": "d-blocked"}


@dataclass(frozen=True, slots=True)
class Milestone:
    """One milestone; `state` is done, open, late or blocked, `note` says why it moved or waits.

    `baseline` is the date that holds, `planned` the first one where another was agreed since.
    """

    label: str
    start: date
    due: date
    state: str = "open"
    baseline: date | None = None
    done_on: date | None = None
    owner: str = ""
    note: str = ""
    planned: date | None = None

    @property
    def end(self) -> date:
        """Where its bar ends: the day it was done, else the day it is forecast for."""
        return self.done_on or self.due

    @property
    def moved(self) -> bool:
        """Whether the date differs from the one first agreed."""
        return self.baseline is not None and self.baseline != self.end

    @property
    def words(self) -> str:
        """The words beside its bar: the day, and its state where that is not plain."""
        day = f"{self.end.day} {self.end:%b}"
        return f"{day}, {self.state}" if self.state in {"late", "blocked"} else day


@dataclass(frozen=True, slots=True)
class Timeline:
    """Milestones in the order of the plan; `name` must be its own on the page.

    `today_is` is what `today` is called, where somebody may look at the drawing on another day.
    """

    milestones: Sequence[Milestone]
    today: date
    today_is: str = "Today"
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
        """From shortly before the first day to past the last, with room for its words."""
        days = [self.today]
        for milestone in self.milestones:
            days += [milestone.start, milestone.end, milestone.baseline or milestone.end]
        first, last = min(days), max(days)
        span = max((last - first).days, 14)
        return Scale(
            first - timedelta(days=span // 30 + 1),
            last + timedelta(days=span // 5 + 2),
            LABELS,
            WIDTH,
        )


def draw_timeline(timeline: Timeline) -> SafeString:
    """One row for each milestone: a bar to its forecast, a stroke where it was first agreed."""
    scale = timeline.scale()
    bottom = TOP + ROW * len(timeline.milestones)
    today = scale.x(timeline.today)
    return drawing(
        axis(scale, 6, bottom),
        element("line", look="d-today", x1=today, x2=today, y1=TOP - 12, y2=bottom + 6),
        *(
            _row(milestone, scale, TOP + ROW * index)
            for index, milestone in enumerate(timeline.milestones)
        ),
        element("line", look="d-axis", x1=0, x2=WIDTH, y1=bottom, y2=bottom),
        centred(timeline.today_is, x=today, y=bottom + 20, width=WIDTH),
        width=WIDTH,
        height=bottom + 26,
        title=timeline.title,
        description=timeline.description,
        name=timeline.name,
    )


def _row(milestone: Milestone, scale: Scale, top: float) -> SafeString:
    y = top + ROW / 2
    start = scale.x(milestone.start)
    width = max(scale.x(milestone.end) - start, 10.0)
    end = start + width
    parts = [
        element("title", f"{milestone.label}: {day_words(milestone.end)}"),
        element("line", look="d-axis", x1=0, x2=WIDTH, y1=top, y2=top),
        element("text", clip(milestone.label), look="d-text", x=0, y=y + 5),
        element(
            "rect",
            look=LOOKS.get(milestone.state, "d-open"),
            x=start,
            y=y - 5,
            width=width,
            height=10,
            rx=5,
        ),
    ]
    words_at = end + 8
    if milestone.moved and milestone.baseline:
        agreed = scale.x(milestone.baseline)
        parts.append(element("line", look="d-baseline", x1=agreed, x2=agreed, y1=y - 11, y2=y + 11))
        words_at = max(words_at, agreed + 8 if agreed < end + 50 else words_at)
    if milestone.state == "blocked":
        parts.append(
            element("path", look="d-blocked", d=f"M{end - 5:.1f} {y - 9:.1f}l9 9l-9 9l-9-9z")
        )
    parts.append(element("text", milestone.words, look="d-soft", x=words_at, y=y + 4.5))
    return element("g", *parts)


def clip(label: str) -> str:
    """A label cut to the room beside the bars; the table carries the whole of it."""
    return label if len(label) <= 32 else f"{label[:31].rstrip()}…"
