"""Invitations and feeds as mail and calendar programs take them, read by a second library."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.utils import parseaddr

import pytest
import vobject
from django.conf import settings
from django.test import Client

from engagements.bookings import actions
from portal.mail.outbox import message_of
from tests.cast import NOON
from tests.engagements.bookings.calls import (
    HALF_PAST_NINE,
    NINE,
    TEN,
    VISITOR,
    book,
    mails_to,
    take_calls,
)

MINUTE = timedelta(minutes=1)
ZOE, CARLA = "zoe@clinic.test", "carla@example.test"


def invitations_to(cast, address):
    """The mails with a calendar entry, oldest first."""
    return [mail for mail in mails_to(cast, address) if mail.calendar]


def sent(mail):
    """The mail as its bytes arrive."""
    return message_from_bytes(message_of(mail).message().as_bytes(), policy=policy.SMTP)


def parts(message):
    return [part.get_content_type() for part in message.iter_parts()]


def calendar_part(message):
    """The part of the alternatives that mail programs look for."""
    [whole, _] = message.iter_parts()
    return next(part for part in whole.iter_parts() if part.get_content_type() == "text/calendar")


def events_of(mails):
    return [vobject.readOne(calendar_part(sent(mail)).get_content()) for mail in mails]


@pytest.fixture
def life(cast):
    """A call that is booked, moved and cancelled; the mails to visitor and host."""
    take_calls(cast, cast.carla)
    booking, token = book(cast)
    with cast.at(cast.northgate):
        actions.move_call(
            partner=cast.northgate, booking=booking, token=token, starts_at=TEN, at=NOON + MINUTE
        )
        actions.cancel_by_visitor(partner=cast.northgate, booking=booking, at=NOON + 2 * MINUTE)
    return booking, invitations_to(cast, ZOE), invitations_to(cast, CARLA)


def test_the_invitation_is_an_alternative_and_an_attachment(life):
    _, mails, _ = life

    message = sent(mails[0])

    assert message.get_content_type() == "multipart/mixed"
    assert parts(message) == ["multipart/alternative", "application/ics"]
    assert parts(next(message.iter_parts())) == ["text/plain", "text/html", "text/calendar"]


def test_the_method_stands_in_the_type_as_in_the_calendar(life):
    for mail in life[1] + life[2]:
        part = calendar_part(sent(mail))
        calendar = vobject.readOne(part.get_content())
        params = part["Content-Type"].params
        assert params["method"] == calendar.method.value
        assert params["charset"].lower() == "utf-8"


def test_attachment_and_alternative_are_the_same(life):
    message = sent(life[1][0])

    attached = list(message.iter_parts())[1]

    assert attached.get_filename() == "invite.ics"
    as_sent = attached.get_content().decode()
    assert vobject.readOne(as_sent).vevent.uid.value == life[0].ical_uid
    assert as_sent.replace("\r\n", "\n") == calendar_part(message).get_content().replace(
        "\r\n", "\n"
    )


@pytest.mark.parametrize("who", [1, 2])
def test_another_library_reads_one_entry_that_moves_and_goes(life, who):
    booking, calendars = life[0], events_of(life[who])

    assert [calendar.method.value for calendar in calendars] == ["REQUEST", "REQUEST", "CANCEL"]
    events = [calendar.vevent for calendar in calendars]
    assert {event.uid.value for event in events} == {booking.ical_uid}
    assert [int(event.sequence.value) for event in events] == [0, 1, 2]
    assert [event.status.value for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert events[0].dtstart.value.astimezone(UTC) == NINE
    assert events[0].dtend.value.astimezone(UTC) == HALF_PAST_NINE
    assert events[1].dtstart.value.astimezone(UTC) == TEN
    for event in events:
        assert event.dtstamp.value <= datetime.now(UTC)
        assert [one.value for one in event.contents["attendee"]] == [
            f"mailto:{ZOE}",
            f"mailto:{CARLA}",
        ]
        assert event.contents["attendee"][0].params["CN"] == [VISITOR.name]


def test_who_sends_the_mail_is_the_organizer(life):
    for mail in life[1]:
        message = sent(mail)
        organizer = vobject.readOne(calendar_part(message).get_content()).vevent.organizer
        assert organizer.value == f"mailto:{parseaddr(message['From'])[1]}"
        assert parseaddr(message["From"])[1] == parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def test_the_visitors_private_link_is_in_their_own_entry_and_not_in_the_hosts(life):
    theirs, hosts = events_of(life[1])[0].vevent, events_of(life[2])[0].vevent

    assert life[0].token in theirs.url.value
    assert life[0].token not in hosts.serialize()


# The feed


@pytest.fixture
def feed(cast):
    """Carla's feed with a call, and its address."""
    host = take_calls(cast, cast.carla)
    now = datetime.now(UTC)
    day = now + timedelta(days=2)
    while day.weekday() > 4 or (day.month, day.day) == (11, 26):
        day += timedelta(days=1)
    start = day.replace(hour=15, minute=0, second=0, microsecond=0)
    booking, _ = book(cast, starts_at=start, at=now)
    with cast.at(cast.northgate, cast.carla):
        token = actions.give_feed(host=host, by=cast.carla, at=now)
    return host, booking, f"/p/northgate/feed/{token}.ics"


