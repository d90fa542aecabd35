"""The Evidence tab: the services in use, their reports, DPA reviews, and papers held."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from compliance.clearance.claims import on_record
from compliance.clearance.queries import Standpoint, standpoint
from compliance.clearance.rules import Line
from compliance.dpa.models import DpaReview
from compliance.dpa.queries import reviews_of
from compliance.evidence import actions as evidence_actions
from compliance.evidence.forms import HeldEvidenceForm
from compliance.evidence.models import HeldEvidence
from compliance.evidence.queries import held_at, held_of
from compliance.evidence.rules import EvidenceKind, EvidenceRefused
from compliance.questionnaires.queries import answers_in
from compliance.questionnaires.rules import limits_told, spoken_against
from compliance.vendors import actions as vendor_actions
from compliance.vendors.forms import UseForm
from compliance.vendors.models import ServiceUse, VendorService
from compliance.vendors.queries import Use, findings_in_use, register, uses_of
from compliance.vendors.rules import Finding, needed_categories
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


@dataclass(frozen=True)
class Section:
    """A service in use with everything about it."""

    use: Use
    lines: list[Line]
    found: tuple[Finding, ...]
    reviews: list[DpaReview]
    held: list[HeldEvidence]


@require_GET
@allow(Right.READ_ENGAGEMENT)
def evidence(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Everything that proves, by service, with what is missing said on top of each."""
    engagement = engagement_at(request.place, engagement_id)
    return _tab(request, engagement, UseForm(services=_services(engagement)))


