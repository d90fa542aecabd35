"""Taking up an invitation; what happened to one's own account."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from allauth.account import views as allauth_views
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.accounts import actions
from portal.accounts.forms import AccountForm
from portal.accounts.models import AuditorGrant, Invitation, Membership, Organization, User
from portal.accounts.queries import account_events
from portal.accounts.roles import Role
from portal.accounts.tokens import digest
from portal.tenancy.context import tenant
from portal.ui.pages import render_page

PAGE = "accounts/invitation.html"
PROVE_FIRST = "Prove your present address first: open the link in the mail that is sent to it."


@dataclass(frozen=True)
class Opened:
    """An invitation as the holder of one of its links sees it."""

    invitation: Invitation
    token: str
    at: datetime

    @property
    def org(self) -> Organization:
        return self.invitation.org

    @property
    def role(self) -> Role:
        return Role(self.invitation.role)

    @property
    def is_open(self) -> bool:
        """Whether it can still be taken up."""
        settled = self.invitation.accepted_at or self.invitation.revoked_at
        return not settled and self.at < self.invitation.expires_at

    @property
    def is_known(self) -> bool:
        """Whether the invited address has an account."""
        return User.objects.filter(email=self.invitation.email).exists()


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, org_id: UUID, token: str) -> HttpResponse:
    """Show who invites whom to what; take it up as the person who is signed in, or a new one."""
    with tenant(org=org_id, partner=org_id):
        rows = Invitation.objects.by_digest(digest(token)).select_related("invited_by", "org")
        found = rows.first()
    if found is None:
        return render_page(request, page="accounts/no_invitation.html", context={}, status=404)
    with tenant(org=org_id, partner=found.org.partner_id):
        opened = Opened(found, token, timezone.now())
        if request.method == "GET" or not opened.is_open:
            return _page(request, opened, status=200 if opened.is_open else 410)
        try:
            if request.user.is_authenticated:
                return _join(request, opened, request.user)
            return _join_as_new(request, opened)
        except actions.InvitationRefused as refused:
            return _page(request, opened, refused=str(refused), status=409)


@login_required
def own_address(request: HttpRequest) -> HttpResponse:
    """django-allauth's page of one's address, which changes by the mailed link alone.

    While no address of an account is proven, django-allauth would give up the one it has for a new
    one, or make an unproven one the account's. People are known by it, here and in the trail.
    """
    proven = EmailAddress.objects.get_verified(cast(User, request.user))
    if "action_primary" in request.POST or ("action_add" in request.POST and not proven):
        messages.error(request, PROVE_FIRST)
        return redirect("account_email")
    shown: HttpResponse = allauth_views.email(request)
    return shown


@never_cache
@require_GET
@login_required
def events(request: HttpRequest) -> HttpResponse:
    """The newest sign-ins, changes of password and second factors of the person's own account."""
    found = account_events(cast(User, request.user))
    return render_page(request, page="accounts/events.html", context={"events": found})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out and come back to the invitation, to take it up as somebody else."""
    back = request.POST.get("back", "")
    logout(request)
    return redirect(back if back.startswith("/invitations/") else "home")


def _join(request: HttpRequest, opened: Opened, user: User) -> HttpResponse:
    made = actions.join(invitation=opened.invitation, token=opened.token, user=user, at=opened.at)
    messages.success(request, _welcome(opened))
    return redirect(_way_in(opened, made))


def _join_as_new(request: HttpRequest, opened: Opened) -> HttpResponse:
    form = AccountForm(request.POST, email=opened.invitation.email)
    if not form.is_valid():
        return _page(request, opened, form=form, status=422)
    user, made = actions.join_as_new(
        invitation=opened.invitation, token=opened.token, at=opened.at, **form.cleaned_data
    )
    record_authentication(request, user, method="password", email=user.email)
    entered: HttpResponse = perform_login(request, user, redirect_url=_way_in(opened, made))
    return entered


def _welcome(opened: Opened) -> str:
    if opened.role is Role.AUDITOR:
        return f"You are let in by {opened.org.name}."
    return f"You belong to {opened.org.name} now, as {opened.role.label.lower()}."


def _way_in(opened: Opened, made: Membership | AuditorGrant) -> str:
    if isinstance(made, AuditorGrant):
        return f"/audit/{made.pk}/"
    return f"/o/{opened.org.slug}/"


def _page(
    request: HttpRequest,
    opened: Opened,
    *,
    form: AccountForm | None = None,
    refused: str = "",
    status: int,
) -> HttpResponse:
    invited = opened.invitation
    blank = AccountForm(initial={"name": invited.name}, email=invited.email)
    context = {
        "opened": opened,
        "invitation": invited,
        "form": form or blank,
        "refused": refused,
        "is_them": request.user.is_authenticated and request.user.email == invited.email,
    }
    return render_page(request, page=PAGE, context=context, status=status)
