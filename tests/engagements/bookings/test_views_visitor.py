"""The private page of a call: a visitor confirms, moves, cancels, takes the calendar file."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from engagements.bookings.models import Booking, BusyCalendar
from engagements.bookings.rules import BookingState
from tests.engagements.bookings import ics
from tests.engagements.bookings.calls import mails_to, take_calls
from tests.engagements.bookings.pages import (
    HERE,
    book_in_browser,
    hold_in_browser,
    open_starts,
    tomorrow_or_later,
    words_of,
)


@pytest.fixture
def starts(cast):
    """Times that can be booked with Carla from tomorrow on."""
    take_calls(cast, cast.carla)
    return tomorrow_or_later(open_starts(cast))


def the_call(cast):
    with cast.at(cast.northgate):
        return Booking.objects.get()


def test_opening_the_link_confirms_nothing(cast, starts):
    browser, path = hold_in_browser(cast, starts[0])

    for page in (browser.get(path), browser.get(f"{path}confirm/")):
        assert page.status_code == 200
        assert f'action="{path}confirm/"' in words_of(page)
        assert "Confirm the call" in words_of(page)
    assert the_call(cast).standing is BookingState.HELD


def test_the_address_that_confirms_shows_the_call_afterwards(cast, starts):
    browser, path = book_in_browser(cast, starts[0])

    page = browser.get(f"{path}confirm/")

    assert page.status_code == 200
    assert "Your call is confirmed" in words_of(page)
    assert "no-store" in page["Cache-Control"]


def test_confirming_shows_everything_on_one_page(cast, starts):
    browser, path = book_in_browser(cast, starts[0])

    words = words_of(browser.get(path))

    booking = the_call(cast)
    assert booking.standing is BookingState.CONFIRMED
    assert "Your call is confirmed" in words
    with cast.at(cast.northgate):
        booking = Booking.objects.select_related("host__user").get()
        told = (booking.in_visitor_zone, booking.in_host_zone)
    assert told[0].zone_in_words in words
    assert told[1].zone_in_words in words
    assert "https://meet.example.test/northgate" in words
    assert f"{path}call.ics" in words
    assert f"{path}move/" in words
    assert f"{path}cancel/" in words
    assert "This route is ruled out" in words


def test_the_private_page_is_kept_by_nobody(cast, starts):
    browser, path = book_in_browser(cast, starts[0])

    answer = browser.get(path)

    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("step", ["", "confirm/", "move/", "cancel/", "call.ics"])
def test_a_tampered_link_opens_nothing(cast, starts, step):
    browser, path = book_in_browser(cast, starts[0])
    tampered = path[:-2] + ("A/" if path[-2] != "A" else "B/")

    for answer in (browser.get(f"{tampered}{step}"), browser.post(f"{tampered}{step}")):
        assert answer.status_code in (404, 405)
    elsewhere = browser.get(path.replace("northgate", "southbank") + step)
    assert elsewhere.status_code in (404, 405)
    assert the_call(cast).standing is BookingState.CONFIRMED


def test_a_link_that_opens_no_call_says_what_to_do(cast, starts):
    answer = Client().get(f"{HERE}calls/nonsense/")

    assert answer.status_code == 404
    assert "Copy it whole from the mail." in words_of(answer)


def test_an_expired_link_says_so(cast, starts):
    browser, path = hold_in_browser(cast, starts[0])
    with cast.at(cast.northgate):
        past = timezone.now() - timedelta(minutes=1)
        Booking.objects.update(hold_expires_at=past)

    shown, confirmed = browser.get(path), browser.post(f"{path}confirm/")

    for answer in (shown, confirmed):
        assert answer.status_code == 410
        assert "This booking was not confirmed in time." in words_of(answer)
        assert "Confirm the call" not in words_of(answer)
    assert the_call(cast).confirmed_at is None
    assert len(mails_to(cast, "zoe@clinic.test")) == 1


def test_confirming_twice_is_refused_and_shows_the_call(cast, starts):
    browser, path = book_in_browser(cast, starts[0])

    answer = browser.post(f"{path}confirm/")

    assert answer.status_code == 409
    assert "This booking is confirmed already." in words_of(answer)
    assert len(mails_to(cast, "carla@example.test")) == 1


def test_the_calendar_file_is_that_of_the_invitation(cast, starts):
    browser, path = book_in_browser(cast, starts[0])

    answer = browser.get(f"{path}call.ics")

    calendar, event = ics.read(answer.content.decode())
    _, invited = ics.read(mails_to(cast, "zoe@clinic.test")[-1].calendar)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert calendar["METHOD"][0].value == "PUBLISH"
    for name in ("UID", "SEQUENCE", "DTSTART", "DTEND", "LOCATION"):
        assert event[name] == invited[name]


def test_there_is_no_calendar_file_of_a_hold(cast, starts):
    browser, path = hold_in_browser(cast, starts[0])

    assert browser.get(f"{path}call.ics")["Content-Type"].startswith("text/html")


def test_a_call_is_moved_to_another_open_time(cast, starts):
    browser, path = book_in_browser(cast, starts[0])
    offered = browser.get(f"{path}move/")
    other = offered.context["times"].days[0].slots[2].value

    answer = browser.post(f"{path}move/", {"slot": other})

    assert answer.status_code == 302
    assert the_call(cast).starts_at.isoformat() == other
    assert "it stays on" in words_of(offered)
    assert f'value="{starts[0]}"' not in words_of(offered)


def test_a_call_cannot_move_to_a_time_that_is_not_offered(cast, starts):
    browser, path = book_in_browser(cast, starts[0])
    hold_in_browser(cast, starts[4], email="other@clinic.test")
    before = starts[0]

    for slot, status in ((starts[4], 409), ("2020-01-01T00:00+00:00", 422), ("", 422)):
        answer = browser.post(f"{path}move/", {"slot": slot})

        assert answer.status_code == status
        assert 'name="slot"' in words_of(answer)
    with cast.at(cast.northgate):
        assert Booking.objects.filter(starts_at=before).exists()


def test_times_for_moving_can_be_told_in_another_zone(cast, starts):
    browser, path = book_in_browser(cast, starts[0])

    chosen = browser.get(f"{path}move/?zone=Asia/Tokyo", HTTP_HX_REQUEST="true")
    unknown = browser.get(f"{path}move/?zone=Mars/Base")

    assert "Asia/Tokyo, UTC+09:00" in words_of(chosen)
    assert unknown.status_code == 422
    assert "Europe/Berlin" in words_of(unknown)


def test_cancelling_asks_first_and_then_frees_the_time(cast, starts):
    browser, path = book_in_browser(cast, starts[0])

    asked = browser.get(f"{path}cancel/")
    assert the_call(cast).standing is BookingState.CONFIRMED
    browser.post(f"{path}cancel/")

    words = words_of(browser.get(path))
    assert "Cancel your call?" in words_of(asked)
    assert "The call is cancelled" in words
    assert "Book a new time" in words
    assert starts[0] in open_starts(cast)


def test_a_cancelled_call_can_be_neither_moved_nor_cancelled_again(cast, starts):
    browser, path = book_in_browser(cast, starts[0])
    browser.post(f"{path}cancel/")

    moved = browser.post(f"{path}move/", {"slot": starts[3]})
    cancelled = browser.post(f"{path}cancel/")

    assert (moved.status_code, cancelled.status_code) == (409, 409)
    assert "Cancel your call?" not in words_of(browser.get(f"{path}cancel/"))
    assert the_call(cast).starts_at.isoformat() == starts[0]
    assert len(mails_to(cast, "carla@example.test")) == 2


def test_too_close_to_the_call_the_page_offers_neither(cast, starts):
    browser, path = book_in_browser(cast, starts[0])
    with cast.at(cast.northgate):
        now = timezone.now()
        Booking.objects.update(
            starts_at=now + timedelta(hours=1),
            ends_at=now + timedelta(minutes=90),
            block_start=now + timedelta(hours=1),
            block_end=now + timedelta(minutes=90),
        )

    words = words_of(browser.get(path))
    refused = browser.post(f"{path}cancel/")

    assert f"{path}move/" not in words
    assert "too close to be moved or cancelled here" in words
    assert refused.status_code == 409
    assert the_call(cast).standing is BookingState.CONFIRMED


def test_when_the_hosts_calendar_fills_meanwhile_another_time_can_be_chosen(cast, starts):
    browser, path = hold_in_browser(cast, starts[0])
    with cast.at(cast.northgate):
        booking = Booking.objects.get()
        calendar = BusyCalendar(partner=cast.northgate, host=booking.host)
        calendar.add(name="", address="https://calendar.example/", at=booking.held_at)
        calendar.keep_copy([booking.call], at=booking.held_at)

    refused = browser.post(f"{path}confirm/")
    [slot, *_] = browser.get(f"{path}move/").context["times"].days[0].slots
    moved = browser.post(f"{path}move/", {"slot": slot.value}, follow=True)
    confirmed = browser.post(f"{path}confirm/", follow=True)

    assert refused.status_code == 409
    assert "something else stands in the host's calendar" in words_of(refused)
    assert "Choose another time" in words_of(refused)
    assert "Confirm your call" in words_of(moved)
    assert "Your call is confirmed" in words_of(confirmed)
