"""Preparing an agreement from a template: the gaps, the people, a look at the text."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from compliance.agreements import actions, queries
from compliance.agreements.forms import PrepareForm
from compliance.agreements.models import Agreement, AgreementTemplate
from compliance.agreements.reading import as_html
from compliance.agreements.rules import (
    SendingRefused,
    TemplateIncomplete,
    ValuesRefused,
    fill,
    missing_elements,
)
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from engagements.lifecycle.rules import Refused
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page


@require_http_methods(["GET", "POST"])
@allow(Right.SEND_AGREEMENT)
def prepare(
    request: TenantRequest, org_slug: str, engagement_id: UUID, template_id: UUID
) -> HttpResponse:
    """Fill the gaps; "preview" shows the text with them, "send" has it made and sent."""
    engagement = engagement_at(request.place, engagement_id)
    template = queries.template_at(engagement.partner_id, template_id)
    today = request.place.org.day(timezone.now())
    form = PrepareForm(
        request.POST or None,
        template=template.read,
        people=queries.signatories_of(engagement),
        proposed=queries.proposed_values(engagement, template, today=today),
        today=today,
    )
    if request.method == "GET" or not form.is_valid():
        return _page(request, engagement, template, form)
    try:
        if "preview" in request.POST:
            text = fill(template.read, form.values)
            return _page(request, engagement, template, form, text=text)
        prepared = _prepare(request, engagement, template, form)
    except (TemplateIncomplete, ValuesRefused, SendingRefused) as refused:
        return _page(request, engagement, template, form, refused=refused)
    return redirect("compliance:agreement", org_slug, engagement_id, prepared.pk)


def _prepare(
    request: TenantRequest, engagement: Engagement, template: AgreementTemplate, form: PrepareForm
) -> Agreement:
    now = timezone.now()
    return actions.prepare_agreement(
        engagement=engagement,
        template=template,
        values=form.values,
        client_signatory=form.person("client_signatory"),
        client_title=form.cleaned_data["client_title"],
        partner_signatory=form.person("partner_signatory"),
        partner_title=form.cleaned_data["partner_title"],
        sign_by=form.cleaned_data["sign_by"],
        by=request.user,
        at=now,
        today=request.place.org.day(now),
    )


def _page(
    request: TenantRequest,
    engagement: Engagement,
    template: AgreementTemplate,
    form: PrepareForm,
    *,
    text: str = "",
    refused: Refused | None = None,
) -> HttpResponse:
    context = {
        "frame": frame_of(request, engagement, current="agreements"),
        "engagement": engagement,
        "place": request.place,
        "template": template,
        "missing": missing_elements(template.read),
        "form": form,
        "preview": as_html(text, top=4) if text else "",
        "refused": refused,
    }
    status = 409 if refused else 422 if form.errors else 200
    return render_page(
        request, page="compliance/agreements/prepare.html", context=context, status=status
    )
