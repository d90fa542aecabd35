"""What a view demands before it runs: a right, a fresh second factor."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from portal.accounts.places import TenantRequest
from portal.accounts.roles import Right
from portal.ui.pages import lead_to, page_of

View = Callable[Concatenate[TenantRequest, ...], HttpResponseBase]


def allow(right: Right) -> Callable[[View], View]:
    """Only for people whose role holds `right`; others get 403, and the trail says so."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: TenantRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.place.may(right):
                raise PermissionDenied(f"Your role does not let you {right.label}.")
            return view(request, *args, **kwargs)

        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return decorate


def recent_mfa(view: View) -> View:
    """Only within five minutes of a second factor; otherwise it is asked for, and then goes on."""
    return _asking_second_factor(view, lambda request, *_, **__: page_of(request))


def recent_mfa_for_file(page: Callable[..., str]) -> Callable[[View], View]:
    """The same for a download, which would leave its reader on the page that asked.

    Afterwards goes on to `page` (called like the view), whose file `download_begins` there.
    """
    return lambda view: _asking_second_factor(view, page)


def download_begins(request: HttpRequest) -> bool:
    """Whether this page was come back to for its file, a moment after the second factor."""
    return "download" in request.GET and has_fresh_second_factor(request)


def has_fresh_second_factor(request: HttpRequest) -> bool:
    """Whether the person gave a second factor within the last five minutes."""
    age = second_factor_age(request)
    return age is not None and age < settings.FRESH_SECOND_FACTOR


def _asking_second_factor(view: View, page: Callable[..., str]) -> View:
    @wraps(view)
    def guarded(request: TenantRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if has_fresh_second_factor(request):
            return view(request, *args, **kwargs)
        back = page(request, *args, **kwargs)
        if not is_mfa_enabled(request.user):
            messages.info(request, "Set up a second factor first: this step asks for a fresh one.")
            request.session["after_second_factor"] = back
            return lead_to(request, reverse("mfa_activate_totp"))
        return lead_to(request, f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}")

    guarded.asks_second_factor = True  # type: ignore[attr-defined]
    return guarded


def second_factor_age(request: HttpRequest) -> float | None:
    """Seconds since the person last gave a second factor in this session; None if never."""
    factor = second_factor(request)
    return None if factor is None else time.time() - factor["at"]


def second_factor(request: HttpRequest) -> dict[str, Any] | None:
    """The last second factor of this session as allauth recorded it (`type`, `at` in seconds)."""
    records = [r for r in get_authentication_records(request, request.user) if r["method"] == "mfa"]
    return max(records, key=lambda record: record["at"], default=None)
