"""What a visitor has typed so far, kept by their own browser: locked, for an hour, stored nowhere.

So a page that shows it again has a plain address, to which one can go back.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse

from portal.accounts.places import TenantRequest
from portal.accounts.sealing import SealBroken, lock, unlock

COOKIE, PURPOSE = "call_draft", "call-draft"
KEPT_FOR = 3600  # seconds
# Browsers take 4,096 bytes with name and attributes, and web servers headers of 8 kB in all.
LONGEST = 3800


def packed(form: Form) -> str:
    """The answers as they were typed, locked; empty when no cookie could hold them."""
    answers = {name: form[name].value() for name in form.fields}
    words = lock(PURPOSE, json.dumps(answers, ensure_ascii=False))
    return words if len(words) <= LONGEST else ""


def draft_of(request: TenantRequest) -> Mapping[str, Any]:
    """What the browser brings along, by field; nothing when it brings none that we locked."""
    try:
        answers: dict[str, Any] = json.loads(unlock(PURPOSE, request.COOKIES.get(COOKIE, "")))
    except SealBroken:
        return {}
    return answers


def keep_draft(request: TenantRequest, response: HttpResponse, words: str) -> HttpResponse:
    """Have the browser keep what `packed` gave; it sends it to this page of this partner alone."""
    response.set_cookie(
        COOKIE,
        words,
        max_age=KEPT_FOR,
        path=_path(request),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def forget_draft(request: TenantRequest, response: HttpResponse) -> HttpResponse:
    """Have the browser throw it away, if it has one."""
    if COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, path=_path(request), samesite="Lax")
    return response


def _path(request: TenantRequest) -> str:
    return reverse("engagements:book-call", args=(request.place.org.slug,))
