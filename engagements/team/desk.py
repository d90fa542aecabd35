"""Where people are managed: the People page of an engagement, or the partner's own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from engagements.team import rules
from portal.accounts.models import Organization
from portal.accounts.places import TenantRequest
from portal.accounts.roles import CLIENT_ROLES, PARTNER_ROLES, Role

CLIENT_LAYOUT = "engagement.html"
PARTNER_LAYOUT = "engagements/team/staff_layout.html"


@dataclass(frozen=True)
class Desk:
    """One of the two pages with what its views need; `engagement` is None for the partner's own."""

    org: Organization
    engagement: Engagement | None
    role: Role
    now: datetime

    @property
    def invitable(self) -> tuple[Role, ...]:
        """The roles of this side that the visitor may invite into."""
        side = CLIENT_ROLES if self.engagement else PARTNER_ROLES
        return tuple(role for role in rules.invitable_by(self.role) if role in side)

    @property
    def engagement_id(self) -> UUID | None:
        return self.engagement.pk if self.engagement else None

    @property
    def home(self) -> str:
        """The address of the page itself."""
        return self.url("people" if self.engagement else "staff")

    def url(self, name: str, *args: object) -> str:
        """The address of one of the app's pages, of this organisation and engagement."""
        place = (self.org.slug, self.engagement.pk) if self.engagement else (self.org.slug,)
        return reverse(f"engagements:{name}", args=(*place, *args))

    def verb(self, name: str, *args: object) -> str:
        """The address of something done here: `invite`, `again`, `withdraw`, `remove`."""
        return self.url(f"{'people' if self.engagement else 'staff'}-{name}", *args)

    def context(self, request: TenantRequest) -> dict[str, Any]:
        """What every page at this desk shows."""
        if self.engagement is None:
            return {"layout": PARTNER_LAYOUT, "desk": self}
        frame = frame_of(request, self.engagement, current="people")
        return {"layout": CLIENT_LAYOUT, "desk": self, "frame": frame}


def desk_of(request: TenantRequest, engagement_id: UUID | None, *, now: datetime) -> Desk:
    """The desk an address names; 404 when the engagement is not there, or a client has no such."""
    place = request.place
    if engagement_id is None and not place.org.is_partner:
        raise Http404
    engagement = engagement_at(place, engagement_id) if engagement_id else None
    return Desk(place.org, engagement, place.role or Role.AUDITOR, now)
