"""Reading engagements and their facts."""

from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from engagements.lifecycle.models import Engagement, StatedScope
from engagements.lifecycle.rules import Destination, HipaaRole, Route, Scope, Sector
from portal.accounts.places import Place


def engagement_at(place: Place, engagement_id: UUID) -> Engagement:
    """The engagement an address names, or 404; an auditor's grant opens one only."""
    if place.grant and place.grant.engagement_id != engagement_id:
        engagement_id = UUID(int=0)
    engagement: Engagement = get_object_or_404(Engagement, pk=engagement_id, org_id=place.org.pk)
    return engagement


def current_scope(engagement: Engagement) -> StatedScope | None:
    """The newest version of the facts; None before any were stated."""
    stated: StatedScope | None = (
        StatedScope.objects.filter(org_id=engagement.org_id, engagement=engagement)
        .newest_first()
        .first()
    )
    return stated


def facts_of(engagement: Engagement) -> Scope:
    """The newest facts as the rules take them; those of the intake before any were stated."""
    stated = current_scope(engagement)
    return stated.facts if stated else facts_of_intake(engagement.intake)


def facts_of_intake(intake: dict[str, Any]) -> Scope:
    """What was said before the first call, as the rules take it."""
    known = {field.name for field in fields(Scope)}
    said = {name: value for name, value in intake.items() if name in known}
    return replace(Scope(), **{name: _typed(name, value) for name, value in said.items()})


_TYPES = {"sector": Sector, "hipaa_role": HipaaRole, "route": Route, "destination": Destination}


def _typed(name: str, value: Any) -> Any:
    return _TYPES[name](value) if name in _TYPES else value
