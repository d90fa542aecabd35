"""The Agreements tab, and the page on which an agreement is read."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from compliance.agreements import actions, queries
from compliance.agreements.actions import Copy, NotThere
from compliance.agreements.models import Agreement
from compliance.agreements.reading import as_html
from compliance.agreements.rules import (
    SIGNATURE_KIND,
    AgreementState,
    EndingRefused,
    Side,
    StepRefused,
)
from engagements.lifecycle.frame import frame_of, name_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.files.store import default_store
from portal.files.streaming import download
from portal.ui.pages import render_page

ENDINGS = {
    "decline": "Decline to sign",
    "void": "Make void",
    "paper": "Ask for paper",
    "terminate": "Terminate",
}


@require_GET
@allow(Right.READ_ENGAGEMENT)
def agreements(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Every agreement of an engagement; those who may send see what can be sent."""
    engagement = engagement_at(request.place, engagement_id)
    may_send = request.place.may(Right.SEND_AGREEMENT)
    context = {
        "frame": frame_of(request, engagement, current="agreements"),
        "engagement": engagement,
        "place": request.place,
        "agreements": queries.agreements_of(engagement),
        "templates": queries.templates_to_send(engagement.partner_id) if may_send else [],
        "templates_slug": engagement.partner.slug,
    }
    return render_page(
        request,
        page="compliance/agreements/agreements.html",
        fragment="compliance/agreements/_agreements.html",
        context=context,
    )


@never_cache
@require_GET
@allow(Right.READ_ENGAGEMENT)
def agreement(
    request: TenantRequest, org_slug: str, engagement_id: UUID, agreement_id: UUID
) -> HttpResponse:
    """The text as it is signed, the document with its hash, who has it, and what happened."""
    engagement = engagement_at(request.place, engagement_id)
    found = queries.agreement_at(engagement, agreement_id)
    opened = actions.open_document(
        agreement=found, copy=Copy.TEXT, by=request.user, at=timezone.now()
    )
    return page(request, engagement, queries.agreement_at(engagement, opened.pk))


@require_GET
@allow(Right.READ_ENGAGEMENT)
def file(
    request: TenantRequest, org_slug: str, engagement_id: UUID, agreement_id: UUID, copy: str
) -> HttpResponseBase:
    """Download the document that is signed, or the executed file."""
    engagement = engagement_at(request.place, engagement_id)
    found = queries.agreement_at(engagement, agreement_id)
    wanted = Copy.EXECUTED if copy == "executed" else Copy.DOCUMENT
    stored = found.sealed if wanted is Copy.EXECUTED else found.document
    try:
        actions.open_document(agreement=found, copy=wanted, by=request.user, at=timezone.now())
    except NotThere as refused:
        return page(request, engagement, found, refused=str(refused), status=409)
    if stored is None:
        return page(request, engagement, found, refused="There is no document yet.", status=409)
    return download(request, store=default_store(), sha256=stored.sha256, name=stored.name)


@require_http_methods(["GET", "POST"])
@allow(Right.READ_ENGAGEMENT)
def end(
    request: TenantRequest, org_slug: str, engagement_id: UUID, agreement_id: UUID, verb: str
) -> HttpResponse:
    """Decline, make void, ask for paper, terminate: asked first, then done with a reason."""
    if verb not in ENDINGS:
        raise Http404
    engagement = engagement_at(request.place, engagement_id)
    found = queries.agreement_at(engagement, agreement_id)
    refused = ""
    if request.method == "POST":
        try:
            _end(request, found, verb)
        except (EndingRefused, StepRefused) as refusal:
            refused = str(refusal)
        else:
            return redirect("compliance:agreement", org_slug, engagement_id, agreement_id)
    context = {
        "frame": frame_of(request, engagement, current="agreements"),
        "engagement": engagement,
        "place": request.place,
        "agreement": found,
        "verb": verb,
        "words": ENDINGS[verb],
        "refused": refused,
    }
    return render_page(
        request,
        page="compliance/agreements/end.html",
        context=context,
        status=409 if refused else 200,
    )


def page(
    request: TenantRequest,
    engagement: Engagement,
    found: Agreement,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of an agreement, also when something was refused."""
    turn = queries.turn_of(found)
    place, user = request.place, request.user
    context = {
        "frame": frame_of(request, engagement, current="agreements"),
        "engagement": engagement,
        "place": place,
        "agreement": found,
        "text": as_html(found.text, top=3),
        "turn": turn,
        "holder": name_of(turn.party, engagement) if turn else "",
        "signs": found.turn is not None and found.signatory(found.turn).pk == user.pk,
        "signatures": queries.signatures_of(found),
        "may_void": place.may(Right.SEND_AGREEMENT)
        and found.stands
        in {AgreementState.PREPARING, AgreementState.SENT, AgreementState.CLIENT_SIGNED},
        "may_ask_paper": found.turn is Side.CLIENT and found.client_signatory_id == user.pk,
        "signature_kind": SIGNATURE_KIND,
        "refused": refused,
    }
    return render_page(
        request,
        page="compliance/agreements/agreement.html",
        fragment="compliance/agreements/_agreement.html",
        context=context,
        status=status,
    )


def _end(request: TenantRequest, found: Agreement, verb: str) -> None:
    now, reason = timezone.now(), request.POST.get("reason", "")
    match verb:
        case "decline":
            actions.decline(agreement=found, reason=reason, by=request.user, at=now)
        case "paper":
            actions.ask_for_paper(agreement=found, by=request.user, at=now)
        case _ if not request.place.may(Right.SEND_AGREEMENT):
            raise EndingRefused("Only the partner's people who send agreements can do this.")
        case "void":
            actions.make_void(agreement=found, reason=reason, by=request.user, at=now)
        case _:
            today = request.place.org.day(now)
            actions.terminate(
                agreement=found, reason=reason, ended_on=today, by=request.user, at=now
            )
