"""Answers a request with a whole page, or with the fragment of it that htmx asked for."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


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
