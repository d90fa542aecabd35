"""Another date for a milestone: proposed by the partner, answered by the client."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from engagements.lifecycle.queries import engagement_at
from engagements.milestones import actions
from engagements.milestones.forms import DateForm
from engagements.milestones.rules import LONGEST_REASON, DateState
from engagements.milestones.views.pages import done, may_lay_out, plan_page
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right

ANSWERS = {"agree": DateState.AGREED, "decline": DateState.DECLINED}


@require_POST
@allow(Right.READ_ENGAGEMENT)
def propose(
    request: TenantRequest, org_slug: str, engagement_id: UUID, milestone_id: UUID
) -> HttpResponse:
    """Propose another date, with the reason the client reads."""
    engagement = engagement_at(request.place, engagement_id)
    if not may_lay_out(request):
        refused = "Only the partner proposes a date."
        return plan_page(request, engagement, refused=refused, status=403)
    form = DateForm(request.POST)
    if not form.is_valid():
        return plan_page(request, engagement, form=form, form_of=milestone_id, status=422)
    now = timezone.now()
    return done(
        request,
        engagement,
        lambda: actions.propose_date(
            engagement=engagement,
            milestone_id=milestone_id,
            day=form.cleaned_data["day"],
            reason=form.cleaned_data["reason"],
            role=request.place.acting_role,
            by=request.user,
            at=now,
            today=request.place.org.day(now),
        ),
    )


@require_POST
@allow(Right.ACCEPT_MILESTONE)
def answer(
    request: TenantRequest, org_slug: str, engagement_id: UUID, date_id: UUID, verb: str
) -> HttpResponse:
    """Agree to the very date that was shown, or decline it with a reason."""
    engagement = engagement_at(request.place, engagement_id)
    if verb not in ANSWERS:
        raise Http404
    now = timezone.now()
    return done(
        request,
        engagement,
        lambda: actions.answer_date(
            engagement=engagement,
            date_id=date_id,
            answer=ANSWERS[verb],
            reason=request.POST.get("reason", "")[:LONGEST_REASON],
            role=request.place.acting_role,
            by=request.user,
            at=now,
            today=request.place.org.day(now),
        ),
    )
