"""An engagement at a glance: what is the state, what is next, and who has it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from compliance.clearance.duties import duties_of
from compliance.clearance.places import settled_at
from compliance.clearance.queries import standpoint
from compliance.clearance.rules import Block, Line, Readiness, RequirementKind, Standing
from engagements.lifecycle.frame import frame_of, name_of, stamped_on
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from engagements.lifecycle.rules import Party, Stage
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import CLIENT_ROLES, Right
from portal.ui.pages import render_page
from portal.ui.parts import Tone
from portal.views.duties import Waiting, for_person

# What the next step is called where opening a page does not say it.
STEPS = {
    RequirementKind.SCOPE: "State the scope",
    RequirementKind.SERVICES: "Name the services",
}
TONES = {
    Standing.MET: Tone.MET,
    Standing.EXPIRING: Tone.EXPIRING,
    Standing.DUE: Tone.DUE,
    Standing.LAPSED: Tone.OVERDUE,
    Standing.BLOCKED: Tone.BLOCKED,
}


@dataclass(frozen=True)
class Row:
    """A requirement as the page shows it, with the way to where it is settled."""

    line: Line
    tone: Tone
    owner: str
    url: str
    link_label: str


@require_GET
@allow(Right.READ_ENGAGEMENT)
def overview(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Readiness with every requirement, and the one next step."""
    engagement = engagement_at(request.place, engagement_id)
    stand = standpoint(engagement, today=request.place.org.day(timezone.now()))
    judged = _judged(engagement, stand.readiness)
    context = {
        "frame": frame_of(request, engagement, current="overview", judged=judged),
        "engagement": engagement,
        "place": request.place,
        "readiness": stand.readiness,
        "rows": [_row(request, engagement, line) for line in stand.readiness.lines],
        "since": judged[2],
        **_straight(_turn(request, engagement, stand.readiness), _waiting(request, engagement)),
    }
    return render_page(request, page="overview.html", fragment="_readiness.html", context=context)


def _judged(engagement: Engagement, readiness: Readiness) -> tuple[Stage, Party, date | None]:
    """Where it stands, who has it and since when: what the book says, unless this is newer."""
    step = readiness.next_step
    stage, holder = readiness.stage, step.party if step else Party.NOBODY
    *stamped, stamped_since = stamped_on(engagement)
    if step and step.since:
        return stage, holder, step.since
    return stage, holder, stamped_since if [stage, holder] == stamped else None


def _row(request: TenantRequest, engagement: Engagement, line: Line) -> Row:
    url, label = settled_at(engagement, line.requirement.kind)
    return Row(
        line=line,
        tone=TONES[line.standing],
        owner=name_of(line.requirement.owed_by, engagement),
        url=url,
        link_label=label,
    )


def _turn(
    request: TenantRequest, engagement: Engagement, readiness: Readiness
) -> dict[str, object]:
    """What this person can do now; else whose turn the next step is, and since when.

    What is ruled out comes first: nothing else is worth doing before.
    """
    if _ruled_out(readiness):
        return _way_out(request, engagement, readiness)
    # What is contradicted comes first: nothing else on the engagement is worth doing before.
    for line in sorted(readiness.open_lines, key=lambda one: one.standing is not Standing.BLOCKED):
        if _is_mine(request, line.holder, line.right):
            kind = line.requirement.kind
            return _mine(request, engagement, kind, title=line.to_do, why=line.sentence)
    step = readiness.next_step
    if step is None:
        return {}
    if _is_mine(request, step.party, step.right):
        return _mine(request, engagement, step.kind, title=step.title, why=step.sentence)
    return {"step": step, "holder": name_of(step.party, engagement)}


def _mine(
    request: TenantRequest, engagement: Engagement, kind: RequirementKind, *, title: str, why: str
) -> dict[str, object]:
    url, label = settled_at(engagement, kind)
    return {"mine": title, "why": why, "step_url": url, "step_label": STEPS.get(kind, label)}


def _waiting(request: TenantRequest, engagement: Engagement) -> list[Waiting]:
    today = request.place.org.day(timezone.now())
    duties = duties_of(engagement, today=today)
    return list(for_person(request.place, request.user, engagement, duties))


def _straight(turn: dict[str, Any], waiting: list[Waiting]) -> dict[str, Any]:
    """Lead straight to the one thing that waits for this person, where that is the next step."""
    page = turn.get("step_url")
    if page and len(waiting) == 1 and waiting[0].url.startswith(page):
        return turn | {"step_url": waiting[0].url}
    return turn | {"waiting": waiting}


def _ruled_out(readiness: Readiness) -> list[Block]:
    """What only other facts, another route or another service can mend."""
    return [block for block in readiness.blocks if not block.by_evidence]


def _way_out(
    request: TenantRequest, engagement: Engagement, readiness: Readiness
) -> dict[str, object]:
    title = _ruled_out(readiness)[0].title
    if not request.place.may(Right.EDIT_SCOPE):
        return {"step": {"title": title}, "holder": engagement.partner.name}
    url, _ = settled_at(engagement, RequirementKind.SCOPE)
    why = "Settle this first: change the facts, the route or the service."
    return {"mine": title, "why": why, "step_url": url, "step_label": "Go to the scope"}


def _is_mine(request: TenantRequest, holder: Party, right: Right | None) -> bool:
    ours = Party.CLIENT if request.place.role in CLIENT_ROLES else Party.PARTNER
    return holder is ours and (right is None or request.place.may(right))
