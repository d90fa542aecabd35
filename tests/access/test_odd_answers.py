"""What no page of ours would send is answered, never with a fault of the portal."""

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.access.actors import Actor
from tests.access.addresses import addresses
from tests.access.objects import World
from tests.access.rows import Row
from tests.access.table import ACCOUNT, TABLE

ADDRESSES = addresses()
# The pages about one's account are django-allauth's to prove; some of them sign out.
TRIED = sorted(set(ADDRESSES) & set(TABLE) - set(ACCOUNT))
# Whatever any page asks for: what it does not know, it ignores.
FIELDS = (
    *("before", "slot", "zone", "time_zone", "reason", "verb", "kind", "service", "service_id"),
    *("title", "name", "email", "role", "until", "lead", "client", "link", "output", "audience"),
    *("code", "next", "back", "sign_by", "effective_from", "period_start", "starts_on", "ends_on"),
)


@pytest.mark.parametrize("odd", ["²", "9" * 5000, "a\x00b"], ids=["not a number", "long", "NUL"])
@pytest.mark.parametrize("name", TRIED)
def test_odd_answers_are_no_fault_of_the_portal(name, odd, world):
    row, answers = TABLE[name], dict.fromkeys(FIELDS, odd)

    asked = _send(world, name, _reader(row), "get", answers)
    sent = _send(world, name, _writer(row), "post", answers)

    assert (asked.status_code < 500, sent.status_code < 500) == (True, True)


def test_what_no_keyboard_writes_is_refused_in_words(world):
    answer = Client().get("/verify/", {"q": "a\x00b"})

    assert answer.status_code == 400
    assert "cannot be read" in answer.text


def _reader(row: Row) -> Actor:
    found = [actor for actor in sorted(row.inside) if row.expected(actor) in (200, 302, 422)]
    return found[0] if found else Actor.ANONYMOUS


def _writer(row: Row) -> Actor:
    return next((actor for actor in sorted(row.inside) if row.may_post(actor)), Actor.ANONYMOUS)


def _send(
    world: World, name: str, actor: Actor, method: str, answers: dict[str, str]
) -> HttpResponseBase:
    objects = TABLE[name].objects
    parts = {part: world.value(objects.get(part, part), actor) for part in ADDRESSES[name].parts}
    browser = world.browser(actor)
    with transaction.atomic():
        answer = getattr(browser, method)(reverse(name, kwargs=parts), answers)
        if answer.streaming:
            answer.getvalue()  # read to its end, so that its file is closed
        transaction.set_rollback(True)
    return answer
