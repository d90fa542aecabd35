"""The milestones of an engagement: the plan drawn, each step with its evidence and its buttons."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at, facts_of
from engagements.milestones import actions
from engagements.milestones.drawing import timeline_of
from engagements.milestones.forms import AttachForm
from engagements.milestones.models import EvidenceForm
from engagements.milestones.queries import Step, evidence_at, steps_of
from engagements.milestones.rules import ASSUMPTION, MilestoneRefused, MilestoneState
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.files.intake import receive
from portal.files.rules import FileRefused
from portal.files.store import default_store
from portal.files.streaming import download
from portal.ui.pages import render_page, wants_fragment

STEPS: dict[str, Callable[..., object]] = {
    "start": actions.start,
    "submit": actions.submit,
    "accept": actions.accept,
    "return": actions.give_back,
}


@require_GET
@allow(Right.READ_ENGAGEMENT)
def milestones(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """The plan as a timeline, and every milestone with its evidence."""
    return _page(request, engagement_at(request.place, engagement_id))


@require_POST
@allow(Right.READ_ENGAGEMENT)
def plan(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Lay the plan out from the route: the consultant's or the engineer's to do."""
    engagement = engagement_at(request.place, engagement_id)
    now = timezone.now()

    def lay_out() -> None:
        actions.lay_out_plan(
            engagement=engagement,
            scope=facts_of(engagement),
            by=request.user,
            at=now,
            today=request.place.org.day(now),
        )

    if not (request.place.may(Right.RECORD_MILESTONE) or request.place.may(Right.OPEN_ENGAGEMENT)):
        return _page(request, engagement, refused="The partner lays out the plan.", status=403)
    return _done(request, engagement, lay_out)


@require_POST
@allow(Right.READ_ENGAGEMENT)
def step(
    request: TenantRequest, org_slug: str, engagement_id: UUID, milestone_id: UUID, verb: str
) -> HttpResponse:
    """Begin, submit, accept or return a milestone. The rules say who may, and refuse in words."""
    engagement = engagement_at(request.place, engagement_id)
    if verb not in STEPS:
        raise Http404
    action = STEPS[verb]
    now = timezone.now()
    told = {"reason": request.POST.get("reason", "")} if verb == "return" else {}
    return _done(
        request,
        engagement,
        lambda: action(
            engagement=engagement,
            milestone_id=milestone_id,
            role=request.place.acting_role,
            by=request.user,
            at=now,
            today=request.place.org.day(now),
            **told,
        ),
    )


@require_POST
@allow(Right.RECORD_MILESTONE)
def attach(
    request: TenantRequest, org_slug: str, engagement_id: UUID, milestone_id: UUID
) -> HttpResponse:
    """Attach one piece of evidence."""
    engagement = engagement_at(request.place, engagement_id)
    form = AttachForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, engagement, form=form, form_of=milestone_id, status=422)
    return _done(request, engagement, lambda: _attach(request, engagement, milestone_id, form))


@require_POST
@allow(Right.RECORD_MILESTONE)
def take_away(
    request: TenantRequest, org_slug: str, engagement_id: UUID, evidence_id: UUID
) -> HttpResponse:
    """Take away what was attached by mistake."""
    engagement = engagement_at(request.place, engagement_id)
    evidence = evidence_at(engagement, evidence_id)
    now = timezone.now()
    return _done(
        request,
        engagement,
        lambda: actions.take_evidence_away(
            engagement=engagement,
            evidence=evidence,
            role=request.place.acting_role,
            by=request.user,
            at=now,
            today=request.place.org.day(now),
        ),
    )


@require_GET
@allow(Right.READ_ENGAGEMENT)
def evidence_file(
    request: TenantRequest, org_slug: str, engagement_id: UUID, evidence_id: UUID
) -> HttpResponseBase:
    """Download a file of evidence; the trail says who did."""
    evidence = evidence_at(engagement_at(request.place, engagement_id), evidence_id)
    file = actions.read_evidence(evidence=evidence, by=request.user, at=timezone.now())
    if file is None:
        raise Http404
    return download(request, store=default_store(), sha256=file.sha256, name=file.name)


def _attach(
    request: TenantRequest, engagement: Engagement, milestone_id: UUID, form: AttachForm
) -> None:
    now = timezone.now()
    common = {
        "engagement": engagement,
        "milestone_id": milestone_id,
        "title": form.cleaned_data["title"],
        "role": request.place.acting_role,
        "by": request.user,
        "at": now,
        "today": request.place.org.day(now),
    }
    match form.cleaned_data["form"]:
        case EvidenceForm.FILE:
            received = receive(form.cleaned_data["file"], store=default_store())
            actions.attach_file(received=received, **common)
        case EvidenceForm.LINK:
            actions.attach_link(link=form.cleaned_data["link"], **common)
        case _:
            actions.attach_output(output=form.cleaned_data["output"], **common)


def _done(
    request: TenantRequest, engagement: Engagement, act: Callable[[], object]
) -> HttpResponse:
    try:
        act()
    except (MilestoneRefused, FileRefused) as refused:
        return _page(request, engagement, refused=str(refused), status=409)
    if wants_fragment(request):
        return _page(request, engagement)
    place = request.place
    return HttpResponseRedirect(
        reverse("engagements:milestones", args=(place.org.slug, engagement.pk))
    )


def _page(
    request: TenantRequest,
    engagement: Engagement,
    *,
    status: int = 200,
    refused: str = "",
    form: AttachForm | None = None,
    form_of: UUID | None = None,
) -> HttpResponse:
    today = request.place.org.day(timezone.now())
    steps = steps_of(engagement, today=today)
    context = {
        "frame": frame_of(request, engagement, current="milestones"),
        "engagement": engagement,
        "place": request.place,
        "rows": [(step, _attach_form(step, form, form_of)) for step in steps],
        "timeline": timeline_of(steps, engagement, today=today) if steps else None,
        "may_plan": engagement.closed_on is None
        and (request.place.may(Right.RECORD_MILESTONE) or request.place.may(Right.OPEN_ENGAGEMENT)),
        "form_of": form_of,
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


def _attach_form(step: Step, refused: AttachForm | None, form_of: UUID | None) -> AttachForm:
    if refused is not None and step.milestone.pk == form_of:
        return refused
    return AttachForm(auto_id=f"{step.milestone.key}-%s")
