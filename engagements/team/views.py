"""People of an engagement and of a partner: who is here, who is invited, who was let in."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from engagements.lifecycle.queries import engagement_at
from engagements.team import actions, queries, questions, rules
from engagements.team.desk import Desk, desk_of
from engagements.team.forms import AuditorForm, PersonForm
from engagements.team.questions import Question
from portal.accounts.actions import Invited
from portal.accounts.decorators import allow
from portal.accounts.models import AuditorGrant, Invitation, Membership
from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right, Role
from portal.ui.pages import render_page

PAGES = "engagements/team"


@require_GET
@allow(Right.READ_ENGAGEMENT)
def people(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Who works on an engagement, who is invited, which auditors were let in."""
    desk = desk_of(request, engagement_id, now=timezone.now())
    engagement = engagement_at(request.place, engagement_id)
    may_let_in = request.place.may(Right.INVITE_AUDITOR)
    staff = queries.colleagues(
        engagement.partner_id, seen_by=request.user, removes=None, lead_id=engagement.lead_id
    )
    own = queries.colleagues(desk.org.pk, seen_by=request.user, removes=desk.role)
    accesses = queries.accesses(engagement, at=desk.now)
    context = desk.context(request) | {
        "partner": engagement.partner,
        "partner_people": questions.on_people(desk, staff),
        "client_people": questions.on_people(desk, own),
        "accesses": questions.on_accesses(desk, accesses, may_end=may_let_in),
        "may_let_in": may_let_in,
    }
    return render_page(request, page=f"{PAGES}/people.html", context=context | _invitations(desk))


@require_GET
@allow(Right.MANAGE_PARTNER_PEOPLE)
def staff(request: TenantRequest, org_slug: str) -> HttpResponse:
    """Who works for a partner, and who is invited to."""
    desk = desk_of(request, None, now=timezone.now())
    colleagues = queries.colleagues(desk.org.pk, seen_by=request.user, removes=desk.role)
    context = desk.context(request) | {"people": questions.on_people(desk, colleagues)}
    return render_page(request, page=f"{PAGES}/staff.html", context=context | _invitations(desk))


def _invitations(desk: Desk) -> dict[str, Any]:
    sent = queries.invitations_of(
        desk.org, seen_by=desk.role, at=desk.now, engagement=desk.engagement
    )
    asked = questions.on_invitations(desk, sent)
    return {
        "waiting": [row for row in asked if not row[0].is_settled],
        "settled": [row for row in asked if row[0].is_settled],
    }


def _invite(
    request: TenantRequest, org_slug: str, engagement_id: UUID | None = None
) -> HttpResponse:
    """Invite a person; the answer shows the link to hand over, this once."""
    desk = desk_of(request, engagement_id, now=timezone.now())
    form = PersonForm(request.POST or None, roles=desk.invitable)
    invited = None
    if form.is_valid():
        try:
            invited = actions.invite_person(
                org=desk.org,
                inviter=desk.role,
                name=form.cleaned_data["name"],
                email=form.cleaned_data["email"],
                role=Role(form.cleaned_data["role"]),
                by=request.user,
                at=desk.now,
                engagement_id=desk.engagement_id,
            )
        except actions.REFUSALS as refused:
            form.add_error(None, str(refused))
    return _form_or_link(request, desk, form, invited, title=f"Invite somebody to {desk.org.name}")


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.INVITE_AUDITOR)
def let_auditor_in(request: TenantRequest, org_slug: str, engagement_id: UUID) -> HttpResponse:
    """Invite an auditor until a date; the answer shows the link to hand over, this once."""
    desk = desk_of(request, engagement_id, now=timezone.now())
    form = AuditorForm(request.POST or None, today=desk.org.day(desk.now))
    invited = None
    if form.is_valid():
        try:
            invited = actions.let_auditor_in(
                engagement=engagement_at(request.place, engagement_id),
                org=desk.org,
                inviter=desk.role,
                by=request.user,
                at=desk.now,
                **form.cleaned_data,
            )
        except actions.REFUSALS as refused:
            form.add_error(None, str(refused))
    return _form_or_link(request, desk, form, invited, title="Let an auditor in")


def _again(
    request: TenantRequest,
    org_slug: str,
    invitation_id: UUID,
    engagement_id: UUID | None = None,
) -> HttpResponse:
    """Send an invitation again with new links; the answer shows the one to hand over."""
    desk = desk_of(request, engagement_id, now=timezone.now())
    invitation = _invitation(desk, invitation_id)
    try:
        invited = actions.send_again(
            invitation=invitation,
            org=desk.org,
            inviter=desk.role,
            by=request.user,
            at=desk.now,
        )
    except actions.REFUSALS as refused:
        messages.error(request, str(refused))
        return redirect(desk.home)
    return _form_or_link(request, desk, None, invited, title="Sent again")


