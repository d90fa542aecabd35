"""A page or its fragment, by what asked for it."""

import json
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from portal.ui.pages import render_page

FRAGMENT = "components/empty_state.html"


def request_with(**headers: str) -> HttpRequest:
    request = RequestFactory().get("/", headers=headers)
    request.user = AnonymousUser()
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
    return request


def body(**headers: str) -> str:
    response = render_page(
        request_with(**headers),
        page="base.html",
        fragment=FRAGMENT,
        context={"title": "No packet yet"},
    )
    return response.content.decode()


def test_a_plain_request_gets_the_page() -> None:
    assert "<!doctype html>" in body()


def test_htmx_gets_the_fragment() -> None:
    answer = body(**{"HX-Request": "true"})

    assert "No packet yet" in answer
    assert "<!doctype html>" not in answer


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_link_or_a_step_back_gets_the_page(header: str) -> None:
    assert "<!doctype html>" in body(**{"HX-Request": "true", header: "true"})


def test_caches_keep_page_and_fragment_apart() -> None:
    response = render_page(request_with(), page="base.html", context={}, status=422)

    assert response.status_code == 422
    assert "HX-Request" in response["Vary"]


def test_a_partners_accent_that_is_no_colour_leaves_the_portals_own() -> None:
    from_partner = {"shell": {"accent": "}*{display:none", "brand": "Aldermoor"}}

    html = render_page(request_with(), page="base.html", context=from_partner).content.decode()

    assert "--accent" not in html
    assert "display:none" not in html


def test_a_partners_accent_comes_with_a_nonce_and_never_as_a_raw_word() -> None:
    request = request_with()
    request.csp_nonce = "n0nce"  # type: ignore[attr-defined]
    from_partner = {"shell": {"accent": "#7a1fa2", "brand": "Aldermoor"}}

    html = render_page(request, page="base.html", context=from_partner).content.decode()

    assert '<style nonce="n0nce">:root{--accent-day:#7a1fa2;' in html


@pytest.mark.parametrize("status", [409, 413, 422])
def test_a_piece_that_says_why_something_was_refused_is_swapped_in(status):
    settings = json.loads(re.search(r"name=\"htmx-config\" content='([^']+)'", body())[1])

    how = next(one for one in settings["responseHandling"] if re.search(one["code"], str(status)))

    assert how["swap"]