def test_a_calendar_program_reads_the_calls_of_a_host_without_signing_in(cast, feed):
    _, booking, address = feed

    answer = Client().get(address)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    calendar = vobject.readOne(answer.content.decode())
    assert calendar.contents["x-wr-calname"][0].value == "Strategy calls of Carla Consult"
    assert calendar.method.value == "PUBLISH"
    assert calendar.vevent.uid.value == booking.ical_uid
    assert calendar.vevent.dtstart.value.astimezone(UTC) == booking.starts_at
    assert "Hill & Vale Clinic" in calendar.vevent.summary.value
    assert booking.token not in answer.content.decode()


def test_a_cancelled_call_is_gone_from_the_feed(cast, feed):
    _, booking, address = feed
    with cast.at(cast.northgate, cast.carla):
        actions.cancel_by_host(
            partner=cast.northgate,
            booking=booking,
            reason="",
            by=cast.carla,
            at=datetime.now(UTC),
        )

    assert "BEGIN:VEVENT" not in Client().get(address).content.decode()


def test_a_new_address_ends_the_old_one(cast, feed):
    host, _, address = feed
    with cast.at(cast.northgate, cast.carla):
        fresh = actions.give_feed(host=host, by=cast.carla, at=NOON)

    assert Client().get(address).status_code == 404
    assert Client().get(f"/p/northgate/feed/{fresh}.ics").status_code == 200
    assert Client().get(f"/p/southbank/feed/{fresh}.ics").status_code == 404


def test_a_guessed_address_finds_nothing(cast, feed):
    assert Client().get("/p/northgate/feed/guess.ics").status_code == 404


# How to cancel


@pytest.mark.parametrize("address", [ZOE, CARLA])
def test_mails_and_entries_say_that_declining_does_not_cancel_and_what_does(cast, life, address):
    for mail in invitations_to(cast, address)[:2]:
        [event] = [one.vevent for one in events_of([mail])]
        link = next(word for word in mail.text.split() if "/calls/" in word)

        assert "does not cancel the call" in mail.text
        assert "to cancel, use the link" in mail.text
        assert f"ove or cancel it: {link}\nDeclining it in your calendar" in event.description.value
        assert event.url.value == link


@pytest.mark.parametrize("address", [ZOE, CARLA])
def test_the_entry_of_a_cancelled_call_no_longer_says_how_to_cancel(cast, life, address):
    [*_, last] = events_of(invitations_to(cast, address))

    assert last.vevent.status.value == "CANCELLED"
    assert "ancel it" not in last.vevent.description.value
