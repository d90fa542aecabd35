"""A host who works for the partner no more, and a link that is used again and again."""

import pytest

from engagements.bookings import actions
from engagements.bookings.rules import MOST_MOVES, HostGone, NobodyHosts, Reminder, TooManyMoves
from portal.mail.models import Mail
from tests.cast import NOON
from tests.engagements.bookings.calls import NINE, TEN, TWO, book, hold, leave, stored
from tests.engagements.bookings.pages import book_in_browser, open_starts, tomorrow_or_later


def move(cast, booking, token, starts_at):
    with cast.at(cast.northgate):
        return actions.move_call(
            partner=cast.northgate, booking=booking, token=token, starts_at=starts_at, at=NOON
        )


def mails_to_carla(cast):
    with cast.at(cast.northgate):
        return Mail.objects.filter(to=cast.carla.email).count()


def test_no_visitor_moves_a_call_to_a_host_who_is_gone(cast, desk):
    booking, token = book(cast)
    leave(cast)

    with pytest.raises(NobodyHosts):
        move(cast, booking, token, TEN)

    assert stored(cast, booking).starts_at == NINE


def test_no_visitor_confirms_a_call_with_a_host_who_is_gone(cast, desk):
    held = hold(cast)
    leave(cast)

    with cast.at(cast.northgate), pytest.raises(HostGone):
        actions.confirm_call(
            partner=cast.northgate, booking=held.booking, token=held.token, at=NOON
        )

    assert stored(cast, held.booking).state == "held"


def test_nothing_of_a_visitor_is_written_to_a_host_who_is_gone(cast, desk):
    booking, _token = book(cast)
    before = mails_to_carla(cast)
    leave(cast)

    with cast.at(cast.northgate):
        actions.remind(
            partner=cast.northgate,
            booking_id=booking.pk,
            reminder=Reminder.DAY,
            meant_for=NINE,
            at=NOON,
        )
        reminder = Mail.objects.get(to=booking.visitor_email, subject__endswith="in a day")
        actions.cancel_by_visitor(partner=cast.northgate, booking=booking, at=NOON)

    assert reminder.reply_to == ""
    assert mails_to_carla(cast) == before
    assert stored(cast, booking).state == "cancelled"


def test_the_page_for_moving_says_that_nobody_takes_calls(cast, desk):
    browser, path = book_in_browser(cast, tomorrow_or_later(open_starts(cast))[0])
    leave(cast)

    shown = browser.get(f"{path}move/")

    assert shown.status_code == 409
    assert "nobody else does at present" in shown.text


def test_a_link_moves_its_call_so_often_and_no_more(cast, desk):
    booking, token = book(cast)
    for number in range(MOST_MOVES):
        move(cast, booking, token, (TWO, NINE)[number % 2])

    with pytest.raises(TooManyMoves):
        move(cast, booking, token, TWO)

    assert stored(cast, booking).moves == MOST_MOVES
