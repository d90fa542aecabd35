"""What the register says, and which of it is past its date, wherever a page rests on it."""

from datetime import date
from typing import Any

from django import template
from django.utils import timezone

from compliance.vendors.queries import stale_positions
from compliance.vendors.rules import Position
from engagements.lifecycle.models import Engagement

register = template.Library()
MOST = 4


@register.simple_tag
def past_date(position: Position, today: date) -> str:
    """That a position is past its date, in words; empty while it is not."""
    return position.past_date if position.is_stale(today) else ""


@register.inclusion_tag("components/stale_positions.html", takes_context=True)
def positions_past_date(context: Any, engagement: Engagement | None = None) -> dict[str, Any]:
    """The positions that are past their date: of services in use, or of the whole register."""
    place = context["request"].place
    today = place.org.day(timezone.now())
    found = stale_positions(place.partner_id, today=today, engagement=engagement)
    return {
        "shown": found[:MOST],
        "further": max(0, len(found) - MOST),
        "in_use": engagement is not None,
    }
