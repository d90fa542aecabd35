"""Reading engagements and their facts."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from engagements.lifecycle.models import Engagement, StatedScope
from engagements.lifecycle.rules import (
    Destination,
    FactChange,
    HipaaRole,
    Route,
    Scope,
    Sector,
    changes_between,
)
from portal.accounts.models import Membership, Organization
from portal.accounts.places import Place
from portal.audit.past import deeds_before

WENT_LIVE = "engagements.engagement.went_live"
CLOSED = "engagements.lifecycle.closed"


@dataclass(frozen=True)
class Version:
    """One statement of the facts with what it changed; the first one is compared to the intake."""

    stated: StatedScope
    changes: tuple[FactChange, ...]
    reworded: bool

    @property
    def is_first(self) -> bool:
        return bool(self.stated.version == 1)


def engagement_at(place: Place, engagement_id: UUID) -> Engagement:
    """The engagement an address names, or 404; an auditor's grant opens one only."""
    if place.grant and place.grant.engagement_id != engagement_id:
        engagement_id = UUID(int=0)
    engagement: Engagement = get_object_or_404(
        Engagement.objects.select_related("org"), pk=engagement_id, org_id=place.org.pk
    )
    return engagement


def as_it_stood(engagement: Engagement, at: datetime) -> Engagement:
    """The engagement before an instant that is past, to be read and never stored."""
    deeds = deeds_before(at, [WENT_LIVE, CLOSED], org=engagement.org_id, engagement=engagement.pk)
    done = {one.action for one in deeds.get(str(engagement.pk), [])}
    return engagement.as_it_stood(live=WENT_LIVE in done, closed=CLOSED in done)


def current_scope(engagement: Engagement, *, at: datetime | None = None) -> StatedScope | None:
    """The newest version of the facts, or the one before an instant; None before any was stated."""
    rows = StatedScope.objects.filter(org_id=engagement.org_id, engagement=engagement)
    if at is not None:
        rows = rows.filter(stated_at__lt=at)
    stated: StatedScope | None = rows.newest_first().first()
    return stated


def facts_of(engagement: Engagement, *, at: datetime | None = None) -> Scope:
    """The newest facts as the rules take them, or those before an instant.

    Those of the intake before any were stated.
    """
    stated = current_scope(engagement, at=at)
    return stated.facts if stated else facts_of_intake(engagement.intake)


def versions_of(engagement: Engagement) -> list[Version]:
    """Every statement of the facts, newest first."""
    statements = StatedScope.objects.filter(org_id=engagement.org_id, engagement=engagement)
    told = statements.select_related("stated_by", "org").order_by("version")
    return list(_compared(engagement, told))[::-1]


def origins(versions: list[Version]) -> dict[str, StatedScope]:
    """For each fact, by name, the statement its present value comes from."""
    names = [field.name for field in fields(Scope)]
    return {name: _origin(name, versions) for name in names if versions}


def engagements_of(org: Organization) -> list[Engagement]:
    """A client's engagements, the open ones first, newest first in each."""
    found = Engagement.objects.of_client(org.pk).order_by("-opened_at")
    return sorted(found, key=lambda engagement: engagement.closed_on is not None)


def clients_of(partner: Organization) -> Any:
    """The organisations a partner may open an engagement for, by name."""
    return Organization.objects.filter(partner=partner).exclude(pk=partner.pk).order_by("name")


def staff_of(partner_id: UUID) -> Any:
    """Everybody who works for a partner now, by name."""
    current = Membership.objects.current().filter(org_id=partner_id)
    return current.select_related("user").order_by("user__name")


def facts_of_intake(intake: dict[str, Any]) -> Scope:
    """What was said before the first call, as the rules take it."""
    known = {field.name for field in fields(Scope)}
    said = {name: value for name, value in intake.items() if name in known}
    return replace(Scope(), **{name: _typed(name, value) for name, value in said.items()})


def _compared(engagement: Engagement, told: Any) -> Iterator[Version]:
    facts = facts_of_intake(engagement.intake)
    use_case = engagement.intake.get("use_case", "")
    for stated in told:
        changes = changes_between(facts, stated.facts)
        yield Version(stated, changes, reworded=stated.use_case != use_case)
        facts, use_case = stated.facts, stated.use_case


def _origin(name: str, versions: list[Version]) -> StatedScope:
    changed = (
        version.stated
        for version in versions
        if any(change.name == name for change in version.changes)
    )
    return next(changed, versions[-1].stated)


_TYPES = {"sector": Sector, "hipaa_role": HipaaRole, "route": Route, "destination": Destination}


def _typed(name: str, value: Any) -> Any:
    return _TYPES[name](value) if name in _TYPES else value
