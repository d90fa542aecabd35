"""The calendar files of a call, read by a reader of their own."""

from dataclasses import replace
from datetime import timedelta
from email.utils import parseaddr

import pytest
from django.conf import settings

from engagements.bookings import actions
from engagements.bookings.invitations import Entry, Method, Party, calendar_text
from tests.cast import NOON
from tests.engagements.bookings import ics
from tests.engagements.bookings.calls import HALF_PAST_NINE, NINE, TEN, book, mails_to, take_calls

LONG = "Réunion; where, with whom & why\nand a second line \\ with more. " * 4
ENTRY = Entry(
    uid="one@example.test",
    sequence=2,
    starts_at=NINE,
    ends_at=HALF_PAST_NINE,
    summary="Strategy call: Hill; Vale, Northgate",
    description=LONG,
    place="https://meet.example.test/a,b;c",
    url="https://portal.example.test/p/northgate/calls/x/",
    organizer=Party('Northgate: the "AI" firm', "portal@example.test"),
    attendees=(Party("Zoë O'Hara, MD", "zoe@clinic.test"), Party("Carla", "carla@example.test")),
)


def value_of(event, name):
    [prop] = event[name]
    return prop.value


@pytest.mark.parametrize("method", [Method.REQUEST, Method.CANCEL, Method.PUBLISH])
def test_a_calendar_object_says_what_rfc_5546_asks_for(method):
    calendar, event = ics.read(calendar_text(ENTRY, method, at=NOON))

    assert value_of(calendar, "VERSION") == "2.0"
    assert value_of(calendar, "METHOD") == method.value
    assert value_of(event, "UID") == "one@example.test"
    assert value_of(event, "SEQUENCE") == "2"
    assert value_of(event, "DTSTAMP") == "20261116T120000Z"
    assert value_of(event, "DTSTART") == "20261117T140000Z"
    assert value_of(event, "DTEND") == "20261117T143000Z"
    assert value_of(event, "SUMMARY") == ENTRY.summary
    assert value_of(event, "DESCRIPTION") == LONG
    assert value_of(event, "LOCATION") == ENTRY.place
    assert value_of(event, "ORGANIZER") == "mailto:portal@example.test"
    assert event["ORGANIZER"][0].params["CN"] == 'Northgate: the "AI" firm'


def test_only_a_cancellation_is_cancelled():
    states = {
        method: value_of(ics.read(calendar_text(ENTRY, method, at=NOON))[1], "STATUS")
        for method in Method
    }

    assert states == {
        Method.REQUEST: "CONFIRMED",
        Method.CANCEL: "CANCELLED",
        Method.PUBLISH: "CONFIRMED",
    }


def test_an_invitation_names_both_and_asks_for_no_answer():
    _, event = ics.read(calendar_text(ENTRY, Method.REQUEST, at=NOON))

    assert [(who.value, who.params["CN"]) for who in event["ATTENDEE"]] == [
        ("mailto:zoe@clinic.test", "Zoë O'Hara, MD"),
        ("mailto:carla@example.test", "Carla"),
    ]
    assert {who.params["RSVP"] for who in event["ATTENDEE"]} == {"FALSE"}


def test_a_file_to_download_names_nobody():
    _, event = ics.read(calendar_text(ENTRY, Method.PUBLISH, at=NOON))

    assert "ATTENDEE" not in event


def test_an_entry_without_place_and_page_leaves_them_out():
    bare = replace(ENTRY, place="", url="")

    _, event = ics.read(calendar_text(bare, Method.REQUEST, at=NOON))

    assert not {"LOCATION", "URL"} & set(event)


def test_one_entry_lives_through_confirming_moving_and_cancelling(cast):
    take_calls(cast, cast.carla)
    booking, token = book(cast)
    later = NOON + timedelta(hours=1)
    with cast.at(cast.northgate):
        actions.move_call(
            partner=cast.northgate, booking=booking, token=token, starts_at=TEN, at=later
        )
        actions.cancel_by_visitor(
            partner=cast.northgate, booking=booking, at=later + timedelta(minutes=1)
        )

    for address, count in (("zoe@clinic.test", 4), ("carla@example.test", 3)):
        mails = mails_to(cast, address)
        objects = [ics.read(mail.calendar) for mail in mails if mail.calendar]
        assert len(mails) == count
        assert [value_of(head, "METHOD") for head, _ in objects] == ["REQUEST", "REQUEST", "CANCEL"]
        assert [mail.calendar_method for mail in mails if mail.calendar] == [
            value_of(head, "METHOD") for head, _ in objects
        ]
        assert {value_of(event, "UID") for _, event in objects} == {booking.ical_uid}
        assert [value_of(event, "SEQUENCE") for _, event in objects] == ["0", "1", "2"]
        assert value_of(objects[1][1], "DTSTART") == "20261117T150000Z"


def test_the_organizer_has_the_address_the_mail_comes_from(cast):
    take_calls(cast, cast.carla)
    book(cast)

    _, event = ics.read(mails_to(cast, "zoe@clinic.test")[-1].calendar)

    assert value_of(event, "ORGANIZER") == f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"


def test_the_entry_tells_both_zones_with_their_offsets(cast):
    take_calls(cast, cast.carla)
    book(cast)

    _, event = ics.read(mails_to(cast, "zoe@clinic.test")[-1].calendar)

    told = value_of(event, "DESCRIPTION")
    assert "15:00 to 15:30 (Europe/Berlin, UTC+01:00)" in told
    assert "09:00 to 09:30 (America/New_York, UTC\N{MINUS SIGN}05:00)" in told
