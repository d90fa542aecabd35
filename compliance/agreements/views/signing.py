"""The page on which an agreement is signed, behind a fresh second factor."""

from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from compliance.agreements import actions, library, queries
from compliance.agreements.actions import Circumstances, Intent
from compliance.agreements.forms import SignForm
from compliance.agreements.models import Agreement
from compliance.agreements.reading import as_html
from compliance.agreements.rules import (
    CURRENT_DISCLOSURE,
    SIGNATURE_KIND,
    Side,
    SigningRefused,
    authority_words,
    button_words,
)
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow, recent_mfa, second_factor
from portal.accounts.places import Place, TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.READ_ENGAGEMENT)
@recent_mfa
def sign(
    request: TenantRequest, org_slug: str, engagement_id: UUID, agreement_id: UUID
) -> HttpResponse:
    """Consent, name, title, authority, and one button whose words are kept as evidence."""
    engagement = engagement_at(request.place, engagement_id)
    found = queries.agreement_at(engagement, agreement_id)
    side = _side(request.place)
    initial = {
        "typed_title": found.client_title if side is Side.CLIENT else found.partner_title,
        "shown_sha256": found.document_sha256,
    }
    authority = authority_words(found.party(side))
    form = SignForm(request.POST or None, authority=authority, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign(
                agreement=found,
                side=side,
                intent=_intent(request, form),
                seen=_circumstances(request, form),
                by=request.user,
                at=timezone.now(),
            )
        except SigningRefused as refused:
            form.add_error(None, str(refused))
            return _page(request, engagement, found, side, form, status=409)
        return redirect("compliance:agreement", org_slug, engagement_id, agreement_id)
    status = 422 if form.errors else 200
    return _page(request, engagement, found, side, form, status=status)


def _side(place: Place) -> Side:
    if place.may(Right.SIGN_FOR_CLIENT):
        return Side.CLIENT
    if place.may(Right.COUNTERSIGN):
        return Side.PARTNER
    raise PermissionDenied("Only a signatory signs agreements.")


def _intent(request: TenantRequest, form: SignForm) -> Intent:
    given = form.cleaned_data
    return Intent(
        typed_name=given["typed_name"],
        typed_title=given["typed_title"],
        authority_confirmed=given["authority"],
        accepted_disclosure=form.disclosure,
        pressed=request.POST.get("pressed", ""),
        shown_sha256=given["shown_sha256"],
    )


def _circumstances(request: TenantRequest, form: SignForm) -> Circumstances:
    factor = second_factor(request)
    session = request.session.session_key or ""
    return Circumstances(
        factor_type=str(factor.get("type", "")) if factor else "",
        factor_at=datetime.fromtimestamp(factor["at"], tz=UTC) if factor else None,
        session_digest=sha256(session.encode()).hexdigest(),
        ip=request.META["REMOTE_ADDR"] or "0.0.0.0",  # noqa: S104 (a unix socket has no address)
        user_agent=request.headers.get("User-Agent", ""),
        time_zone=form.cleaned_data["time_zone"],
    )


def _page(
    request: TenantRequest,
    engagement: Engagement,
    found: Agreement,
    side: Side,
    form: SignForm,
    *,
    status: int,
) -> HttpResponse:
    context = {
        "frame": frame_of(request, engagement, current="agreements"),
        "engagement": engagement,
        "place": request.place,
        "agreement": found,
        "form": form,
        "party": found.party(side),
        "signs": found.turn is side and found.signatory(side).pk == request.user.pk,
        "button": button_words(side, found.of_kind, found.party(side)),
        "disclosure": as_html(library.read(f"{CURRENT_DISCLOSURE}.md"), top=4),
        "signature_kind": SIGNATURE_KIND,
        "paper": side is Side.CLIENT,
    }
    return render_page(
        request, page="compliance/agreements/sign.html", context=context, status=status
    )
