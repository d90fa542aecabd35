"""The milestones of an engagement: the plan drawn, each step with its evidence and its buttons."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at, facts_of
from engagements.milestones import actions
from engagements.milestones.forms import AttachForm
from engagements.milestones.models import EvidenceForm
from engagements.milestones.queries import evidence_at
from engagements.milestones.views.pages import done, may_lay_out, plan_page
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.files.intake import receive
from portal.files.store import default_store
from portal.files.streaming import download

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
    return plan_page(request, engagement_at(request.place, engagement_id))


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

    if not may_lay_out(request):
        return plan_page(request, engagement, refused="The partner lays out the plan.", status=403)
    return done(request, engagement, lay_out)


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
    return done(
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
        return plan_page(request, engagement, form=form, form_of=milestone_id, status=422)
    return done(request, engagement, lambda: _attach(request, engagement, milestone_id, form))


@require_POST
@allow(Right.RECORD_MILESTONE)
def take_away(
    request: TenantRequest, org_slug: str, engagement_id: UUID, evidence_id: UUID
) -> HttpResponse:
    """Take away what was attached by mistake."""
    engagement = engagement_at(request.place, engagement_id)
    evidence = evidence_at(engagement, evidence_id)
    now = timezone.now()
    return done(
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
