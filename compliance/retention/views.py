"""Telling a step, handing in a proof, looking at one, attesting it."""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from compliance.retention import actions
from compliance.retention.actions import Shown
from compliance.retention.forms import AttestationForm, ProofEntryForm, StepForm
from compliance.retention.intake import take_capture, take_file
from compliance.retention.pages import VERDICT_TONES
from compliance.retention.queries import READING_RULES, Kept, kept_of, proof_at, statement_at
from compliance.retention.rules import ProofForm, ReadingRule, Step, current, written_down
from compliance.vendors.queries import Use, uses_of
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from engagements.lifecycle.rules import Refused
from portal.accounts.decorators import allow
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.files.rules import FileRefused
from portal.files.store import default_store
from portal.files.streaming import download
from portal.files.uploads import upload_refusal
from portal.ui.pages import render_page
from portal.ui.parts import Mark


@require_http_methods(["GET", "POST"])
@allow(Right.REVIEW_EVIDENCE)
def tell(
    request: TenantRequest, org_slug: str, engagement_id: UUID, use_id: UUID, step: str
) -> HttpResponse:
    """Record one step of a service's retention, or correct what was recorded."""
    engagement = engagement_at(request.place, engagement_id)
    use, kept = _use_at(engagement, use_id)
    if step not in set(Step):
        raise Http404
    known = kept.newest(Step(step))
    initial = _initial(known.facts.__dict__) if known else {}
    form = StepForm(
        request.POST or None,
        request.FILES or None,
        step=Step(step),
        recorded=known is not None,
        initial=initial,
    )
    status = 200
    if request.method == "POST":
        status = 413 if upload_refusal(request) else 422
        if form.is_valid() and _told(request, engagement, use, form):
            return redirect("compliance:retention", org_slug, engagement_id)
    return _page(
        request, engagement, "tell.html", {"form": form, "use": use, "known": known}, status
    )


@require_http_methods(["GET", "POST"])
@allow(Right.REVIEW_EVIDENCE)
def prove(request: TenantRequest, org_slug: str, engagement_id: UUID, use_id: UUID) -> HttpResponse:
    """Hand in the proof of a setting."""
    engagement = engagement_at(request.place, engagement_id)
    use, kept = _use_at(engagement, use_id)
    key = use.entry.service.key
    set_on = current(kept.told, Step.CONFIGURED)
    form = ProofEntryForm(
        request.POST or None,
        request.FILES or None,
        rules=READING_RULES.for_service(key),
        written=_written(kept),
        initial={"account": set_on.account if set_on else ""},
    )
    status = 200
    if request.method == "POST":
        status = 413 if upload_refusal(request) else 422
        if form.is_valid():
            held_id = _proven(request, engagement, use, form)
            if held_id:
                return redirect("compliance:retention-proof", org_slug, engagement_id, held_id)
    context = {"form": form, "use": use, "without": READING_RULES.said_of(key)}
    return _page(request, engagement, "prove.html", context, status)


@require_http_methods(["GET", "POST"])
@allow(Right.READ_ENGAGEMENT)
def proof(
    request: TenantRequest, org_slug: str, engagement_id: UUID, proof_id: UUID
) -> HttpResponse:
    """One proof with the compared values; a POST attests it or sets it aside."""
    engagement = engagement_at(request.place, engagement_id)
    found = proof_at(engagement, proof_id)
    form = AttestationForm(request.POST or None, latest=found.held.effective_until)
    refused, status = "", 200
    if request.method == "POST":
        if not request.place.may(Right.REVIEW_EVIDENCE):
            raise PermissionDenied("Only a reviewer of the partner decides on evidence.")
        try:
            if _decided(request, engagement, proof_id, form):
                return redirect("compliance:retention-proof", org_slug, engagement_id, proof_id)
            status = 422
        except Refused as refusal:
            refused, status = str(refusal), 409
    capture = found.capture
    mark = Mark(capture.says.label, VERDICT_TONES[capture.says]) if capture else None
    context = {
        "proof": found,
        "held": found.held,
        "capture": capture,
        "mark": mark,
        "form": form,
        "refused": refused,
        "mine": found.held.is_recorded_by(request.user.pk),
    }
    return _page(request, engagement, "proof.html", context, status)


