"""Opening an engagement, and the facts of its scope with the routes they leave open."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from engagements.lifecycle import actions, queries, rules
from engagements.lifecycle.forms import NewEngagementForm, ScopeForm
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement, StatedScope
from engagements.lifecycle.queries import engagement_at
from engagements.lifecycle.rules import Scope, Verdict
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import render_page
from portal.ui.parts import Fact

PAGES = "engagements/lifecycle"


@require_http_methods(["GET", "POST"])
@allow(Right.OPEN_ENGAGEMENT)
def new(request: TenantRequest, org_slug: str) -> HttpResponse:
    """Open an engagement that did not begin with a booked call, on the partner's own pages."""
    partner = request.place.org
    if not partner.is_partner:
        raise Http404
    form = NewEngagementForm(
        request.POST or None,
        clients=queries.clients_of(partner),
        staff=queries.staff_of(partner.pk),
        initial={"lead": str(request.user.pk), "time_zone": partner.time_zone},
    )
    if form.is_valid():
        try:
            engagement = _open(request, form)
        except rules.EngagementRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The engagement of {engagement.client_name} is open.")
            return redirect(
                "engagements:scope", org_slug=engagement.client_slug, engagement_id=engagement.pk
            )
    return render_page(
        request,
        page=f"{PAGES}/new.html",
        context={"form": form},
        status=422 if form.errors else 200,
    )


def _open(request: TenantRequest, form: NewEngagementForm) -> Engagement:
    given = form.cleaned_data
    common: dict[str, Any] = {
        "partner": request.place.org,
        "title": given["title"],
        "lead": form.leads[given["lead"]],
        "intake": {},
        "by": request.user,
        "at": timezone.now(),
    }
    if given["client"]:
        return actions.open_engagement(client=form.clients[given["client"]], **common)
    return actions.open_for_new_client(
        client_name=given["client_name"],
        legal_name=given["legal_name"],
        time_zone=given["time_zone"],
        **common,
    )


@require_GET
@allow(Right.READ_ENGAGEMENT)
def scope(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """The facts with who stated them, the routes they leave open, and every version."""
    engagement = engagement_at(request.place, engagement_id)
    versions = queries.versions_of(engagement)
    current = versions[0].stated if versions else None
    facts = current.facts if current else queries.facts_of_intake(engagement.intake)
    context = _advice(facts) | {
        "engagement": engagement,
        "frame": frame_of(request, engagement, current="scope"),
        "place": request.place,
        "current": current,
        "use_case": current.use_case if current else engagement.intake.get("use_case", ""),
        "facts": _facts(facts, queries.origins(versions)),
        "versions": versions,
    }
    return render_page(request, page=f"{PAGES}/scope.html", context=context)


@require_http_methods(["GET", "POST"])
@allow(Right.EDIT_SCOPE)
def edit_scope(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """State the facts, with the advice on routes beside them."""
    engagement = engagement_at(request.place, engagement_id)
    form = _form(engagement, request.POST or None)
    if form.is_valid():
        try:
            stated = actions.state_scope(
                engagement=engagement,
                scope=form.scope(),
                use_case=form.cleaned_data["use_case"],
                by=request.user,
                at=timezone.now(),
            )
        except rules.ScopeRefused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, f"The facts are stated: version {stated.version}.")
            return redirect("engagements:scope", org_slug=org_slug, engagement_id=engagement.pk)
    facts = form.scope() if form.is_bound else queries.facts_of(engagement)
    context = _advice(facts) | {
        "engagement": engagement,
        "frame": frame_of(request, engagement, current="scope"),
        "form": form,
    }
    return render_page(
        request,
        page=f"{PAGES}/edit_scope.html",
        context=context,
        status=422 if form.errors else 200,
    )


@require_GET
@allow(Right.EDIT_SCOPE)
def advice(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """The advice on routes for the answers chosen so far; nothing is stored."""
    engagement = engagement_at(request.place, engagement_id)
    form = _form(engagement, request.GET)
    form.is_valid()
    facts = form.scope()
    context = _advice(facts) | {"contradictions": rules.check_scope(facts)}
    return render_page(request, page=f"{PAGES}/_advice.html", context=context)


@require_http_methods(["GET", "POST"])
@allow(Right.OPEN_ENGAGEMENT)
def close(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Ask, then end an engagement; its record stays."""
    engagement = engagement_at(request.place, engagement_id)
    if request.method == "POST":
        try:
            actions.close_engagement(
                engagement=engagement,
                reason=request.POST.get("reason", ""),
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, "The engagement is closed. Its record stays.")
        except rules.EngagementRefused as refused:
            messages.error(request, str(refused))
        return redirect(reverse("engagements:scope", args=(org_slug, engagement.pk)))
    context = {"engagement": engagement, "frame": frame_of(request, engagement, current="scope")}
    return render_page(request, page=f"{PAGES}/close.html", context=context)


def _form(engagement: Engagement, answers: Any) -> ScopeForm:
    current = queries.current_scope(engagement)
    facts = current.facts if current else queries.facts_of_intake(engagement.intake)
    use_case = current.use_case if current else engagement.intake.get("use_case", "")
    return ScopeForm(answers, facts=facts, use_case=use_case)


def _advice(facts: Scope) -> dict[str, Any]:
    advice = rules.advise(facts)
    intended = rules.advice_for_intent(facts)
    verdicts = Counter(one.verdict for one in advice)
    return {
        # What is intended comes first.
        "advice": sorted(advice, key=lambda one: one.destination is not facts.destination),
        "verdicts": [
            (verdict.label, verdicts[verdict]) for verdict in Verdict if verdicts[verdict]
        ],
        "intended": facts.destination,
        "ruled_out": intended if intended and intended.blocks else None,
        "missing": rules.missing_facts(facts),
    }


def _facts(facts: Scope, origins: dict[str, StatedScope]) -> list[Fact]:
    return [
        Fact(told.term, told.words, source=_source(origins.get(told.name)))
        for told in rules.in_words(facts)
    ]


def _source(stated: StatedScope | None) -> str:
    if stated is None:
        return "From the intake, to be confirmed"
    day = stated.org.day(stated.stated_at)
    return f"Stated by {stated.stated_by.name}, {day.day} {day:%B %Y}"