def _withdraw(
    request: TenantRequest,
    org_slug: str,
    invitation_id: UUID,
    engagement_id: UUID | None = None,
) -> HttpResponse:
    """Ask, then withdraw an invitation that nobody took up."""
    desk = desk_of(request, engagement_id, now=timezone.now())
    invitation = _invitation(desk, invitation_id)
    if request.method == "GET":
        return _confirm(request, desk, questions.withdrawal(desk, invitation))
    try:
        actions.withdraw(invitation=invitation, inviter=desk.role, by=request.user, at=desk.now)
        messages.success(request, f"The invitation of {invitation.email} is withdrawn.")
    except actions.REFUSALS as refused:
        messages.error(request, str(refused))
    return redirect(desk.home)


def _remove(
    request: TenantRequest,
    org_slug: str,
    membership_id: UUID,
    engagement_id: UUID | None = None,
) -> HttpResponse:
    """Ask, then take a person out of the organisation."""
    desk = desk_of(request, engagement_id, now=timezone.now())
    current = Membership.objects.current().select_related("user")
    membership = get_object_or_404(current, pk=membership_id, org=desk.org)
    if not rules.may_invite(desk.role, Role(membership.role)):
        raise PermissionDenied(f"Your role does not let you remove {membership.user.name}.")
    if request.method == "GET":
        return _confirm(request, desk, questions.removal(desk, membership))
    try:
        actions.remove_person(
            membership=membership, remover=desk.role, by=request.user, at=desk.now
        )
        messages.success(request, f"{membership.user.name} no longer belongs to {desk.org.name}.")
    except actions.REFUSALS as refused:
        messages.error(request, str(refused))
    return redirect(desk.home)


@require_http_methods(["GET", "POST"])
@allow(Right.INVITE_AUDITOR)
def end_access(
    request: TenantRequest, org_slug: str, engagement_id: UUID, grant_id: UUID
) -> HttpResponse:
    """Ask, then close an auditor's door before its day."""
    desk = desk_of(request, engagement_id, now=timezone.now())
    grants = AuditorGrant.objects.select_related("user")
    grant = get_object_or_404(grants, pk=grant_id, org=desk.org, engagement_id=engagement_id)
    if request.method == "GET":
        return _confirm(request, desk, questions.ending(desk, grant))
    try:
        actions.end_access(grant=grant, ended_by=desk.role, by=request.user, at=desk.now)
        messages.success(request, f"{grant.user.name} is no longer let in.")
    except actions.REFUSALS as refused:
        messages.error(request, str(refused))
    return redirect(desk.home)


def _invitation(desk: Desk, invitation_id: UUID) -> Invitation:
    found: Invitation = get_object_or_404(Invitation, pk=invitation_id, org=desk.org)
    if found.role == Role.AUDITOR:
        get_object_or_404(Invitation, pk=invitation_id, engagement_id=desk.engagement_id)
    if not rules.may_invite(desk.role, Role(found.role)):
        raise PermissionDenied("Your role does not let you handle this invitation.")
    return found


def _form_or_link(
    request: TenantRequest,
    desk: Desk,
    form: PersonForm | AuditorForm | None,
    invited: Invited | None,
    *,
    title: str,
) -> HttpResponse:
    context = desk.context(request) | {"form": form, "title": title}
    if invited:
        context |= {
            "invitation": invited.invitation,
            "link": f"{settings.PUBLIC_URL}{invited.copied_path}",
        }
    return render_page(
        request,
        page=f"{PAGES}/invite.html",
        fragment=f"{PAGES}/_invite.html",
        context=context,
        status=422 if form and form.errors else 200,
    )


def _confirm(request: TenantRequest, desk: Desk, question: Question) -> HttpResponse:
    context = desk.context(request) | {"question": question}
    return render_page(request, page=f"{PAGES}/confirm.html", context=context)


# The same pages at both desks, each with the right that opens it there.
invite_client_person = never_cache(
    require_http_methods(["GET", "POST"])(allow(Right.INVITE_CLIENT_PEOPLE)(_invite))
)
invite_staff = never_cache(
    require_http_methods(["GET", "POST"])(allow(Right.MANAGE_PARTNER_PEOPLE)(_invite))
)
again_client = never_cache(require_POST(allow(Right.READ_ENGAGEMENT)(_again)))
again_staff = never_cache(require_POST(allow(Right.MANAGE_PARTNER_PEOPLE)(_again)))
withdraw_client = require_http_methods(["GET", "POST"])(allow(Right.READ_ENGAGEMENT)(_withdraw))
withdraw_staff = require_http_methods(["GET", "POST"])(
    allow(Right.MANAGE_PARTNER_PEOPLE)(_withdraw)
)
remove_client = require_http_methods(["GET", "POST"])(allow(Right.INVITE_CLIENT_PEOPLE)(_remove))
remove_staff = require_http_methods(["GET", "POST"])(allow(Right.MANAGE_PARTNER_PEOPLE)(_remove))
