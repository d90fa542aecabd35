"""What a visitor has typed so far, kept by their own browser: locked, for an hour, stored nowhere.

So a page that shows it again has a plain address, to which one can go back. Once a time is held,
its key takes the place of what was typed: who goes back then is told of it again.
"""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse

from portal.accounts.places import TenantRequest
from portal.accounts.sealing import SealBroken, lock, unlock

COOKIE, TYPED, HELD = "call_draft", "call-draft", "call-held"
KEPT_FOR = 3600  # seconds
# Browsers take 4,096 bytes with name and attributes, and web servers headers of 8 kB in all.
LONGEST = 3800


def packed(form: Form) -> str:
    """The answers as they were typed, locked; empty when no cookie could hold them."""
    answers = {name: form[name].value() for name in form.fields}
    words = lock(TYPED, json.dumps(answers, ensure_ascii=False))
    return words if len(words) <= LONGEST else ""


def draft_of(request: TenantRequest) -> Mapping[str, Any]:
    """What the browser brings along, by field; nothing when it brings none that we locked."""
    try:
        answers: dict[str, Any] = json.loads(unlock(TYPED, request.COOKIES.get(COOKIE, "")))
    except SealBroken:
        return {}
    return answers


def keep_draft(request: TenantRequest, response: HttpResponse, words: str) -> HttpResponse:
    """Have the browser keep what `packed` gave; it sends it to this page of this partner alone."""
    return _keep(request, response, words)


def held_before(request: TenantRequest) -> UUID | None:
    """The key of the call that this browser has last asked for, within the hour."""
    try:
        return UUID(unlock(HELD, request.COOKIES.get(COOKIE, "")))
    except SealBroken:
        return None


def remember_held(request: TenantRequest, response: HttpResponse, booking_id: UUID) -> HttpResponse:
    """Have the browser keep the key of what is held now, in the place of what was typed."""
    return _keep(request, response, lock(HELD, str(booking_id)))


def _keep(request: TenantRequest, response: HttpResponse, words: str) -> HttpResponse:
    response.set_cookie(
        COOKIE,
        words,
        max_age=KEPT_FOR,
        path=reverse("engagements:book-call", args=(request.place.org.slug,)),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
