"""What runs out across an organisation: a client's engagements, or everything of a partner.

A partner's pages do not reach into its clients' organisations, so what stands there is read from
the stamp on each engagement, which the same function has written that the engagement's own page
asks (ADR 4).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from compliance.vendors.queries import register
from compliance.vendors.queries import running_out as positions_running_out
from engagements.lifecycle.frame import name_of
from engagements.lifecycle.models import Engagement, EngagementQuerySet
from engagements.lifecycle.rules import Horizon, Lapsing, by_horizon
from engagements.team.queries import waiting_invitations
from portal.accounts.models import Organization


@dataclass(frozen=True)
class Entry:
    """One thing that runs out, and whose it is: a client's, an engagement's, or the partner's."""

    lapsing: Lapsing
    about: str
    holder: str


@dataclass(frozen=True)
class Group:
    """What ends within one horizon."""

    horizon: Horizon
    entries: tuple[Entry, ...]


def running_out_at(org: Organization, *, at: datetime) -> list[Group]:
    """Everything that runs out at an organisation, nearest first. Inside it."""
    today = org.day(at)
    found: dict[str, Entry] = {}
    for key, entry in _of_partner(org, at) if org.is_partner else _of_client(org):
        # The register before the engagements: what concerns all clients is told of none.
        found.setdefault(key, entry)
    return [
        Group(near, tuple(found[one.key] for one in group))
        for near, group in by_horizon((one.lapsing for one in found.values()), today=today)
    ]


def groups_of(engagement: Engagement, found: tuple[Lapsing, ...], *, today: date) -> list[Group]:
    """The same of one engagement, from what was just gathered."""
    return [
        Group(near, tuple(_entry(engagement, one, "") for one in group))
        for near, group in by_horizon(found, today=today)
    ]


def _of_partner(org: Organization, at: datetime) -> Iterator[tuple[str, Entry]]:
    positions = positions_running_out(register(org.pk), partner_slug=org.slug)
    staff = waiting_invitations(org, url=reverse("engagements:staff", args=(org.slug,)), at=at)
    for one in (*positions, *staff):
        yield one.key, Entry(one, org.name, org.name)
    rows = Engagement.objects.of_partner(org.pk).open().select_related("partner")
    yield from _of_engagements(rows, by_client=True)


def _of_client(org: Organization) -> Iterator[tuple[str, Entry]]:
    rows = Engagement.objects.of_client(org.pk).open().select_related("partner")
    yield from _of_engagements(rows, by_client=False)


def _of_engagements(rows: EngagementQuerySet, *, by_client: bool) -> Iterator[tuple[str, Entry]]:
    for engagement in rows.order_by("opened_at"):
        about = engagement.client_name if by_client else engagement.title
        for one in engagement.running_out:
            yield one.key, _entry(engagement, one, about)


def _entry(engagement: Engagement, one: Lapsing, about: str) -> Entry:
    return Entry(one, about, name_of(one.holder, engagement))
