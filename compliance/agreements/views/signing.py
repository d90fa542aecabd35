"""The page on which one signs."""

from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from compliance.agreements import actions, library, rules
from compliance.agreements.actions import Circumstances, Intent
from compliance.agreements.forms import SignForm
from compliance.agreements.models import Agreement
from compliance.agreements.queries import agreement_at
from compliance.agreements.reading import as_html
from compliance.agreements.rules import (
    CURRENT_DISCLOSURE,
    SIGNATURE_KIND,
    Side,
    SigningReason,
    SigningRefused,
)
from compliance.agreements.views.reading import agreement_page
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow, recent_mfa, second_factor
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page

SIDES = {Right.SIGN_FOR_CLIENT: Side.CLIENT, Right.COUNTERSIGN: Side.PARTNER}


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.READ_ENGAGEMENT)
@recent_mfa
def sign(
    request: TenantRequest, org_slug: str, engagement_id: UUID, agreement_id: UUID
) -> HttpResponse:
    """Sign, as the one person whose turn it is, within five minutes of a second factor."""
    side = _side(request)
    engagement = engagement_at(request.place, engagement_id)
    found = agreement_at(engagement, agreement_id)
    if request.method == "GET":
        return _before_signing(request, engagement, found, side)
    form = SignForm(request.POST)
    form.is_valid()
    try:
        actions.sign(
            agreement=found,
            side=side,
            intent=_intent(form),
            seen=_seen(request, form),
            by=request.user,
            at=timezone.now(),
        )
    except SigningRefused as refused:
        return _refused(request, engagement, found, side, form, refused)
    messages.success(request, "You have signed. The portal keeps the record of it.")
    return redirect("compliance:agreement", org_slug, engagement_id, agreement_id)


def _side(request: TenantRequest) -> Side:
    for right, side in SIDES.items():
        if request.place.may(right):
            return side
    raise PermissionDenied("Your role does not let you sign agreements.")


def _before_signing(
    request: TenantRequest, engagement: Engagement, found: Agreement, side: Side
) -> HttpResponse:
    if found.turn is not side:
        words = f"It is not your turn to sign: this agreement is {found.stands.words}."
        return agreement_page(request, engagement, found, refused=words)
    signatory = found.signatory(side)
    if signatory != request.user:
        raise PermissionDenied(f"Only {signatory.name} can sign this agreement for the {side}.")
    title = found.client_title if side is Side.CLIENT else found.partner_title
    form = SignForm(initial={"typed_name": request.user.name, "typed_title": title})
    return _page(request, engagement, found, side, form)


def _refused(
    request: TenantRequest,
    engagement: Engagement,
    found: Agreement,
    side: Side,
    form: SignForm,
    refused: SigningRefused,
) -> HttpResponse:
    """The same page with the sentence of the rule; elsewhere when there is nothing to sign now."""
    actions.note_refusal(agreement=found, reason=refused.reason, by=request.user, at=timezone.now())
    found.refresh_from_db()
    if found.turn is not side or found.signatory(side) != request.user:
        turned_away = refused.reason is not SigningReason.NOT_YOUR_TURN
        status = 403 if turned_away else 409
        return agreement_page(request, engagement, found, refused=str(refused), status=status)
    form.add_error(None, str(refused))
    return _page(request, engagement, found, side, form, status=422)


def _page(
    request: TenantRequest,
    engagement: Engagement,
    found: Agreement,
    side: Side,
    form: SignForm,
    status: int = 200,
) -> HttpResponse:
    organisation = found.party(side)
    context = {
        "frame": frame_of(request, engagement, current="agreements"),
        "engagement": engagement,
        "place": request.place,
        "agreement": found,
        "side": side,
        "organisation": organisation,
        "form": form,
        "button": rules.button_words(side, found.of_kind, organisation),
        "authority": rules.authority_words(organisation),
        "disclosure": as_html(library.read(f"{CURRENT_DISCLOSURE}.md"), top=2),
        "disclosure_version": CURRENT_DISCLOSURE,
        "kind_of_signature": SIGNATURE_KIND,
    }
    return render_page(
        request, page="compliance/agreements/sign.html", context=context, status=status
    )


def _intent(form: SignForm) -> Intent:
    said = form.cleaned_data
    return Intent(
        typed_name=said.get("typed_name", ""),
        typed_title=said.get("typed_title", ""),
        authority_confirmed=said.get("authority", False),
        accepted_disclosure=said.get("consent") or None,
        pressed=said.get("pressed", ""),
        shown_sha256=said.get("shown_sha256", ""),
        drawing=said.get("drawing", ""),
    )


def _seen(request: TenantRequest, form: SignForm) -> Circumstances:
    factor = second_factor(request) or {}
    at = datetime.fromtimestamp(factor["at"], UTC) if "at" in factor else None
    return Circumstances(
        factor_type=str(factor.get("type", "")),
        factor_at=at,
        session_digest=sha256((request.session.session_key or "").encode()).hexdigest(),
        ip=get_adapter().get_client_ip(request),
        user_agent=request.META.get("HTTP_USER_AGENT", ""),
        time_zone=form.cleaned_data.get("time_zone", ""),
    )
