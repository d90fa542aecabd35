"""Views that do, inside an organisation, what a view of a feature may do wrong."""

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.utils import timezone

from portal.accounts.actions import LET_IN
from portal.accounts.decorators import allow, recent_mfa
from portal.accounts.models import Membership
from portal.accounts.roles import Right
from portal.audit import log
from portal.mail import outbox
from portal.urls import handler403, handler404, handler500
from portal.urls import urlpatterns as of_portal

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


def write(request):
    """Leave a row, a job and an event."""
    now = timezone.now()
    outbox.post_account_mail(to="x@example.test", subject="Probe", text="x", at=now)
    log.record(LET_IN, target=None, by=None, at=now)


def fine(request, **_):
    write(request)
    return HttpResponse("fine")


def crashing(request, **_):
    write(request)
    raise ZeroDivisionError


def broken_sql(request, **_):
    write(request)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")


def swallowing(request, **_):
    """Answers 500 without raising."""
    write(request)
    return HttpResponse("broken", status=500)


def missing(request, **_):
    write(request)
    raise Http404


def refusing(request, **_):
    write(request)
    raise PermissionDenied("Only on Tuesdays.")


@allow(Right.COUNTERSIGN)
def signatories_only(request, **_):
    return fine(request)


@recent_mfa
def fresh_only(request, **_):
    return fine(request)


def streaming(request, **_):
    return StreamingHttpResponse(late_roles())


def late_roles():
    yield from Membership.objects.values_list("role", flat=True)


def streaming_gathered(request, **_):
    gathered = list(Membership.objects.values_list("role", flat=True))
    return StreamingHttpResponse(f"{role}\n" for role in gathered)


def whoever(request, **_):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.org'), current_setting('app.user')")
        return HttpResponse(" ".join(cursor.fetchone()))


VIEWS = [
    fine,
    crashing,
    broken_sql,
    swallowing,
    missing,
    refusing,
    signatories_only,
    fresh_only,
    streaming,
    streaming_gathered,
    whoever,
]
urlpatterns = [
    *(
        path(f"{door}/<{kind}:word>/{view.__name__}/", view)
        for door, kind in (("o", "slug"), ("p", "slug"), ("audit", "uuid"))
        for view in VIEWS
    ),
    *of_portal,
]
