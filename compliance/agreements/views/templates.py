"""The partner's register of templates."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from compliance.agreements import actions, queries
from compliance.agreements.reading import as_html
from compliance.agreements.rules import ELEMENTS, missing_elements
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page


@require_GET
@allow(Right.SEND_AGREEMENT)
def templates(request: TenantRequest, org_slug: str) -> HttpResponse:
    """Every version of every template, and what each lacks."""
    found = queries.register(request.place.org.pk)
    context = {
        "place": request.place,
        "templates": [(template, missing_elements(template.read)) for template in found],
    }
    return render_page(request, page="compliance/agreements/templates.html", context=context)


@require_POST
@allow(Right.SEND_AGREEMENT)
def fill(request: TenantRequest, org_slug: str) -> HttpResponse:
    """Enter the templates that come with the portal."""
    actions.fill_templates(partner=request.place.org, by=request.user, at=timezone.now())
    return redirect("compliance:templates", org_slug)


@require_GET
@allow(Right.SEND_AGREEMENT)
def template(request: TenantRequest, org_slug: str, template_id: UUID) -> HttpResponse:
    """One version: its text, and which clause fulfils which element."""
    found = queries.template_at(request.place.org.pk, template_id)
    covered = found.read.elements
    context = {
        "place": request.place,
        "template": found,
        "elements": [(one, one.id in covered) for one in ELEMENTS[found.of_kind]],
        "missing": missing_elements(found.read),
        "text": as_html(found.read.body, top=2),
    }
    return render_page(request, page="compliance/agreements/template.html", context=context)
