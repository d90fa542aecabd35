"""The page of the plan, and what every button on it comes back to."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.milestones.drawing import timeline_of
from engagements.milestones.forms import AttachForm, DateForm
from engagements.milestones.queries import Step, steps_of
from engagements.milestones.rules import ASSUMPTION, PROPOSERS, MilestoneRefused, MilestoneState
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.files.rules import FileRefused
from portal.ui.pages import render_page, wants_fragment


@dataclass(frozen=True)
class Row:
    """One milestone on the page with the forms below it."""

    step: Step
    attach: AttachForm
    date: DateForm


def done(request: TenantRequest, engagement: Engagement, act: Callable[[], object]) -> HttpResponse:
    """Do it, and show the plan again; what is refused is told there, with 409."""
    try:
        act()
    except (MilestoneRefused, FileRefused) as refused:
        return plan_page(request, engagement, refused=str(refused), status=409)
    if wants_fragment(request):
        return plan_page(request, engagement)
    place = request.place
    return HttpResponseRedirect(
        reverse("engagements:milestones", args=(place.org.slug, engagement.pk))
    )


def plan_page(
    request: TenantRequest,
    engagement: Engagement,
    *,
    status: int = 200,
    refused: str = "",
    form: forms.Form | None = None,
    form_of: UUID | None = None,
) -> HttpResponse:
    """The plan; `form` is one that was refused, of the milestone `form_of`."""
    today = request.place.org.day(timezone.now())
    steps, cleared_until = steps_of(engagement, today=today), engagement.cleared_until
    timeline = timeline_of(steps, cleared_until=cleared_until, today=today) if steps else None
    context = {
        "frame": frame_of(request, engagement, current="milestones"),
        "engagement": engagement,
        "place": request.place,
        "rows": [_row(step, form if step.milestone.pk == form_of else None) for step in steps],
        "timeline": timeline,
        "may_plan": engagement.closed_on is None and may_lay_out(request),
        "attaching": form_of if isinstance(form, AttachForm) else None,
        "dating": form_of if isinstance(form, DateForm) else None,
        "next": _next_of(request, steps),
        "refused": refused,
        "assumption": ASSUMPTION,
    }
    return render_page(
        request,
        page="engagements/milestones/milestones.html",
        fragment="engagements/milestones/_milestones.html",
        context=context,
        status=status,
    )


def _next_of(request: TenantRequest, steps: list[Step]) -> UUID | None:
    """The milestone that this person should see to first: its button is the page's one primary."""
    for step in steps:
        state = MilestoneState(step.milestone.state)
        if state is MilestoneState.SUBMITTED:
            mine = request.place.may(Right.ACCEPT_MILESTONE)
        else:
            ready = state is not MilestoneState.ACCEPTED and step.evidence and not step.waits_for
            mine = bool(ready) and request.place.may(Right.RECORD_MILESTONE)
        if mine:
            pk: UUID = step.milestone.pk
            return pk
    return None


def may_lay_out(request: TenantRequest) -> bool:
    """Whether this person lays out the plan and proposes dates: the partner's side."""
    return any(request.place.may(right) for right in PROPOSERS)


def _row(step: Step, refused: forms.Form | None) -> Row:
    key = step.milestone.key
    return Row(
        step,
        refused if isinstance(refused, AttachForm) else AttachForm(auto_id=f"{key}-%s"),
        refused if isinstance(refused, DateForm) else DateForm(auto_id=f"{key}-date-%s"),
    )
