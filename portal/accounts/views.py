"""Taking up an invitation."""

from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts import actions
from portal.accounts.forms import AccountForm
from portal.accounts.models import Invitation, User
from portal.accounts.places import organization
from portal.accounts.roles import Role
from portal.accounts.tokens import digest
from portal.tenancy.context import tenant
from portal.ui.pages import render_page


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, org_id: UUID, token: str) -> HttpResponse:
    """Show who invites whom to what; take it up as the person who is signed in, or a new one."""
    now = timezone.now()
    with tenant(org=org_id, partner=org_id):
        found = Invitation.objects.by_digest(digest(token)).select_related("invited_by").first()
        if found is None:
            raise Http404
        if request.method == "POST" and request.user.is_authenticated:
            return _join(request, found, token, request.user)
        known = User.objects.filter(email=found.email).exists()
        form = AccountForm(request.POST or None, initial={"name": found.name})
        if request.method == "POST" and not known and form.is_valid():
            return _create_and_join(request, found, token, form)
    context = {
        "invitation": found,
        "org": organization(org_id),
        "role": Role(found.role),
        "open": not (found.accepted_at or found.revoked_at or found.expires_at <= now),
        "known": known,
        "form": form,
    }
    return render_page(request, page="accounts/invitation.html", context=context)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out and come back to the invitation, to take it up as somebody else."""
    back = request.POST.get("back", "")
    logout(request)
    return redirect(back if back.startswith("/invitations/") else "home")


def _join(request: HttpRequest, found: Invitation, token: str, user: User) -> HttpResponse:
    try:
        actions.join(invitation=found, token=token, user=user, at=timezone.now())
    except actions.InvitationRefused as refused:
        context = {"invitation": found, "refused": str(refused), "role": Role(found.role)}
        return render_page(request, page="accounts/invitation.html", context=context, status=409)
    return redirect("home")


def _create_and_join(
    request: HttpRequest, found: Invitation, token: str, form: AccountForm
) -> HttpResponse:
    now = timezone.now()
    user = actions.create_account(
        invitation=found,
        token=token,
        name=form.cleaned_data["name"],
        password=form.cleaned_data["password"],
        at=now,
    )
    actions.join(invitation=found, token=token, user=user, at=now)
    record_authentication(request, user, method="password", email=user.email)
    entered: HttpResponse = perform_login(request, user, redirect_url="/")
    return entered
