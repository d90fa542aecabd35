"""Editing a template on its page: the next version of it, never another text of the same."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from compliance.agreements import actions, rules
from compliance.agreements.forms import TemplateForm
from compliance.agreements.models import AgreementTemplate
from compliance.agreements.pages import elements_in
from compliance.agreements.queries import draft_wording, newest_of, open_engagements, template_at
from compliance.agreements.reading import as_html
from compliance.agreements.rules import TemplateInvalid, differences
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page


@require_http_methods(["GET", "POST"])
@allow(Right.SEND_AGREEMENT)
def edit(request: TenantRequest, org_slug: str, template_id: UUID) -> HttpResponse:
    """ "look" shows the text, its elements and its changes; "enter" enters the next version."""
    if not request.place.org.is_partner:
        raise Http404
    found = template_at(request.place.org.pk, template_id)
    newest = newest_of(found)
    form = TemplateForm(
        request.POST or None, initial={"source": found.source, "based_on": newest.sha256}
    )
    if request.method == "GET" or not form.is_valid():
        return _page(request, found, form, {}, status=422 if form.is_bound else 200)
    source = form.cleaned_data["source"]
    try:
        if "enter" not in request.POST:
            return _page(request, found, form, _looked_at(newest, source))
        entered = actions.revise_template(
            template=newest,
            source=source,
            based_on=form.cleaned_data["based_on"],
            by=request.user,
            at=timezone.now(),
        )
    except TemplateInvalid as refused:
        form.add_error("source", list(refused.reasons))
        return _page(request, found, form, {}, status=422)
    messages.success(request, f"Version {entered.version} is in the register.")
    return redirect("compliance:template", org_slug, entered.pk)


@require_POST
@allow(Right.SEND_AGREEMENT)
def preview(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """A text that is not entered yet, with what is known of one engagement. Nothing is kept."""
    engagement = engagement_at(request.place, engagement_id)
    form = TemplateForm(request.POST)
    context: dict[str, object] = {
        "frame": frame_of(request, engagement, current="agreements"),
        "engagement": engagement,
        "place": request.place,
    }
    try:
        source = form.cleaned_data["source"] if form.is_valid() else ""
        today = request.place.org.day(timezone.now())
        text, gaps = draft_wording(engagement, source, today=today)
        context |= {"text": as_html(text, top=2), "gaps": gaps}
    except TemplateInvalid as refused:
        context |= {"refused": str(refused)}
    status = 422 if "refused" in context else 200
    return render_page(
        request, page="compliance/agreements/template_preview.html", context=context, status=status
    )


def _looked_at(newest: AgreementTemplate, source: str) -> dict[str, object]:
    read = rules.parse_template(source)
    return {
        "looked_at": read,
        "elements": elements_in(read),
        "missing": rules.missing_elements(read),
        "text": as_html(read.shown, top=2),
        "passages": differences(newest.source, source),
        "before": newest,
    }


def _page(
    request: TenantRequest,
    found: AgreementTemplate,
    form: TemplateForm,
    more: dict[str, object],
    status: int = 200,
) -> HttpResponse:
    context = {
        "place": request.place,
        "template": found,
        "form": form,
        "engagements": open_engagements(found.partner_id),
        **more,
    }
    return render_page(
        request, page="compliance/agreements/template_edit.html", context=context, status=status
    )
