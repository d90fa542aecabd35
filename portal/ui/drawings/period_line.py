"""The line of reported periods: which days of a window reports and bridge letters reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString

from portal.ui.drawings.svg import Scale, axis, centred, day_words, drawing, element, join

WIDTH, TOP = 840.0, 34.0


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included; `kind` is report, bridge or gap."""

    label: str
    start: date
    end: date
    kind: str = "report"
    note: str = ""

    @property
    def days(self) -> int:
        """How many days it holds, both ends included."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """Periods against the window they must cover; `name` must be its own on the page.

    `today_is` is what `today` is called, where somebody may look at the drawing on another day.
    """

    window_start: date
    window_end: date
    periods: Sequence[Period]
    today: date
    today_is: str = "Today"
    name: str = "periods"
    title: str = "Periods reported on"

    @property
    def gaps(self) -> list[Period]:
        """The periods nobody reports on."""
        return [period for period in self.periods if period.kind == "gap"]

    @property
    def description(self) -> str:
        """What the drawing shows, in one sentence for those who cannot see it."""
        window = f"{day_words(self.window_start)} to {day_words(self.window_end)}"
        if not self.gaps:
            return f"Every day from {window} is covered."
        days = sum(gap.days for gap in self.gaps)
        return f"From {window}, {days} day{'' if days == 1 else 's'} are not covered."

    def scale(self) -> Scale:
        """From two weeks before the first day to two weeks after the last."""
        days = [self.window_start, self.window_end, self.today]
        days += [day for period in self.periods for day in (period.start, period.end)]
        margin = timedelta(days=14)
        return Scale(min(days) - margin, max(days) + margin, 0, WIDTH)


def draw_period_line(line: PeriodLine) -> SafeString:
    """One lane: reports as solid bars, bridges dashed, gaps marked in words; the window below."""
    scale = line.scale()
    y = TOP + 24
    today = scale.x(line.today)
    start, end = scale.x(line.window_start), scale.x(line.window_end)
    needed = f"Needed: {day_words(line.window_start)} to {day_words(line.window_end)}"
    return drawing(
        axis(scale, 6, y + 14),
        element("line", look="d-today", x1=today, x2=today, y1=TOP - 8, y2=y + 54),
        *(_period(period, scale, y) for period in line.periods),
        element("path", look="d-baseline", d=f"M{start:.1f} {y + 20:.1f}v7H{end:.1f}v-7"),
        element("text", needed, look="d-soft", x=(start + end) / 2, y=y + 44, text_anchor="middle"),
        centred(line.today_is, x=today, y=y + 68, width=WIDTH),
        width=WIDTH,
        height=y + 74,
        title=line.title,
        description=line.description,
        name=line.name,
    )


def _period(period: Period, scale: Scale, y: float) -> SafeString:
    start, end = scale.x(period.start), max(scale.x(period.end), scale.x(period.start) + 6)
    look = {"bridge": "d-bridge", "gap": "d-gap"}.get(period.kind, "d-done")
    words = "d-gap-text" if period.kind == "gap" else "d-soft"
    return element(
        "g",
        element("title", f"{period.label}: {day_words(period.start)} to {day_words(period.end)}"),
        element("rect", look=look, x=start, y=y - 6, width=end - start, height=12, rx=2),
        join([element("text", period.label, look=words, x=start, y=y - 13)])
        if end - start > 40
        else "",
    )