@require_POST
@allow(Right.REVIEW_EVIDENCE)
def name_service(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Say that the engagement uses a service."""
    engagement = engagement_at(request.place, engagement_id)
    form = UseForm(request.POST, services=_services(engagement))
    if not form.is_valid():
        return _tab(request, engagement, form, status=422)
    vendor_actions.name_service(
        engagement=engagement,
        service=form.chosen,
        region=form.cleaned_data["region"],
        touches_data=form.cleaned_data["touches_data"],
        by=request.user,
        at=timezone.now(),
    )
    return redirect("compliance:evidence", org_slug, engagement_id)


@require_POST
@allow(Right.REVIEW_EVIDENCE)
def end_use(
    request: TenantRequest, org_slug: str, engagement_id: UUID, use_id: UUID
) -> HttpResponse:
    """Say that the engagement no longer uses a service."""
    engagement = engagement_at(request.place, engagement_id)
    use = get_object_or_404(ServiceUse.objects.of_engagement(engagement).current(), pk=use_id)
    vendor_actions.end_use(use=use, by=request.user, at=timezone.now())
    return redirect("compliance:evidence", org_slug, engagement_id)


@require_http_methods(["GET", "POST"])
@allow(Right.REVIEW_EVIDENCE)
def record(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Record a paper or a proof made elsewhere."""
    engagement = engagement_at(request.place, engagement_id)
    services = [(str(use.entry.service.pk), str(use.use)) for use in uses_of(engagement)]
    initial = {name: request.GET[name] for name in ("kind", "service_id") if name in request.GET}
    form = HeldEvidenceForm(
        request.POST or None, request.FILES or None, services=services, initial=initial
    )
    status = 200
    if request.method == "POST":
        status = 413 if upload_refusal(request) else 422
        if form.is_valid():
            try:
                held = _record(request, engagement, form)
            except (EvidenceRefused, FileRefused) as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("compliance:held", org_slug, engagement_id, held.pk)
    context = {
        "frame": frame_of(request, engagement, current="evidence"),
        "engagement": engagement,
        "place": request.place,
        "form": form,
    }
    return render_page(
        request, page="compliance/evidence/record.html", context=context, status=status
    )


@require_http_methods(["GET", "POST"])
@allow(Right.READ_ENGAGEMENT)
def held(request: TenantRequest, org_slug: str, engagement_id: UUID, held_id: UUID) -> HttpResponse:
    """One paper or proof; a POST accepts, refuses or withdraws it."""
    engagement = engagement_at(request.place, engagement_id)
    found = held_at(engagement, held_id)
    if found.kind == EvidenceKind.RETENTION_PROOF:
        return redirect("compliance:retention-proof", org_slug, engagement_id, held_id)
    refused = ""
    if request.method == "POST":
        if not request.place.may(Right.REVIEW_EVIDENCE):
            raise PermissionDenied("Only a reviewer of the partner decides on evidence.")
        try:
            _decide(request, found)
        except EvidenceRefused as refusal:
            refused = str(refusal)
        else:
            return redirect("compliance:held", org_slug, engagement_id, held_id)
    context = {
        "frame": frame_of(request, engagement, current="evidence"),
        "engagement": engagement,
        "place": request.place,
        "held": found,
        "mine": found.is_recorded_by(request.user.pk),
        "refused": refused,
        **_printed(engagement, found, today=request.place.org.day(timezone.now())),
    }
    status = 409 if refused else 200
    return render_page(
        request, page="compliance/evidence/held.html", context=context, status=status
    )


@require_GET
@allow(Right.READ_ENGAGEMENT)
def held_file(
    request: TenantRequest, org_slug: str, engagement_id: UUID, held_id: UUID
) -> HttpResponseBase:
    """Download the file of a paper or proof."""
    found = held_at(engagement_at(request.place, engagement_id), held_id)
    file = evidence_actions.read_evidence(held=found, by=request.user, at=timezone.now())
    return download(request, store=default_store(), sha256=file.sha256, name=file.name)


def _record(request: TenantRequest, engagement: Engagement, form: HeldEvidenceForm) -> HeldEvidence:
    given, now = form.cleaned_data, timezone.now()
    return evidence_actions.record_evidence(
        engagement=engagement,
        kind=EvidenceKind(given["kind"]),
        title=given["title"],
        received=receive(given["file"], store=default_store()),
        effective_from=given["effective_from"],
        effective_until=given["effective_until"],
        service_id=UUID(given["service_id"]) if given["service_id"] else None,
        note=given["note"],
        by=request.user,
        at=now,
        today=request.place.org.day(now),
    )


def _decide(request: TenantRequest, found: HeldEvidence) -> None:
    now = timezone.now()
    reason = request.POST.get("reason", "")
    match request.POST.get("verb"):
        case "accept":
            today = request.place.org.day(now)
            evidence_actions.accept_evidence(held=found, by=request.user, at=now, today=today)
        case "refuse":
            evidence_actions.refuse_evidence(held=found, reason=reason, by=request.user, at=now)
        case "withdraw":
            evidence_actions.withdraw_evidence(held=found, reason=reason, by=request.user, at=now)
        case _:
            raise Http404


def _printed(engagement: Engagement, found: HeldEvidence, *, today: date) -> dict[str, object]:
    """What packets will print of its file, for whoever accepts it to see."""
    read = answers_in(found) if found.is_read else None
    answers = read.answers if read else None
    if answers is None or not answers.read:
        return {"read": read}
    sides = (engagement.org, engagement.partner)
    own = [name for org in sides for name in (org.name, org.legal_name)]
    record = on_record(standpoint(engagement, today=today), own=own)
    against = [
        (line, sentence)
        for sheet in answers.read
        for line in sheet.lines
        for sentence in spoken_against(line.text, line.answer, line.remark, record)
    ]
    return {"read": read, "limits": list(limits_told(answers)), "against": against}


def _services(engagement: Engagement) -> list[VendorService]:
    used = {use.entry.service.pk for use in uses_of(engagement)}
    return [e.service for e in register(engagement.partner_id) if e.service.pk not in used]


def _tab(
    request: TenantRequest, engagement: Engagement, form: UseForm, *, status: int = 200
) -> HttpResponse:
    stand = standpoint(engagement, today=request.place.org.day(timezone.now()))
    held_all = held_of(engagement)
    context = {
        "frame": frame_of(request, engagement, current="evidence"),
        "engagement": engagement,
        "place": request.place,
        "partner_slug": engagement.partner.slug,
        "sections": _sections(engagement, stand, held_all),
        "others": [one for one in held_all if one.service_id is None],
        "form": form,
    }
    return render_page(
        request, page="compliance/evidence/evidence.html", context=context, status=status
    )


def _sections(
    engagement: Engagement, stand: Standpoint, held_all: list[HeldEvidence]
) -> list[Section]:
    reviews = reviews_of(engagement)
    lines = stand.readiness.lines
    return [
        Section(
            use=use,
            lines=[ln for ln in lines if ln.requirement.service_id == str(use.entry.service.pk)],
            found=findings_in_use(use, needed=needed_categories(stand.scope)),
            reviews=[one for one in reviews if one.service_id == use.entry.service.pk],
            held=[one for one in held_all if one.service_id == use.entry.service.pk],
        )
        for use in stand.uses
    ]
