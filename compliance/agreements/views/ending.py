"""Declining, asking for paper, making void, terminating: asked first, then done."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from compliance.agreements import actions
from compliance.agreements.forms import AskForm, ReasonForm, TerminationForm
from compliance.agreements.models import Agreement
from compliance.agreements.queries import agreement_at
from compliance.agreements.rules import EndingRefused, StepRefused
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page


@dataclass(frozen=True)
class Way:
    """One way to end an agreement, or to go on without the portal.

    `rights` are those of which one is needed; where there is none the rules alone say who may.
    """

    title: str
    sentence: str
    done: str
    form: type[AskForm]
    act: Callable[..., Agreement]
    rights: tuple[Right, ...] = ()
    is_danger: bool = True


WAYS = {
    "decline": Way(
        "Decline to sign",
        "Whoever sent the agreement reads your reason. It cannot be signed any more; another one "
        "can be sent.",
        "You have declined. Whoever sent it was told.",
        ReasonForm,
        actions.decline,
    ),
    "paper": Way(
        "Ask for paper",
        "Whoever sent the agreement is told that you would rather sign on paper, and sends it to "
        "you. There is no fee. Until then you may still sign here.",
        "Whoever sent it was asked to send it on paper.",
        AskForm,
        actions.ask_for_paper,
        is_danger=False,
    ),
    "void": Way(
        "Make it void",
        "Nobody can sign it any more. Whoever was asked to sign is told, and reads your reason.",
        "The agreement is void.",
        ReasonForm,
        actions.make_void,
        (Right.SEND_AGREEMENT,),
    ),
    "terminate": Way(
        "Terminate it",
        "From the day you name it is no longer in force, and clearance that rests on it ends. The "
        "executed copy stays as it is. At the end of a BAA, protected health information has to be "
        "returned or destroyed where that is feasible.",
        "The end of the agreement is recorded.",
        TerminationForm,
        actions.terminate,
        (Right.SEND_AGREEMENT, Right.SIGN_FOR_CLIENT),
    ),
}


@require_http_methods(["GET", "POST"])
@allow(Right.READ_ENGAGEMENT)
def end(
    request: TenantRequest, org_slug: str, engagement_id: UUID, agreement_id: UUID, verb: str
) -> HttpResponse:
    """Ask why, then do it. The rules say who may, and refuse in words."""
    way = WAYS.get(verb)
    if way is None:
        raise Http404
    if way.rights and not any(request.place.may(right) for right in way.rights):
        raise PermissionDenied(f"Your role does not let you do this: {way.title.lower()}.")
    engagement = engagement_at(request.place, engagement_id)
    found = agreement_at(engagement, agreement_id)
    now = timezone.now()
    form = way.form(
        request.POST if request.method == "POST" else None,
        initial={"ended_on": request.place.org.day(now)},
    )
    if form.is_valid():
        try:
            way.act(agreement=found, by=request.user, at=now, **form.cleaned_data)
        except (EndingRefused, StepRefused) as refused:
            form.add_error(None, list(refused.reasons))
        else:
            messages.success(request, way.done)
            return redirect("compliance:agreement", org_slug, engagement_id, agreement_id)
    context = {
        "frame": frame_of(request, engagement, current="agreements"),
        "engagement": engagement,
        "place": request.place,
        "agreement": found,
        "way": way,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render_page(
        request, page="compliance/agreements/end.html", context=context, status=status
    )
