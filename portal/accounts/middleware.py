"""Enters the organisation that the address names, for the length of one request."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.places import (
    Place,
    TenantRequest,
    place_of_auditor,
    place_of_member,
    public_place,
)
from portal.accounts.shell import shell_of
from portal.audit import log
from portal.tenancy.context import Scope, tenant
from portal.ui.pages import lead_to, page_of

DOOR = re.compile(r"^/(?P<door>o|p|audit)/(?P<word>[\w-]+)/")
SET_UP_SECOND_FACTOR = (
    "Countersign asks partner staff, signatories and auditors for a second factor."
    " Set one up to go on."
)
DENIED = log.action("portal.accounts.denied", "was refused for want of a right")


class PlaceMiddleware:
    """Runs `/o/<slug>/`, `/audit/<grant>/` and `/p/<slug>/` inside their organisation, or 404.

    A request is one transaction. A view that raises, whatever it raises, leaves nothing behind;
    what somebody was refused is told in the trail all the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        door = DOOR.match(request.path_info)
        if door is None:
            return self.get_response(request)
        if door["door"] != "p" and not request.user.is_authenticated:
            query = urlencode({"next": page_of(request)})
            return lead_to(request, f"{resolve_url(settings.LOGIN_URL)}?{query}")
        place = _place(request, door["door"], door["word"])
        if place is None:
            raise Http404
        if place.role and place.role.needs_second_factor and not _has_second_factor(request):
            messages.info(request, SET_UP_SECOND_FACTOR)
            request.session["after_second_factor"] = page_of(request)
            return lead_to(request, reverse("mfa_activate_totp"))
        return self._inside(cast(TenantRequest, request), place)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Remember what the view raised; Django answers in its stead."""
        request.broken_off = exception  # type: ignore[attr-defined]

    def _inside(self, request: TenantRequest, place: Place) -> HttpResponse:
        request.place = place
        request.broken_off = None
        with _entered(request, place):
            request.shell = shell_of(request, place)
            response = self.get_response(request)
            if request.broken_off or response.status_code >= 500:
                transaction.set_rollback(True)
        if place.role:
            # Not for the next person at this browser, nor for a cache on the way.
            response.headers.setdefault("Cache-Control", "private, no-store")
        if isinstance(request.broken_off, PermissionDenied):
            _tell_of_refusal(request, place, request.broken_off)
        return response


def _entered(request: TenantRequest, place: Place) -> AbstractContextManager[Scope]:
    return tenant(org=place.org.pk, partner=place.partner_id, user=request.user.pk)


def _tell_of_refusal(request: TenantRequest, place: Place, refused: PermissionDenied) -> None:
    with _entered(request, place):
        log.record(
            DENIED,
            target=None,
            by=request.user if request.user.is_authenticated else None,
            at=timezone.now(),
            path=request.path,
            method=request.method,
            reason=str(refused),
        )


def _place(request: HttpRequest, door: str, word: str) -> Place | None:
    if door == "p":
        return public_place(slug=word)
    user = cast(User, request.user)
    if door == "o":
        return place_of_member(slug=word, user=user, at=timezone.now())
    try:
        grant_id = UUID(word)
    except ValueError:
        return None
    return place_of_auditor(grant_id=grant_id, user=user, at=timezone.now())


def _has_second_factor(request: HttpRequest) -> bool:
    user = cast(User, request.user)
    used = any(
        record["method"] == "mfa" for record in get_authentication_records(request, request.user)
    )
    return used or is_mfa_enabled(user)
