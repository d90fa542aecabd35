"""Reviews of DPAs: the document, the checklist, and the second person's signature."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from compliance.dpa import actions
from compliance.dpa.forms import NewReviewForm, RoundForm, VerdictForm, verdict_forms
from compliance.dpa.models import DpaReview
from compliance.dpa.pages import checklist
from compliance.dpa.queries import changes_of, judgements_of, proposals_of, review_at
from compliance.dpa.rules import ITEM, ReviewRefused
from compliance.vendors.queries import uses_of
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.files.intake import receive
from portal.files.rules import FileRefused
from portal.files.store import default_store
from portal.files.streaming import download
from portal.files.uploads import upload_refusal
from portal.ui.pages import render_page


@require_http_methods(["GET", "POST"])
@allow(Right.REVIEW_EVIDENCE)
def new_review(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Begin a review with the document it is of."""
    engagement = engagement_at(request.place, engagement_id)
    services = [use.entry.service for use in uses_of(engagement)]
    form = NewReviewForm(request.POST or None, request.FILES or None, services=services)
    if request.method == "POST" and form.is_valid():
        try:
            review = _open(request, engagement, form)
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("compliance:dpa-review", org_slug, engagement_id, review.pk)
    status = 200 if request.method == "GET" else 413 if upload_refusal(request) else 422
    context = {
        "frame": frame_of(request, engagement, current="evidence"),
        "engagement": engagement,
        "place": request.place,
        "form": form,
        "services": services,
    }
    return render_page(
        request, page="compliance/dpa/new_review.html", context=context, status=status
    )


@require_http_methods(["GET", "POST"])
@allow(Right.READ_ENGAGEMENT)
def review(
    request: TenantRequest, org_slug: str, engagement_id: UUID, review_id: UUID
) -> HttpResponse:
    """The checklist with its verdicts; a POST saves them, and submits when asked to."""
    engagement = engagement_at(request.place, engagement_id)
    found = review_at(engagement, review_id)
    if request.method == "GET":
        return _page(request, engagement, found, _stored_forms(found))
    return _save(request, engagement, found)


@require_POST
@allow(Right.REVIEW_EVIDENCE)
def decide(
    request: TenantRequest, org_slug: str, engagement_id: UUID, review_id: UUID, verb: str
) -> HttpResponse:
    """Sign off or refuse as the second person, or take up again."""
    engagement = engagement_at(request.place, engagement_id)
    found = review_at(engagement, review_id)
    now = timezone.now()
    try:
        match verb:
            case "accept":
                today = request.place.org.day(now)
                actions.accept_review(review=found, by=request.user, at=now, today=today)
            case "refuse":
                reason = request.POST.get("reason", "")
                actions.refuse_review(review=found, reason=reason, by=request.user, at=now)
            case _:
                actions.reopen_review(review=found, by=request.user, at=now)
    except ReviewRefused as refused:
        return _page(request, engagement, found, _stored_forms(found), refused=refused, status=409)
    return redirect("compliance:dpa-review", org_slug, engagement_id, review_id)


@require_POST
@allow(Right.REVIEW_EVIDENCE)
def tell_round(
    request: TenantRequest, org_slug: str, engagement_id: UUID, review_id: UUID
) -> HttpResponse:
    """Write down a round with the vendor on an item that falls short."""
    engagement = engagement_at(request.place, engagement_id)
    found = review_at(engagement, review_id)
    item = ITEM.get(request.POST.get("item", ""))
    form = RoundForm(request.POST, prefix=item.id if item else None)
    if item is None or not form.is_valid():
        refused = ReviewRefused("Write down what was asked or answered, and what came of it.")
        return _page(request, engagement, found, _stored_forms(found), refused=refused, status=422)
    try:
        actions.tell_round(
            review=found,
            item_id=item.id,
            words=form.cleaned_data["words"],
            outcome=form.came_to,
            by=request.user,
            at=timezone.now(),
        )
    except ReviewRefused as refused:
        return _page(request, engagement, found, _stored_forms(found), refused=refused, status=409)
    return redirect("compliance:dpa-review", org_slug, engagement_id, review_id)


@require_GET
@allow(Right.READ_ENGAGEMENT)
def changes(
    request: TenantRequest, org_slug: str, engagement_id: UUID, review_id: UUID
) -> HttpResponse:
    """What changed since the version before: first what must be looked at."""
    engagement = engagement_at(request.place, engagement_id)
    found = review_at(engagement, review_id)
    every = changes_of(found)
    context = {
        "frame": frame_of(request, engagement, current="evidence"),
        "engagement": engagement,
        "place": request.place,
        "review": found,
        "material": [change for change in every if change.material and not change.annexed],
        "annexed": [change for change in every if change.material and change.annexed],
        "wording": [change for change in every if not change.material],
    }
    return render_page(request, page="compliance/dpa/changes.html", context=context)


@require_GET
@allow(Right.READ_ENGAGEMENT)
def document(
    request: TenantRequest, org_slug: str, engagement_id: UUID, review_id: UUID
) -> HttpResponseBase:
    """Download the DPA that is reviewed."""
    found = review_at(engagement_at(request.place, engagement_id), review_id)
    file = actions.read_document(review=found, by=request.user, at=timezone.now())
    return download(request, store=default_store(), sha256=file.sha256, name=file.name)


def _open(request: TenantRequest, engagement: Engagement, form: NewReviewForm) -> DpaReview:
    return actions.open_review(
        engagement=engagement,
        service=form.chosen,
        document=form.cleaned_data["document"],
        dated=form.dated_on,
        received=receive(form.cleaned_data["file"], store=default_store()),
        by=request.user,
        at=timezone.now(),
    )


def _save(request: TenantRequest, engagement: Engagement, found: DpaReview) -> HttpResponse:
    forms = verdict_forms(request.POST, [])
    if not request.place.may(Right.REVIEW_EVIDENCE):
        refused = ReviewRefused("Only a reviewer of the partner judges a DPA.")
        return _page(request, engagement, found, forms, refused=refused, status=403)
    if any(form.errors for form in forms):
        return _page(request, engagement, found, forms, status=422)
    judged = [form.judgement for form in forms if form.judgement is not None]
    now = timezone.now()
    try:
        actions.judge_items(review=found, judgements=judged, by=request.user, at=now)
        if "submit" in request.POST:
            actions.submit_review(review=found, by=request.user, at=now)
    except ReviewRefused as refused:
        return _page(request, engagement, found, forms, refused=refused, status=409)
    return redirect("compliance:dpa-review", request.place.org.slug, engagement.pk, found.pk)


def _stored_forms(found: DpaReview) -> list[VerdictForm]:
    return verdict_forms(None, judgements_of(found), proposals_of(found))


def _page(
    request: TenantRequest,
    engagement: Engagement,
    found: DpaReview,
    forms: list[VerdictForm],
    *,
    refused: ReviewRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "frame": frame_of(request, engagement, current="evidence"),
        "engagement": engagement,
        "place": request.place,
        "review": found,
        "writes": found.is_open and request.place.may(Right.REVIEW_EVIDENCE),
        **checklist(found, forms),
        "mine": found.submitted_by_id == request.user.pk,
        "refused": refused,
    }
    return render_page(request, page="compliance/dpa/review.html", context=context, status=status)
