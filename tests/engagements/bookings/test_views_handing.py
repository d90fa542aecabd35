"""Pages of a call whose host is gone: the partner's, who hands it over, and the visitor's."""

import re

import pytest
from django.utils import timezone

from engagements.bookings import moving
from tests.engagements.bookings.calls import host_of, leave, stored, take_calls
from tests.engagements.bookings.pages import (
    book_in_browser,
    open_starts,
    tomorrow_or_later,
    words_of,
)


@pytest.fixture
def coming(cast):
    """A call of Carla's that is to come by the clock on the wall; she has left, Nadia is there."""
    take_calls(cast, cast.carla)
    browser, path = book_in_browser(cast, tomorrow_or_later(open_starts(cast))[0])
    take_calls(cast, cast.nadia)
    leave(cast)
    with cast.at(cast.northgate):
        (call,) = moving.calls_left(cast.northgate.pk, at=timezone.now())
    return browser, path, call


def test_the_owner_finds_calls_without_a_host_and_hands_one_over(cast, coming, sign_in):
    call, browser = coming[2], sign_in(cast.nadia)
    path = f"/o/northgate/calls/{call.pk}/hand-over/"
    for page in ("/o/northgate/", "/o/northgate/calls/"):
        assert path in browser.get(page).text

    shown = browser.get(path)
    answer = browser.post(path, {"host": host_of(cast, cast.nadia).pk}, follow=True)

    assert "Carla Consult no longer works here" in words_of(shown)
    assert "Nadia North takes the call" in words_of(answer)
    assert stored(cast, call).host.user == cast.nadia
    for page in ("/o/northgate/", "/o/northgate/calls/"):
        assert path not in browser.get(page).text


def test_the_page_takes_only_hosts_who_are_free(cast, coming, sign_in):
    call, browser = coming[2], sign_in(cast.nadia)
    path = f"/o/northgate/calls/{call.pk}/hand-over/"

    forged = browser.post(path, {"host": host_of(cast, cast.carla).pk})
    empty = browser.post(path, {})

    assert (forged.status_code, empty.status_code) == (422, 422)
    assert "Choose somebody of the list" in words_of(forged)
    assert stored(cast, call).host.user == cast.carla


def test_where_nobody_is_free_the_page_says_what_else_there_is(cast, coming, sign_in):
    call = coming[2]
    take_calls(cast, cast.nadia, active=False)

    shown = sign_in(cast.nadia).get(f"/o/northgate/calls/{call.pk}/hand-over/")

    assert "Nobody is free then" in words_of(shown)
    assert f"/o/northgate/calls/{call.pk}/move/" in shown.text


def test_the_visitors_page_offers_times_of_the_hosts_there_are(cast, coming):
    browser, path, call = coming

    shown = browser.get(f"{path}move/")
    start = re.search(r'name="slot"\s+value="([^"]+)"', shown.text).group(1)
    answer = browser.post(f"{path}move/", {"slot": start})

    assert shown.status_code == 200
    assert answer.status_code == 302
    assert stored(cast, call).host.user == cast.nadia
