"""The agreements of an engagement, one agreement, and its files."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from compliance.agreements import actions
from compliance.agreements.actions import Copy, NotThere
from compliance.agreements.models import Agreement
from compliance.agreements.pages import (
    WORKING,
    facts_of,
    happened,
    lead_of,
    mark_of,
    row_of,
    waits_for,
)
from compliance.agreements.queries import (
    agreement_at,
    agreements_of,
    followers_of,
    last_reminder,
    paper_of,
    phi_due,
    phi_of,
    signatures_of,
    templates_to_send,
    their_papers_of,
    turn_of,
)
from compliance.agreements.reading import as_html
from compliance.agreements.rules import (
    OPEN_STATES,
    SIGNATURE_KIND,
    WAS_EXECUTED,
    AgreementKind,
    AgreementState,
    ReminderKind,
)
from engagements.lifecycle.frame import frame_of
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.queries import engagement_at
from portal.accounts.decorators import allow
from portal.accounts.models import Organization
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.files.store import default_store
from portal.files.streaming import download
from portal.ui.context import address
from portal.ui.pages import render_page, wants_fragment

# Who may confirm a copy on paper that somebody else recorded.
SECOND_PERSON = (Right.SEND_AGREEMENT, Right.SIGN_FOR_CLIENT)
UNSIGNED_ENDS = {AgreementState.DECLINED, AgreementState.VOID, AgreementState.EXPIRED}
STATE = "compliance/agreements/_state.html"
FILES = {
    "document": Copy.DOCUMENT,
    "executed": Copy.EXECUTED,
    "phi": Copy.PHI,
    "scan": Copy.SCAN,
}


@require_GET
@allow(Right.READ_ENGAGEMENT)
def agreements(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Every agreement with whose turn it is, and what may be sent."""
    engagement = engagement_at(request.place, engagement_id)
    rows = [row_of(agreement) for agreement in agreements_of(engagement)]
    may_send = request.place.may(Right.SEND_AGREEMENT) and engagement.closed_on is None
    out = {row.agreement.kind for row in rows if row.agreement.stands in OPEN_STATES}
    templates = templates_to_send(engagement.partner_id) if may_send else []
    context = {
        "frame": frame_of(request, engagement, current="agreements"),
        "engagement": engagement,
        "place": request.place,
        "rows": rows,
        "may_send": may_send,
        "templates": [one for one in templates if one.kind not in out],
        "theirs": their_papers_of(engagement) if request.place.may(Right.SEND_AGREEMENT) else [],
        "may_bring": may_send and AgreementKind.BAA not in out,
        "register_url": "" if templates or not may_send else _register(engagement),
    }
    return render_page(request, page="compliance/agreements/agreements.html", context=context)


@never_cache
@require_GET
@allow(Right.READ_ENGAGEMENT)
def agreement(
    request: TenantRequest, org_slug: str, engagement_id: UUID, agreement_id: UUID
) -> HttpResponse:
    """One agreement: its state, its files, and its text to be read; that it was read is noted.

    While the portal works on it, the page asks for its state alone, which is no reading; when that
    is done, the whole page is shown anew.
    """
    engagement = engagement_at(request.place, engagement_id)
    found = agreement_at(engagement, agreement_id)
    if wants_fragment(request):
        response = render_page(request, page=STATE, context=state_of(request, engagement, found))
        if found.stands not in WORKING:
            response["HX-Refresh"] = "true"
        return response
    if found.sent_at:
        found = actions.open_document(
            agreement=found, copy=Copy.TEXT, by=request.user, at=timezone.now()
        )
    return agreement_page(request, engagement, found)


@require_GET
@allow(Right.READ_ENGAGEMENT)
def file(
    request: TenantRequest, org_slug: str, engagement_id: UUID, agreement_id: UUID, copy: str
) -> HttpResponseBase:
    """Download the document both are shown, the executed copy, or what proves the end of PHI."""
    if copy not in FILES:
        raise Http404
    found = agreement_at(engagement_at(request.place, engagement_id), agreement_id)
    now = timezone.now()
    try:
        opened = actions.open_document(agreement=found, copy=FILES[copy], by=request.user, at=now)
        stored = actions.file_of(opened, FILES[copy])
    except NotThere as missing:
        raise Http404(str(missing)) from missing
    return download(request, store=default_store(), sha256=stored.sha256, name=stored.name)


def agreement_page(
    request: TenantRequest,
    engagement: Engagement,
    found: Agreement,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of one agreement, also with a refusal at its top."""
    signatures = signatures_of(found)
    context = state_of(request, engagement, found) | {
        "frame": frame_of(request, engagement, current="agreements"),
        "mark": mark_of(found),
        "lead": lead_of(found),
        "facts": facts_of(found),
        "events": happened(found, signatures, paper_of(found)),
        "signatures": list(signatures.values()),
        "text": as_html(found.text, top=2),
        "phi": phi_of(found),
        "phi_due": phi_due(found),
        "kind_of_signature": SIGNATURE_KIND,
        "refused": refused,
    }
    return render_page(
        request, page="compliance/agreements/agreement.html", context=context, status=status
    )


def state_of(request: TenantRequest, engagement: Engagement, found: Agreement) -> dict[str, object]:
    """What the state of an agreement shows, to the person who looks."""
    turn = turn_of(found)
    paper = paper_of(found)
    mine = turn is not None and turn.person == request.user
    may_send = request.place.may(Right.SEND_AGREEMENT)
    stands = found.stands
    return {
        "engagement": engagement,
        "place": request.place,
        "agreement": found,
        "turn": turn,
        "mine": mine,
        "waits_for": waits_for(found),
        "working": WORKING.get(stands, ""),
        "is_late": found.turn is not None and _today(request) > found.sign_by,
        "may_void": may_send and stands in OPEN_STATES - {AgreementState.COUNTERSIGNED},
        "may_remind": may_send and turn is not None and turn.person is not None and not mine,
        "reminded": last_reminder(found, ReminderKind.TO_SIGN) if turn else None,
        "may_record_phi": may_send,
        "paper": paper,
        "executed_title": "Sealed copy of the paper" if paper else "Executed copy",
        "may_record_paper": may_send and stands is AgreementState.SENT,
        "may_confirm_paper": stands is AgreementState.ON_PAPER
        and any(request.place.may(right) for right in SECOND_PERSON)
        and paper is not None
        and paper.recorded_by != request.user,
        "followers": followers_of(found),
        "may_pass_on": mine,
        "may_revise": may_send and turn is not None and turn.person is not None,
        "may_amend": may_send and stands is AgreementState.EXECUTED,
        "may_send_again": may_send and stands in UNSIGNED_ENDS,
        "may_terminate": stands is AgreementState.EXECUTED
        and (may_send or request.place.may(Right.SIGN_FOR_CLIENT)),
        "was_executed": stands in WAS_EXECUTED,
        "verify_url": address("verify"),
    }


def _register(engagement: Engagement) -> str:
    partner = Organization.objects.get(pk=engagement.partner_id)
    return address("compliance:templates", partner.slug)


def _today(request: TenantRequest) -> date:
    return request.place.org.day(timezone.now())
