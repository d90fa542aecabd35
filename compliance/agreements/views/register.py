"""A partner's register of templates."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from compliance.agreements import actions
from compliance.agreements.forms import PolicyForm
from compliance.agreements.pages import elements_of, template_rows
from compliance.agreements.queries import (
    newest_of,
    open_engagements,
    policy_of,
    register,
    template_at,
    template_before,
)
from compliance.agreements.reading import as_html
from portal.accounts.decorators import allow
from portal.accounts.models import Organization
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page


@require_GET
@allow(Right.SEND_AGREEMENT)
def templates(request: TenantRequest, org_slug: str) -> HttpResponse:
    """Every template with its version and what it lacks."""
    partner = _partner(request)
    rows = template_rows(register(partner.pk))
    context = {
        "place": request.place,
        "rows": rows,
        "policy": policy_of(partner.pk),
        "may_set_policy": request.place.may(Right.MANAGE_PARTNER_PEOPLE),
    }
    return render_page(request, page="compliance/agreements/templates.html", context=context)


@require_GET
@allow(Right.SEND_AGREEMENT)
def template(request: TenantRequest, org_slug: str, template_id: UUID) -> HttpResponse:
    """One version: its text, and the elements of the regulation it covers."""
    found = template_at(_partner(request).pk, template_id)
    context = {
        "place": request.place,
        "template": found,
        "elements": elements_of(found),
        "before": template_before(found),
        "is_newest": newest_of(found) == found,
        "engagements": open_engagements(found.partner_id),
        "text": as_html(found.read.shown, top=2),
    }
    return render_page(request, page="compliance/agreements/template.html", context=context)


@require_POST
@allow(Right.SEND_AGREEMENT)
def fill(request: TenantRequest, org_slug: str) -> HttpResponse:
    """Enter the templates that come with the portal."""
    new = actions.fill_templates(partner=_partner(request), by=request.user, at=timezone.now())
    words = f"{new} entered." if new else "They are all in the register already."
    messages.success(request, f"The portal's templates: {words}")
    return redirect("compliance:templates", org_slug)


@require_POST
@allow(Right.MANAGE_PARTNER_PEOPLE)
def set_policy(request: TenantRequest, org_slug: str) -> HttpResponse:
    """Let two of the partner's people be needed, or one be enough."""
    partner = _partner(request)
    form = PolicyForm(request.POST)
    form.is_valid()
    actions.set_policy(
        partner=partner,
        four_eyes=form.cleaned_data["four_eyes"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "The rule is kept. It counts from now on, also for what is out.")
    return redirect("compliance:templates", org_slug)


def _partner(request: TenantRequest) -> Organization:
    if not request.place.org.is_partner:
        raise Http404
    return request.place.org
