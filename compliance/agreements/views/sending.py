"""Sending an agreement: the gaps of a template, the text as filled, and off it goes."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from compliance.agreements import actions, rules
from compliance.agreements.forms import AgreementForm
from compliance.agreements.models import Agreement, AgreementTemplate
from compliance.agreements.queries import (
    Signatories,
    agreement_at,
    newest_of,
    proposed_values,
    signatories_of,
    template_at,
    wording,
)
from compliance.agreements.reading import as_html
from compliance.agreements.rules import (
    EndingRefused,
    SendingRefused,
    Side,
    StepRefused,
    TemplateIncomplete,
    ValuesRefused,
)
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.context import address
from portal.ui.pages import render_page

USUAL_DAYS = timedelta(days=14)
REFUSALS = (SendingRefused, TemplateIncomplete, ValuesRefused, StepRefused, EndingRefused)


@require_http_methods(["GET", "POST"])
@allow(Right.SEND_AGREEMENT)
def prepare(
    request: TenantRequest, org_slug: str, engagement_id: UUID, template_id: UUID
) -> HttpResponse:
    """Ask for what the template leaves open; "preview" shows the text with it, "send" sends it."""
    engagement = engagement_at(request.place, engagement_id)
    template = template_at(engagement.partner_id, template_id)
    return _prepare(request, engagement, template, None)


@require_http_methods(["GET", "POST"])
@allow(Right.SEND_AGREEMENT)
def revise(
    request: TenantRequest, org_slug: str, engagement_id: UUID, agreement_id: UUID
) -> HttpResponse:
    """The same for the next version of an agreement: changed, sent again, amended or renewed.

    It is made from the newest version of its template.
    """
    engagement = engagement_at(request.place, engagement_id)
    found = agreement_at(engagement, agreement_id)
    if found.template is None:
        return redirect("compliance:agreement-new-version", org_slug, engagement_id, agreement_id)
    template = newest_of(found.template)
    return _prepare(request, engagement, template, found)


def _prepare(
    request: TenantRequest,
    engagement: Engagement,
    template: AgreementTemplate,
    follows: Agreement | None,
) -> HttpResponse:
    people = signatories_of(engagement)
    form = AgreementForm(
        request.POST or None,
        template=template.read,
        people=people,
        asks_why=follows is not None and follows.turn is not None,
        initial=_initial(request, engagement, template, follows),
    )
    if not ({"preview", "send"} & set(request.POST) and form.is_valid()):
        refused = request.method == "POST" and "change" not in request.POST
        return _ask(request, engagement, template, form, people, 422 if refused else 200)
    try:
        if "send" in request.POST:
            return _send(request, engagement, template, form, follows)
        text = wording(engagement, template, form.values)
    except REFUSALS as refused:
        form.add_error(None, list(refused.reasons))
        return _ask(request, engagement, template, form, people, 422)
    return _show(request, engagement, template, form, text)


def _send(
    request: TenantRequest,
    engagement: Engagement,
    template: AgreementTemplate,
    form: AgreementForm,
    follows: Agreement | None,
) -> HttpResponse:
    now = timezone.now()
    agreement = actions.prepare_agreement(
        engagement=engagement,
        template=template,
        values=form.values,
        client_signatory=form.signatory("client"),
        client_title=form.cleaned_data["client_title"],
        partner_signatory=form.signatory("partner"),
        partner_title=form.cleaned_data["partner_title"],
        sign_by=form.cleaned_data["sign_by"],
        by=request.user,
        at=now,
        today=request.place.org.day(now),
        follows=follows,
        reason=form.cleaned_data.get("reason", ""),
    )
    return redirect("compliance:agreement", request.place.org.slug, engagement.pk, agreement.pk)


def _initial(
    request: TenantRequest,
    engagement: Engagement,
    template: AgreementTemplate,
    follows: Agreement | None,
) -> dict[str, object]:
    today = request.place.org.day(timezone.now())
    initial: dict[str, object] = {
        **proposed_values(engagement, template, today=today),
        "sign_by": today + USUAL_DAYS,
    }
    if follows is not None:
        # Dates as well, where nobody has signed for good: it is the same agreement, changed.
        initial |= follows.values if follows.executed_on is None else {}
        initial |= {f"{side}_signatory": str(follows.signatory(side).pk) for side in Side}
        initial |= {"client_title": follows.client_title, "partner_title": follows.partner_title}
    return initial


def _ask(
    request: TenantRequest,
    engagement: Engagement,
    template: AgreementTemplate,
    form: AgreementForm,
    people: Signatories,
    status: int,
) -> HttpResponse:
    context = _context(request, engagement, template, form) | {
        "missing": rules.missing_elements(template.read),
        "nobody_signs": not people.client or not people.partner,
        "people": people,
        "people_url": address("engagements:people", request.place.org.slug, engagement.pk),
    }
    return render_page(
        request, page="compliance/agreements/prepare.html", context=context, status=status
    )


def _show(
    request: TenantRequest,
    engagement: Engagement,
    template: AgreementTemplate,
    form: AgreementForm,
    text: str,
) -> HttpResponse:
    context = _context(request, engagement, template, form) | {
        "text": as_html(text, top=2),
        "client_signatory": form.signatory("client"),
        "partner_signatory": form.signatory("partner"),
        "sign_by": form.cleaned_data["sign_by"],
    }
    return render_page(request, page="compliance/agreements/preview.html", context=context)


def _context(
    request: TenantRequest,
    engagement: Engagement,
    template: AgreementTemplate,
    form: AgreementForm,
) -> dict[str, object]:
    return {
        "frame": frame_of(request, engagement, current="agreements"),
        "engagement": engagement,
        "place": request.place,
        "template": template,
        "form": form,
    }
