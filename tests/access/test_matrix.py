"""Every address is tried by everybody; the table says what each must get."""

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.urls import reverse

from tests.access.actors import Actor
from tests.access.addresses import addresses
from tests.access.objects import World
from tests.access.rows import NOTHING, POST_ONLY, REFUSED, Row
from tests.access.table import TABLE

ADDRESSES = addresses()
TRIED = sorted(set(ADDRESSES) & set(TABLE))
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
OF_PAGES = ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
OF_FILES = ("sandbox", "default-src 'none'")


@pytest.fixture(scope="module")
def visit(world):
    """What everybody gets at an address; each request is undone, and answers are kept."""
    seen: dict[str, dict[Actor, HttpResponseBase]] = {}

    def answers(name: str) -> dict[Actor, HttpResponseBase]:
        if name not in seen:
            seen[name] = {actor: _ask(world, name, actor, "get") for actor in Actor}
        return seen[name]

    return answers


def _ask(world: World, name: str, actor: Actor, method: str) -> HttpResponseBase:
    objects = TABLE[name].objects
    parts = {part: world.value(objects.get(part, part), actor) for part in ADDRESSES[name].parts}
    browser = world.browser(actor)
    with transaction.atomic():
        answer = getattr(browser, method)(reverse(name, kwargs=parts))
        if answer.streaming:
            answer.getvalue()  # read to its end, so that its file is closed
        transaction.set_rollback(True)
    return answer


def test_every_address_has_its_row():
    missing = sorted(set(ADDRESSES) - set(TABLE))

    assert missing == [], "add rows to tests/access/table.py"


def test_every_row_has_its_address():
    assert sorted(set(TABLE) - set(ADDRESSES)) == []


@pytest.mark.parametrize("name", TRIED)
def test_everybody_gets_what_the_table_says(name, visit):
    surprises = {
        actor.value: f"{answer.status_code}, not {TABLE[name].expected(actor)}"
        for actor, answer in visit(name).items()
        if answer.status_code != TABLE[name].expected(actor)
    }

    assert surprises == {}


@pytest.mark.parametrize("name", [name for name in TRIED if TABLE[name].post])
def test_who_may_not_post_is_refused_and_who_may_is_not(name, world):
    surprises = {}
    for actor in Actor:
        answer = _ask(world, name, actor, "post")
        if not _as_expected(TABLE[name], actor, answer):
            surprises[actor.value] = answer.status_code

    assert surprises == {}


def _as_expected(row: Row, actor: Actor, answer: HttpResponseBase) -> bool:
    """An empty POST that gets past the guards may be answered with anything but these."""
    if row.may_post(actor):
        return answer.status_code < 500 and answer.status_code not in (REFUSED, NOTHING, POST_ONLY)
    if actor is Actor.ANONYMOUS:
        return answer.headers.get("Location", "").startswith("/account/login/")
    return answer.status_code == (REFUSED if actor in row.inside else row.outside)


@pytest.mark.parametrize("name", TRIED)
def test_every_answer_carries_the_headers_that_protect_it(name, visit):
    bare = [
        (actor.value, header)
        for actor, answer in visit(name).items()
        for header, value in HEADERS.items()
        if answer.headers.get(header) != value
    ]
    lax = [
        (actor.value, directive)
        for actor, answer in visit(name).items()
        for directive in _policy_of(answer)
        if directive not in answer.headers.get("Content-Security-Policy", "")
    ]

    assert bare == []
    assert lax == []


def _policy_of(answer: HttpResponseBase) -> tuple[str, ...]:
    """What the policy must say: of a page, or of a file that somebody uploaded."""
    return OF_FILES if "sandbox" in answer.headers["Content-Security-Policy"] else OF_PAGES


@pytest.mark.parametrize("name", TRIED)
def test_nothing_of_an_organisation_is_kept_by_browsers_or_on_the_way(name, visit):
    kept = [
        actor.value
        for actor, answer in visit(name).items()
        if TABLE[name].is_private
        and answer.status_code == 200
        and "no-store" not in answer.headers.get("Cache-Control", "")
    ]

    assert kept == []
