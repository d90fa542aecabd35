"""Advice for who has no script: a page of its own, to which one can go back."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from engagements.bookings.models import Booking
from portal.accounts.sealing import lock
from tests.engagements.bookings.pages import (
    ANSWERS,
    HERE,
    ask,
    nothing_is_stored,
    open_starts,
    words_of,
)


def advised(visitor, slot, **changes):
    """Press the button that only stands there without a script: the answer, and the page behind."""
    answer = ask(visitor, slot, advise="1", **changes)
    return answer, visitor.get(answer["Location"].partition("#")[0])


def test_without_a_script_a_button_shows_the_advice_and_keeps_what_was_typed(cast, desk, visitor):
    answer, page = advised(visitor, open_starts(cast)[0], name="", email="not an address")

    words = words_of(page)
    assert (answer.status_code, page.status_code) == (302, 200)
    assert "This route is ruled out" in words
    assert "Error:" not in words
    assert ANSWERS["use_case"] in words
    assert 'value="not an address"' in words
    assert re.search(r'value="handles_phi"[^>]* checked', words)
    assert nothing_is_stored(cast)


def test_the_address_of_the_advice_holds_nothing_that_was_typed(cast, desk, visitor):
    slot = open_starts(cast)[0]

    answer, _ = advised(visitor, slot)

    where = urlsplit(answer["Location"])
    assert (where.path, where.fragment) == (f"{HERE}call/", "advice")
    assert dict(parse_qsl(where.query)) == {"slot": slot, "zone": "Europe/Berlin"}


def test_what_was_typed_is_kept_by_the_visitors_browser_alone_and_locked(cast, desk, visitor):
    answer, _ = advised(visitor, open_starts(cast)[0])

    [cookie] = answer.cookies.values()
    assert (cookie["path"], cookie["max-age"]) == (f"{HERE}call/", 3600)
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    for word in ("Summaries", "zoe", "Hill"):
        assert word not in cookie.value
    assert not Session.objects.exists()


def test_another_time_is_asked_about_with_what_was_typed(cast, desk, visitor):
    first = open_starts(cast)[0]
    ask(Client(), first, email="first@clinic.test")
    taken = ask(visitor, first)

    page = visitor.get(f"{HERE}call/", {"slot": open_starts(cast)[0]})

    assert taken.status_code == 409
    assert "not carried over" not in words_of(taken)
    assert ANSWERS["use_case"] in words_of(page)
    assert "This route is ruled out" in words_of(page)


def test_once_the_time_is_held_the_browser_forgets_what_was_typed(cast, desk, visitor):
    first, second = open_starts(cast)[:4:3]
    advised(visitor, first)

    held = ask(visitor, first)

    assert held.status_code == 302
    assert len(held.cookies["call_draft"].value) < 200
    assert ANSWERS["use_case"] not in words_of(visitor.get(f"{HERE}call/", {"slot": second}))


def test_who_goes_back_from_a_held_time_is_led_to_it_again(cast, desk, visitor):
    slot = open_starts(cast)[0]
    held = ask(visitor, slot)

    back = visitor.get(f"{HERE}call/", {"slot": slot})
    somebody = Client().get(f"{HERE}call/", {"slot": slot})

    assert back.status_code == 302
    assert back["Location"] == held["Location"]
    assert somebody.status_code == 409
    assert "Somebody else has just taken that time." in words_of(somebody)


def test_what_was_held_and_let_go_is_not_led_to(cast, desk, visitor):
    slot = open_starts(cast)[0]
    ask(visitor, slot)
    with cast.at(cast.northgate):
        Booking.objects.get().expire()

    assert visitor.get(f"{HERE}call/", {"slot": slot}).status_code == 200


@pytest.mark.parametrize("cookie", ["", "nonsense", lock("feed", '{"use_case": "forged words"}')])
def test_a_draft_that_we_did_not_lock_is_not_shown(cast, desk, visitor, cookie):
    visitor.cookies["call_draft"] = cookie

    page = visitor.get(f"{HERE}call/", {"slot": open_starts(cast)[0]})

    assert page.status_code == 200
    assert "forged words" not in words_of(page)


def test_what_no_cookie_can_hold_is_shown_at_once(cast, desk, visitor):
    long = "".join(chr(0x4E00 + number) for number in range(2000))

    answer = ask(visitor, open_starts(cast)[0], advise="1", use_case=long)

    assert answer.status_code == 200
    assert "call_draft" not in answer.cookies
    assert long in words_of(answer)
    assert "This route is ruled out" in words_of(answer)


@pytest.mark.parametrize("slot", ["nonsense", "2020-01-07T14:00:00+00:00"])
def test_advice_for_a_time_that_is_not_offered_leads_to_those_that_are(cast, desk, visitor, slot):
    answer = visitor.post(f"{HERE}call/", ANSWERS | {"slot": slot, "advise": "1"}, follow=True)

    assert answer.status_code == 422
    assert 'name="slot"' in words_of(answer)
