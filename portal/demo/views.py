"""Being somebody else, reading their code and their mails."""

from contextlib import suppress
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login, logout
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.models import User
from portal.demo.codes import code_now

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NEWEST_MAILS = (
    "SELECT created_at, mail_mail.to, subject, text, sent_at FROM mail_mail"
    " WHERE %(to)s = '' OR mail_mail.to = %(to)s ORDER BY created_at DESC LIMIT 100"
)
MAIL_FIELDS = ("created_at", "to", "subject", "text", "sent_at")


@require_POST
def become(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the cast, or be a visitor. A fresh second factor is still asked for."""
    wanted = request.POST.get("user")
    user = get_object_or_404(User.objects.filter(pk__in=_ids(wanted))) if wanted else None
    logout(request)
    if user:
        login(request, user, backend=BACKEND)
        record_authentication(request, user, method="password", email=user.email)
    return redirect("home")


def _ids(wanted: str) -> list[UUID]:
    with suppress(ValueError):
        return [UUID(wanted)]
    return []


@never_cache
@require_GET
def code(request: HttpRequest) -> HttpResponse:
    """The one-time code of this moment."""
    return render(request, "demo/_code.html", {"code": code_now(request)})


@never_cache
@require_GET
def mails(request: HttpRequest) -> HttpResponse:
    """Every mail of the demonstration, or those to one address, newest first."""
    mine = request.user.email if request.user.is_authenticated else ""
    to = request.GET.get("to", mine)
    with connections["system"].cursor() as cursor:
        cursor.execute(NEWEST_MAILS, {"to": to})
        rows = [dict(zip(MAIL_FIELDS, row, strict=True)) for row in cursor.fetchall()]
        cursor.execute("SELECT DISTINCT mail_mail.to FROM mail_mail ORDER BY 1")
        addresses = [address for (address,) in cursor.fetchall()]
    return render(request, "demo/mails.html", {"mails": rows, "to": to, "addresses": addresses})
