"""The client's own paper: taking it in, reviewing it beside its text, sending it for signature."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from compliance.agreements import actions, rules
from compliance.agreements.forms_of_theirs import BringForm, OfferForm, ReviewForm
from compliance.agreements.models import Agreement, TheirPaper
from compliance.agreements.pages_of_theirs import sheets_of
from compliance.agreements.queries import (
    agreement_at,
    made_from_before,
    signatories_of,
    their_paper_at,
)
from compliance.agreements.rules import (
    EndingRefused,
    ReviewRefused,
    SendingRefused,
    Side,
    StepRefused,
)
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow
from portal.accounts.models import Organization
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.files.intake import receive
from portal.files.rules import FileRefused
from portal.files.store import default_store
from portal.files.streaming import download, picture
from portal.files.uploads import upload_refusal
from portal.ui.pages import render_page

USUAL_DAYS = timedelta(days=14)
PDF_LEAD = (
    "The pages stay as they are. A page for the signatures follows them, and the file as received "
    "goes along."
)
WORD_LEAD = (
    "The words of the Word document, set in type, are what both sign. A page for the signatures "
    "follows them, and the document as received goes along."
)


@require_http_methods(["GET", "POST"])
@allow(Right.SEND_AGREEMENT)
def bring(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Take in the client's BAA as a PDF or a Word document."""
    return _bring(request, engagement_at(request.place, engagement_id), None)


@require_http_methods(["GET", "POST"])
@allow(Right.SEND_AGREEMENT)
def new_version(
    request: TenantRequest, org_slug: str, engagement_id: UUID, agreement_id: UUID
) -> HttpResponse:
    """Take in the next version of a paper that was sent: changed, amended or renewed."""
    engagement = engagement_at(request.place, engagement_id)
    found = agreement_at(engagement, agreement_id)
    if found.theirs is None:
        return redirect("compliance:agreement-revise", org_slug, engagement_id, agreement_id)
    return _bring(request, engagement, found)


def _bring(
    request: TenantRequest, engagement: Engagement, followed: Agreement | None
) -> HttpResponse:
    refusal = upload_refusal(request) if request.method == "POST" else None
    form = BringForm(request.POST or None, request.FILES or None) if not refusal else BringForm()
    if request.method == "POST" and not refusal and form.is_valid():
        try:
            received = receive(form.cleaned_data["file"], store=default_store())
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            paper = actions.receive_their_paper(
                engagement=engagement,
                received=received,
                follows=followed.theirs if followed else None,
                by=request.user,
                at=timezone.now(),
            )
            slug = request.place.org.slug
            return redirect("compliance:their-paper", slug, engagement.pk, paper.pk)
    status = 413 if refusal else 422 if request.method == "POST" else 200
    context = _context(request, engagement) | {
        "form": form,
        "refused": str(refusal or ""),
        "followed": followed,
    }
    return render_page(
        request, page="compliance/agreements/bring.html", context=context, status=status
    )


@require_http_methods(["GET", "POST"])
@allow(Right.SEND_AGREEMENT)
def review(
    request: TenantRequest, org_slug: str, engagement_id: UUID, paper_id: UUID
) -> HttpResponse:
    """Each element beside the text: where it seems to stand, and what a person says of it."""
    engagement = engagement_at(request.place, engagement_id)
    paper = their_paper_at(engagement, paper_id)
    form = ReviewForm(request.POST or None, paper=paper)
    if request.method == "POST" and form.is_valid():
        try:
            actions.review_their_paper(
                paper=paper,
                decisions=form.decisions,
                notice=form.notice,
                by=request.user,
                at=timezone.now(),
            )
        except ReviewRefused as refused:
            form.add_error(None, list(refused.reasons))
        else:
            messages.success(request, "The review is saved.")
            return redirect("compliance:their-paper", org_slug, engagement_id, paper_id)
    context = _context(request, engagement) | {
        "paper": paper,
        "form": form,
        "sheets": sheets_of(paper),
        "anew": [row for row in form.rows if row.has_changed],
        "carried_over": rules.NOTICE in paper.carried,
    }
    status = 422 if request.method == "POST" else 200
    return render_page(
        request, page="compliance/agreements/review.html", context=context, status=status
    )


