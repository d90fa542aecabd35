"""The retention of every service in use: how far it has come, what is next, who has it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from compliance.clearance.queries import Standpoint, standpoint
from compliance.clearance.rules import Line, RequirementKind
from compliance.retention.models import RetentionStatement
from compliance.retention.pages import TONES, Rung, earlier, rungs_of, said
from compliance.retention.queries import READING_RULES, Kept, KeptProof
from compliance.retention.rules import Move, Step
from compliance.vendors.queries import Use
from engagements.lifecycle.frame import frame_of, name_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from engagements.lifecycle.rules import Party
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page
from portal.ui.parts import Mark


@dataclass(frozen=True)
class Told:
    """A record with its sentence."""

    row: RetentionStatement
    sentence: str


@dataclass(frozen=True)
class Section:
    """One service: the requirement where there is one, its rungs, the next step, what was before.

    `line` is None where nothing asks for it, `says_without` for services without a settings call.
    """

    use: Use
    line: Line | None
    mark: Mark
    move: Move | None
    why: str
    holder: str
    rungs: tuple[Rung, ...]
    proofs: tuple[KeptProof, ...]
    expected: Told | None
    earlier: tuple[Told, ...]
    says_without: str


@require_GET
@allow(Right.READ_ENGAGEMENT)
def retention(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Every service in use with its retention."""
    engagement = engagement_at(request.place, engagement_id)
    today = request.place.org.day(timezone.now())
    stand = standpoint(engagement, today=today)
    context = {
        "frame": frame_of(request, engagement, current="evidence"),
        "engagement": engagement,
        "place": request.place,
        "sections": [_section(engagement, stand, use, today) for use in stand.uses],
    }
    return render_page(request, page="compliance/retention/retention.html", context=context)


def _section(engagement: Engagement, stand: Standpoint, use: Use, today: date) -> Section:
    service = use.entry.service
    kept = stand.retention.get(service.pk, Kept())
    stage, line = kept.stage(today=today), _line(stand, service.pk)
    move = kept.move(service, named=str(use.use), today=today)
    without = READING_RULES.said_of(service.key)
    expected = kept.newest(Step.EXPECTED)
    return Section(
        use=use,
        line=line,
        mark=Mark(stage.label, TONES[stage]),
        move=move,
        why=_why(move, line),
        holder=_holder(engagement, service.vendor, move),
        rungs=rungs_of(kept, today=today),
        proofs=tuple(reversed(kept.proofs)),
        expected=Told(expected, said(expected)) if expected else None,
        earlier=tuple(Told(row, said(row)) for row in earlier(kept)),
        says_without=without.says if without else "",
    )


def _line(stand: Standpoint, service_id: UUID) -> Line | None:
    for line in stand.readiness.lines:
        asked = line.requirement
        if asked.kind is RequirementKind.RETENTION and asked.service_id == str(service_id):
            return line
    return None


def _why(move: Move | None, line: Line | None) -> str:
    """The next step's sentence, unless the requirement has just said the same."""
    if move is None or (line and move.sentence in line.sentence):
        return ""
    return move.sentence


def _holder(engagement: Engagement, vendor: str, move: Move | None) -> str:
    if move is None:
        return ""
    return vendor if move.party is Party.VENDOR else name_of(move.party, engagement)
