"""The duties that come from user entity controls: whose each is, what shows it, accepting that."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from compliance.cuecs import actions
from compliance.cuecs.forms import AnswerForm, AssignForm
from compliance.cuecs.models import CuecDuty
from compliance.cuecs.pages import groups_of, mark_of, proposed_for
from compliance.cuecs.queries import (
    DutyLine,
    answer_at,
    client_owners_of,
    duties_of,
    duty_at,
    is_nobodys,
    owners_of,
)
from compliance.cuecs.rules import AnswerKind, DutyRefused, DutyState
from compliance.vendors.rules import CRITERION
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from engagements.lifecycle.rules import Party
from portal.accounts.decorators import allow
from portal.accounts.models import User
from portal.accounts.places import TenantRequest
from portal.accounts.roles import CLIENT_ROLES, Right
from portal.files.intake import receive
from portal.files.rules import FileRefused
from portal.files.store import default_store
from portal.files.streaming import download
from portal.files.uploads import upload_refusal
from portal.ui.pages import render_page


@require_GET
@allow(Right.READ_ENGAGEMENT)
def duties(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Every duty of an engagement, by service, with its owner, date and state."""
    engagement = engagement_at(request.place, engagement_id)
    return _list(request, engagement, _assign_form(request, engagement))


@require_POST
@allow(Right.REVIEW_EVIDENCE)
def assign(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Give the duties that were ticked an owner and a date."""
    engagement = engagement_at(request.place, engagement_id)
    form, now = _assign_form(request, engagement), timezone.now()
    if not form.is_valid():
        return _list(request, engagement, form, status=422)
    try:
        actions.assign(
            engagement=engagement,
            assignments=_assignments(request, engagement, form.person),
            due_on=form.cleaned_data["due_on"],
            by=request.user,
            at=now,
            today=request.place.org.day(now),
        )
    except DutyRefused as refused:
        form.add_error(None, str(refused))
        return _list(request, engagement, form, status=409)
    return redirect("compliance:duties", org_slug, engagement_id)


@require_http_methods(["GET", "POST"])
@allow(Right.READ_ENGAGEMENT)
def duty(request: TenantRequest, org_slug: str, engagement_id: UUID, duty_id: UUID) -> HttpResponse:
    """One duty with everything that was given for it; a POST answers it."""
    engagement = engagement_at(request.place, engagement_id)
    today = request.place.org.day(timezone.now())
    line = duty_at(engagement, duty_id, today=today)
    form = AnswerForm(request.POST or None, request.FILES or None, today=today)
    if request.method == "GET":
        return _one(request, engagement, line, form)
    if not request.place.may(Right.ANSWER_DUTY):
        raise PermissionDenied("Whoever works on the engagement answers a duty.")
    status = 413 if upload_refusal(request) else 422
    if form.is_valid():
        try:
            _answer(request, line.duty, form)
        except (DutyRefused, FileRefused) as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("compliance:duty", org_slug, engagement_id, duty_id)
    return _one(request, engagement, line, form, status=status)


@require_POST
@allow(Right.REVIEW_EVIDENCE)
def decide(
    request: TenantRequest,
    org_slug: str,
    engagement_id: UUID,
    duty_id: UUID,
    answer_id: UUID,
    verb: str,
) -> HttpResponse:
    """Accept or return an answer, as somebody other than who gave it."""
    engagement = engagement_at(request.place, engagement_id)
    now = timezone.now()
    today = request.place.org.day(now)
    line = duty_at(engagement, duty_id, today=today)
    given: dict[str, Any] = {"duty": line.duty, "answer_id": answer_id, "by": request.user}
    try:
        match verb:
            case "accept":
                actions.accept_answer(**given, at=now, today=today)
            case "return":
                actions.return_answer(**given, reason=request.POST.get("reason", ""), at=now)
            case _:
                raise Http404
    except DutyRefused as refused:
        form = AnswerForm(today=today)
        return _one(request, engagement, line, form, refused=str(refused), status=409)
    return redirect("compliance:duty", org_slug, engagement_id, duty_id)


@require_GET
@allow(Right.READ_ENGAGEMENT)
def answer_file(
    request: TenantRequest, org_slug: str, engagement_id: UUID, duty_id: UUID, answer_id: UUID
) -> HttpResponseBase:
    """Download the file that shows a duty; the trail says who did."""
    answer = answer_at(engagement_at(request.place, engagement_id), duty_id, answer_id)
    file = actions.read_answer(answer=answer, by=request.user, at=timezone.now())
    if file is None:
        raise Http404("There is no file with this answer.")
    return download(request, store=default_store(), sha256=file.sha256, name=file.name)


def _assign_form(request: TenantRequest, engagement: Engagement) -> AssignForm:
    return AssignForm(
        request.POST or None,
        owners=owners_of(engagement),
        names=(engagement.client_name, engagement.partner.name),
        today=request.place.org.day(timezone.now()),
    )


def _assignments(
    request: TenantRequest, engagement: Engagement, person: User | None
) -> list[tuple[CuecDuty, User]]:
    ticked = set(request.POST.getlist("duty"))
    lines = duties_of(engagement, today=request.place.org.day(timezone.now()))
    chosen = [line.duty for line in lines if str(line.duty.pk) in ticked]
    if person is not None:
        return [(one, person) for one in chosen]
    owners, client_owners = owners_of(engagement), client_owners_of(engagement)
    found = [(one, proposed_for(one, engagement, owners, client_owners)[1]) for one in chosen]
    if any(who is None for _, who in found):
        raise DutyRefused("Nobody of the client has an account yet. Invite somebody first.")
    return [(one, who) for one, who in found if who is not None]


def _answer(request: TenantRequest, found: CuecDuty, form: AnswerForm) -> None:
    given, now = form.cleaned_data, timezone.now()
    actions.answer_duty(
        duty=found,
        kind=AnswerKind(given["kind"]),
        words=given["words"],
        link=given["link"],
        received=receive(given["file"], store=default_store()) if given["file"] else None,
        counts_until=given["counts_until"],
        side=Party.CLIENT if request.place.role in CLIENT_ROLES else Party.PARTNER,
        by=request.user,
        at=now,
        today=request.place.org.day(now),
    )


def _list(
    request: TenantRequest, engagement: Engagement, form: AssignForm, *, status: int = 200
) -> HttpResponse:
    lines = duties_of(engagement, today=request.place.org.day(timezone.now()))
    owners, client_owners = owners_of(engagement), client_owners_of(engagement)
    context = {
        "frame": frame_of(request, engagement, current="evidence"),
        "engagement": engagement,
        "place": request.place,
        "groups": groups_of(lines, engagement, owners, client_owners),
        "ended": [line for line in lines if line.state is DutyState.ENDED],
        "form": form,
        "unassigned": any(is_nobodys(line, owners) for line in lines),
        "ticked": request.POST.getlist("duty"),
        "assigns": request.place.may(Right.REVIEW_EVIDENCE) and engagement.closed_on is None,
    }
    return render_page(request, page="compliance/cuecs/duties.html", context=context, status=status)


def _one(
    request: TenantRequest,
    engagement: Engagement,
    line: DutyLine,
    form: AnswerForm,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    place, goes_on = request.place, line.state is not DutyState.ENDED
    is_open = goes_on and engagement.closed_on is None
    waiting = line.waiting
    context = {
        "frame": frame_of(request, engagement, current="evidence"),
        "engagement": engagement,
        "place": place,
        "line": line,
        "mark": mark_of(line),
        "criteria": [CRITERION[name] for name in line.duty.criteria if name in CRITERION],
        "form": form,
        "refused": refused,
        "answers": is_open and place.may(Right.ANSWER_DUTY) and line.duty.owner_id is not None,
        "decides": is_open and waiting is not None and place.may(Right.REVIEW_EVIDENCE),
        "mine": waiting is not None and waiting.is_given_by(request.user.pk),
        "is_owner": line.duty.is_of(request.user.pk),
    }
    return render_page(request, page="compliance/cuecs/duty.html", context=context, status=status)