@require_GET
@allow(Right.READ_ENGAGEMENT)
def statement_file(
    request: TenantRequest, org_slug: str, engagement_id: UUID, statement_id: UUID
) -> HttpResponseBase:
    """Download what was attached to a step."""
    statement = statement_at(engagement_at(request.place, engagement_id), statement_id)
    file = actions.read_statement(statement=statement, by=request.user, at=timezone.now())
    if file is None:
        raise Http404
    return download(request, store=default_store(), sha256=file.sha256, name=file.name)


def _use_at(engagement: Engagement, use_id: UUID) -> tuple[Use, Kept]:
    for use in uses_of(engagement):
        if use.use.pk == use_id:
            return use, kept_of(engagement).get(use.entry.service.pk, Kept())
    raise Http404


def _initial(known: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in known.items() if name != "outcome"}


def _written(kept: Kept) -> ReadingRule | None:
    expected = current(kept.told, Step.EXPECTED)
    if expected is None:
        return None
    claim = expected.words or f"The value at {expected.setting} is {expected.value}"
    return written_down(expected.setting, expected.value, claim=claim[:300], source=expected.where)


def _told(request: TenantRequest, engagement: Engagement, use: Use, form: StepForm) -> bool:
    now, examined = timezone.now(), form.cleaned_data.get("file")
    try:
        actions.tell_step(
            engagement=engagement,
            service=use.entry.service,
            new=form.statement,
            taken=take_file(examined, store=default_store()) if examined else None,
            by=request.user,
            at=now,
            today=request.place.org.day(now),
        )
    except (Refused, FileRefused) as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _proven(
    request: TenantRequest, engagement: Engagement, use: Use, form: ProofEntryForm
) -> UUID | None:
    now, given, rule = timezone.now(), form.cleaned_data, form.chosen
    take = take_capture if rule else take_file
    try:
        capture = actions.record_proof(
            engagement=engagement,
            service=use.entry.service,
            shown=Shown(
                form=ProofForm(given["form"]),
                captured_on=given["captured_on"],
                account=given["account"].strip(),
                claim=rule.claim if rule else given["claim"].strip(),
                keeps_nothing=rule.keeps_nothing if rule and rule.key else given["keeps_nothing"],
                rule=rule,
            ),
            taken=take(given["file"], store=default_store()),
            by=request.user,
            at=now,
            today=request.place.org.day(now),
        )
    except (Refused, FileRefused) as refused:
        form.add_error(None, str(refused))
        return None
    held_id: UUID = capture.held_id
    return held_id


def _decided(
    request: TenantRequest, engagement: Engagement, proof_id: UUID, form: AttestationForm
) -> bool:
    now, held = timezone.now(), proof_at(engagement, proof_id).held
    match request.POST.get("verb"):
        case "attest":
            if not form.is_valid():
                return False
            until: date = form.cleaned_data["until"]
            actions.attest(
                engagement=engagement,
                held=held,
                until=until,
                words=form.cleaned_data["words"],
                by=request.user,
                at=now,
                today=request.place.org.day(now),
            )
        case "set_aside":
            reason = request.POST.get("reason", "")
            actions.set_aside(
                engagement=engagement, held=held, reason=reason, by=request.user, at=now
            )
        case _:
            return False
    return True


def _page(
    request: TenantRequest,
    engagement: Engagement,
    name: str,
    context: dict[str, object],
    status: int,
) -> HttpResponse:
    frame = frame_of(request, engagement, current="evidence")
    context |= {"frame": frame, "engagement": engagement, "place": request.place}
    return render_page(request, page=f"compliance/retention/{name}", context=context, status=status)