@require_http_methods(["GET", "POST"])
@allow(Right.SEND_AGREEMENT)
def offer(
    request: TenantRequest, org_slug: str, engagement_id: UUID, paper_id: UUID
) -> HttpResponse:
    """Who signs, from when, until when; then it goes to the client's signatory."""
    engagement = engagement_at(request.place, engagement_id)
    paper = their_paper_at(engagement, paper_id)
    before = made_from_before(paper)
    form = OfferForm(
        request.POST or None,
        people=signatories_of(engagement),
        blanks=bool(paper.blanks),
        asks_why=before is not None and before.turn is not None,
        initial=_initial(request, engagement, before),
    )
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            agreement = actions.offer_their_paper(
                paper=paper,
                offer=form.offer,
                by=request.user,
                at=now,
                today=request.place.org.day(now),
            )
        except (ReviewRefused, SendingRefused, StepRefused, EndingRefused) as refused:
            form.add_error(None, list(refused.reasons))
        else:
            return redirect("compliance:agreement", org_slug, engagement_id, agreement.pk)
    context = _context(request, engagement) | {
        "paper": paper,
        "form": form,
        "problems": _problems(paper),
        "before": before,
        "lead": WORD_LEAD if paper.is_word else PDF_LEAD,
    }
    status = 422 if request.method == "POST" else 200
    return render_page(
        request, page="compliance/agreements/offer.html", context=context, status=status
    )


@require_GET
@allow(Right.SEND_AGREEMENT)
def their_file(
    request: TenantRequest, org_slug: str, engagement_id: UUID, paper_id: UUID
) -> HttpResponseBase:
    """Download the file as it was received."""
    paper = their_paper_at(engagement_at(request.place, engagement_id), paper_id)
    actions.open_their_paper(paper=paper, by=request.user, at=timezone.now())
    return download(request, store=default_store(), sha256=paper.file.sha256, name=paper.file.name)


@require_GET
@allow(Right.SEND_AGREEMENT)
def their_copy(
    request: TenantRequest, org_slug: str, engagement_id: UUID, paper_id: UUID
) -> HttpResponseBase:
    """Download the text of a Word document as it was set in type, to be signed."""
    paper = their_paper_at(engagement_at(request.place, engagement_id), paper_id)
    if paper.copy is None:
        raise Http404("This paper was not set in type.")
    actions.open_their_paper(paper=paper, by=request.user, at=timezone.now())
    return download(request, store=default_store(), sha256=paper.copy.sha256, name=paper.copy.name)


def _problems(paper: TheirPaper) -> tuple[str, ...]:
    if paper.read_at and paper.signable is None:
        return (paper.unread,)
    try:
        rules.check_offering(paper.decided, paper.notice_time)
    except ReviewRefused as refused:
        return refused.reasons
    return ()


@require_GET
@allow(Right.SEND_AGREEMENT)
def their_page(
    request: TenantRequest, org_slug: str, engagement_id: UUID, paper_id: UUID, number: int
) -> HttpResponse:
    """The picture of one page of what would be signed."""
    paper = their_paper_at(engagement_at(request.place, engagement_id), paper_id)
    drawn = paper.pictures.get(str(number))
    if drawn is None:
        raise Http404("There is no picture of this page.")
    return picture(store=default_store(), sha256=drawn["sha256"])


def _initial(
    request: TenantRequest, engagement: Engagement, before: Agreement | None
) -> dict[str, object]:
    today = request.place.org.day(timezone.now())
    partner = Organization.objects.get(pk=engagement.partner_id)
    known: dict[str, object] = {}
    if before is not None:
        known = {f"{side}_signatory": str(before.signatory(side).pk) for side in Side}
        known |= {f"{side}_name": before.party(side) for side in Side}
        known |= {"client_title": before.client_title, "partner_title": before.partner_title}
    return {
        "client_name": engagement.org.legal_name,
        "partner_name": partner.legal_name,
        "effective_on": today,
        "sign_by": today + USUAL_DAYS,
        **known,
    }


def _context(request: TenantRequest, engagement: Engagement) -> dict[str, object]:
    return {
        "frame": frame_of(request, engagement, current="agreements"),
        "engagement": engagement,
        "place": request.place,
    }
