"""Words for dates, sizes and hashes; icons, pills, form fields and drawings."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lucide import _render_icon as lucide_svg

from portal.ui.colour import NotAColour, accents
from portal.ui.drawings.period_line import PeriodLine, draw_period_line
from portal.ui.drawings.seal import draw_brand_mark, draw_seal
from portal.ui.drawings.timeline import Timeline, draw_timeline
from portal.ui.parts import Tone

register = template.Library()

TONE_ICONS = {
    Tone.MET: "check",
    Tone.CURRENT: "circle-dot",
    Tone.DUE: "circle",
    Tone.AHEAD: "circle-dashed",
    Tone.EXPIRING: "hourglass",
    Tone.OVERDUE: "clock-alert",
    Tone.BLOCKED: "octagon-x",
    Tone.DRAFT: "pencil-line",
    Tone.SEALED: "stamp",
    Tone.NEUTRAL: "minus",
}


@register.filter
def words_date(value: date | datetime | None) -> str:
    """“22 November 2026”; a time is first brought into the current zone."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return format_date(value, "j F Y")


@register.filter
def words_datetime(value: datetime | None) -> str:
    """“22 November 2026, 14:05 GMT”: always with the zone it is told in."""
    if value is None:
        return ""
    return format_date(timezone.localtime(value), "j F Y, H:i T")


@register.filter
def when(value: date | datetime | None) -> SafeString | str:
    """A <time> element: the day in words for a date, day, time and zone for a moment."""
    if value is None:
        return ""
    words = words_datetime(value) if isinstance(value, datetime) else words_date(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.filter
def begins(value: str, beginnings: tuple[str, ...]) -> bool:
    """Whether a text begins with one of several others."""
    return value.startswith(tuple(beginnings))


@register.filter
def file_size(size: int | None) -> str:
    """“412 bytes”, “38 KB”, “4.2 MB”: decimal units, as file managers show them."""
    if size is None:
        return ""
    if size < 1000:
        return f"{size} byte{'' if size == 1 else 's'}"
    scaled, unit = float(size), ""
    for unit in ("KB", "MB", "GB", "TB"):  # noqa: B007
        scaled /= 1000
        if scaled < 999.5:
            break
    return f"{scaled:.1f} {unit}" if scaled < 9.95 and unit != "KB" else f"{scaled:.0f} {unit}"


@register.filter
def short_hash(value: str | None) -> str:
    """The first and last characters of a SHA-256, enough to compare by eye."""
    return f"{value[:8]}…{value[-8:]}" if value and len(value) > 20 else value or ""


@register.filter
def initials(name: str | None) -> str:
    """Up to two letters for a person's mark."""
    words = (name or "").replace("@", " ").split()
    return "".join(
        word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)
    ).upper()


ICON_ATTRIBUTES = {"class": "icon", "aria-hidden": "true", "stroke-width": "1.75"}


@lru_cache(maxsize=512)
def icon_svg(name: str, size: int) -> str:
    """The markup of a Lucide icon at a size in pixels."""
    return str(lucide_svg(name, size, **ICON_ATTRIBUTES))


@register.simple_tag
def icon(name: str, size: int = 18) -> SafeString:
    """A Lucide icon, hidden from screen readers: the words beside it carry the meaning."""
    return mark_safe(icon_svg(name, size))  # noqa: S308


@register.simple_tag
def pill(label: str, tone: str = "neutral") -> SafeString:
    """A state in words with the mark of its tone."""
    known = Tone(tone)
    return format_html(
        '<span class="pill pill--{}">{}{}</span>', known.value, icon(TONE_ICONS[known], 15), label
    )


@register.simple_tag
def tone_icon(tone: str, size: int = 18) -> SafeString:
    """The icon of a tone alone, where the words stand elsewhere."""
    return icon(TONE_ICONS[Tone(tone)], size)


@register.simple_tag
def seal(size: int = 56, label: str = "") -> SafeString:
    """The mark of a sealed record; without a label it is decoration."""
    return draw_seal(size=size, label=label)


@register.simple_tag
def brand_mark(size: int = 26) -> SafeString:
    """The portal's own mark beside its name."""
    return draw_brand_mark(size=size)


@register.simple_tag
def timeline_drawing(timeline: Timeline) -> SafeString:
    """The milestones of a plan along the days they take."""
    return draw_timeline(timeline)


@register.simple_tag
def period_drawing(line: PeriodLine) -> SafeString:
    """Reported periods, bridges and gaps along the window they must cover."""
    return draw_period_line(line)


@register.simple_tag
def accent_rules(colour: str) -> SafeString:
    """The custom properties of a partner's accent, made legible for both schemes.

    What is no colour is left out: a page in the portal's own green serves better than none.
    """
    try:
        shades = accents(colour)
    except NotAColour:
        return mark_safe("")
    return format_html(
        ":root{{--accent-day:{};--accent-night:{}}}", shades["light"], shades["dark"]
    )


@register.simple_tag
def field(bound: BoundField, **options: Any) -> SafeString:
    """One form field with label, help and errors. Options: label, help, optional, hide_label."""
    bound.help_text = options.pop("help", bound.help_text)
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "") or bound.widget_type
    context = {"field": bound, "kind": kind, "group": bound.use_fieldset, **options}
    return mark_safe(render_to_string("components/field.html", context))  # noqa: S308


@register.simple_tag
def form_fields(
    form: BaseForm, only: str = "", *, label: str = "", placeholders: bool = True
) -> SafeString:
    """Errors that belong to no field, then every field (or `only` these, parted by spaces).

    `label` renames the field of a form that has just one. `placeholders=False` drops the ones that
    repeat the label, as those of django-allauth do.
    """
    names = only.split()
    visible = [bound for bound in form.visible_fields() if not names or bound.name in names]
    for bound in visible:
        if not placeholders:
            bound.field.widget.attrs.pop("placeholder", None)
        if label and len(visible) == 1:
            bound.label = label
    context = {"form": form, "visible": visible}
    return mark_safe(render_to_string("components/form_fields.html", context))  # noqa: S308


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    """The value of a key that a template holds in a variable."""
    return mapping.get(key)


@register.filter
def beside(row: Sequence[Any], columns: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each cell of a row with its column."""
    return list(zip(row, columns, strict=True))
