"""Answers a request with a whole page, or with the fragment of it that htmx asked for."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a piece to swap in, and not for a page or a page of its history."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_page(
    request: HttpRequest,
    *,
    page: str,
    fragment: str | None = None,
    context: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    """Render `page`, or `fragment` (the file that `page` includes) when htmx asks for it.

    A refused form answers with status 422, which htmx swaps in as well.
    """
    template = fragment if fragment and wants_fragment(request) else page
    response = render(request, template, dict(context), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def lead_to(request: HttpRequest, address: str) -> HttpResponse:
    """Leave for another page altogether, also when htmx asked for a piece of this one."""
    if wants_fragment(request):
        return HttpResponseClientRedirect(address)
    return redirect(address)


def page_of(request: HttpRequest) -> str:
    """Where the person is: the address asked for, or the page that htmx asked a piece of."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    here = htmx.current_url_abs_path if htmx and wants_fragment(request) else None
    return here or request.get_full_path()
