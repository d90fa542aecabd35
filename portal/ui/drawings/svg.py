"""Builds SVG text safely: every attribute and every word is escaped, no inline style is written.

A drawing names its parts by class. The style sheet colours them on the page, in both schemes; the
presentation attributes below do the same wherever there is no style sheet, such as in a PDF.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

INK, SOFT, HAIRLINE = "#211f1b", "#5c574d", "#ddd6c7"
ACCENT, AMBER, RED, SURFACE = "#1f4d3a", "#855000", "#a01c22", "#fffdf9"
SANS = "Source Sans Pro, Source Sans 3, sans-serif"

# Months from one name on the axis to the next.
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)

LOOKS: dict[str, dict[str, str]] = {
    "d-axis": {"stroke": HAIRLINE, "stroke-width": "1"},
    "d-today": {"stroke": INK, "stroke-width": "1.25", "stroke-dasharray": "2 3"},
    "d-text": {"fill": INK, "font-family": SANS, "font-size": "15"},
    "d-strong": {"fill": INK, "font-family": SANS, "font-size": "15", "font-weight": "600"},
    "d-soft": {"fill": SOFT, "font-family": SANS, "font-size": "13"},
    "d-done": {"fill": ACCENT, "stroke": ACCENT, "stroke-width": "1.5"},
    "d-open": {"fill": SURFACE, "stroke": ACCENT, "stroke-width": "1.5"},
    "d-late": {"fill": SURFACE, "stroke": AMBER, "stroke-width": "1.5"},
    "d-blocked": {"fill": SURFACE, "stroke": RED, "stroke-width": "1.5"},
    "d-baseline": {"fill": "none", "stroke": SOFT, "stroke-width": "1.25"},
    "d-bridge": {
        "fill": "none",
        "stroke": ACCENT,
        "stroke-width": "1.5",
        "stroke-dasharray": "4 3",
    },
    "d-gap": {"fill": "none", "stroke": RED, "stroke-width": "1.5", "stroke-dasharray": "2 3"},
    "d-gap-text": {"fill": RED, "font-family": SANS, "font-size": "13", "font-weight": "600"},
    "d-tick": {"fill": "none", "stroke": SURFACE, "stroke-width": "1.75"},
    "d-mark": {"fill": "none", "stroke": "currentColor", "stroke-width": "1.5"},
}


def element(name: str, *children: str, look: str = "", **attributes: object) -> SafeString:
    """One SVG element; underscores in attribute names become hyphens; None leaves one out."""
    merged: dict[str, object] = {**LOOKS.get(look, {})}
    if look:
        merged["class"] = look
    merged.update((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    written = format_html_join(
        "", ' {}="{}"', ((key, number(value)) for key, value in merged.items() if value is not None)
    )
    inner = join(children)
    if not inner:
        return format_html("<{}{}/>", mark_safe(name), written)  # noqa: S308
    return format_html("<{0}{1}>{2}</{0}>", mark_safe(name), written, inner)  # noqa: S308


def number(value: object) -> object:
    """A coordinate without noise: at most one digit after the point."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value


def join(children: Iterable[str]) -> SafeString:
    """Children one after the other; plain strings among them are escaped."""
    return mark_safe("".join(conditional_escape(child) for child in children))  # noqa: S308


def drawing(
    *children: str, width: float, height: float, title: str, description: str, name: str
) -> SafeString:
    """A whole drawing that names and describes itself; `name` must be its own on the page."""
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", description, id=f"{name}-desc"),
        *children,
        class_="drawing",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        viewBox=f"0 0 {width:g} {height:g}",
        width=f"{width:g}",
        height=f"{height:g}",
    )


class Scale:
    """Turns days into horizontal positions."""

    def __init__(self, start: date, end: date, left: float, right: float) -> None:
        self.start, self.end, self.left, self.right = start, end, left, right
        self.days = max((end - start).days, 1)

    def x(self, day: date) -> float:
        """The position of a day, kept inside the drawing."""
        share = min(max((day - self.start).days / self.days, 0.0), 1.0)
        return self.left + share * (self.right - self.left)

    def months(self) -> list[date]:
        """First days of the months shown, thinned until their names have room."""
        first = self.start.year * 12 + self.start.month
        last = self.end.year * 12 + self.end.month - 1
        every = next((step for step in STEPS if (last - first + 1) / step <= 12), STEPS[-1])
        return [
            date(count // 12, count % 12 + 1, 1)
            for count in range(first, last + 1)
            if count % every == 0
        ]


def day_words(day: date) -> str:
    """“22 November 2026” without asking Django for a locale."""
    return f"{day.day} {day:%B %Y}"


def short_day_words(day: date) -> str:
    """“22 Nov 2026”, where there is little room."""
    return f"{day.day} {day:%b %Y}"


def centred(words: str, *, x: float, y: float, width: float) -> SafeString:
    """Words under a point, moved in where they would leave a drawing of that width."""
    half = len(words) * 3.5
    inside = min(max(x, half), width - half)
    return element("text", words, look="d-soft", x=inside, y=y, text_anchor="middle")


def axis(scale: Scale, top: float, bottom: float) -> SafeString:
    """Hairlines at the months with their names above, and the first month at the left edge."""
    parts: list[str] = []
    months = scale.months()
    if not months or scale.x(months[0]) - scale.left > 64:
        name = f"{scale.start:%b %Y}"
        parts.append(element("text", name, look="d-soft", x=scale.left, y=top + 6))
    for month in months:
        x = scale.x(month)
        parts.append(element("line", look="d-axis", x1=x, x2=x, y1=top, y2=bottom))
        name = f"{month:%b}" if month.month > 1 else f"{month:%b %Y}"
        if scale.right - x > 8 * len(name):
            parts.append(element("text", name, look="d-soft", x=x + 5, y=top + 6))
    return join(parts)
