"""What nobody's browser sends: each is answered by a sentence, and nothing of it is stored."""

from http import HTTPStatus
from io import BytesIO
from urllib.parse import quote

import pytest

from engagements.bookings.models import Booking
from engagements.bookings.rules import BookingState
from portal.mail.models import Mail
from tests.engagements.bookings.pages import (
    ANSWERS,
    HERE,
    ask,
    book_in_browser,
    hold_in_browser,
    nothing_is_stored,
    open_starts,
    tomorrow_or_later,
    words_of,
)

JUNK = {
    # Addresses
    "no address": ({"email": ""}, "This field is required."),
    "an address without a host": ({"email": "zoe@"}, "Enter a valid email address."),
    "an address with a name": ({"email": "Zoë <zoe@clinic.test>"}, "Enter a valid email address."),
    "two addresses": ({"email": "a@clinic.test, b@clinic.test"}, "Enter a valid email address."),
    "an address with a second header": (
        {"email": "zoe@clinic.test\r\nBcc: all@clinic.test"},
        "Enter a valid email address.",
    ),
    "an address too long to be one": (
        {"email": f"{'z' * 310}@clinic.test"},
        "at most 254 characters",
    ),
    "an address no mail server has room for": (
        {"email": f"zoe@{'clinic.' * 40}test"},
        "at most 254 characters",
    ),
    "an address of letters mails cannot carry": (
        {"email": "zoë@clinic.test"},
        "Enter a valid email address.",
    ),
    # Too much
    "a name of a thousand letters": ({"name": "Z" * 1000}, "at most 200 characters"),
    "an organisation of a thousand": ({"organisation": "H" * 1000}, "at most 200 characters"),
    "a use case of a novel's length": ({"use_case": "S" * 20_000}, "at most 2000 characters"),
    # Nothing at all
    "a name of blanks": ({"name": "  \t "}, "This field is required."),
    "a use case of blanks": ({"use_case": " \n "}, "This field is required."),
    "no sector": ({"sector": ""}, "This field is required."),
    "no destination": ({"destination": ""}, "This field is required."),
    "no volume": ({"volume": ""}, "This field is required."),
    # Choices that are not offered
    "an unknown sector": ({"sector": "piracy"}, "Select a valid choice."),
    "an unknown kind of data": ({"kinds": ["handles_phi", "gossip"]}, "Select a valid choice."),
    "an unknown need": ({"needs": "everything"}, "Select a valid choice."),
    "an unknown volume": ({"volume": "-1"}, "Select a valid choice."),
    "an unknown role": ({"hipaa_role": "king"}, "Select a valid choice."),
    "two destinations": ({"destination": ["public_api", "the_moon"]}, "Select a valid choice."),
    # Days that are none
    "a deadline in words": ({"deadline": "soon"}, "Enter a valid date."),
    "a deadline on no calendar": ({"deadline": "2027-02-30"}, "Enter a valid date."),
    "a deadline in another millennium": ({"deadline": "12027-01-01"}, "Enter a valid date."),
    "a deadline long gone": ({"deadline": "0001-01-01"}, "The deadline has passed."),
    # Programs
    "the field that people do not see": ({"website": "x"}, "that people do not see was filled in"),
}


@pytest.mark.parametrize("kind", JUNK)
def test_junk_in_the_form_is_named_beside_what_was_typed(cast, desk, visitor, kind):
    changes, sentence = JUNK[kind]

    answer = ask(visitor, open_starts(cast)[0], **changes)

    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert ANSWERS["zone"] in words_of(answer)
    assert nothing_is_stored(cast)
    with cast.at(cast.northgate):
        assert not Mail.objects.filter(subject__contains="call").exists()


@pytest.mark.parametrize("kind", JUNK)
def test_the_advice_takes_junk_without_a_fault_and_stores_nothing(cast, desk, visitor, kind):
    changes, _ = JUNK[kind]

    answer = ask(visitor, open_starts(cast)[0], advise="1", **changes)
    shown = visitor.get(f"{HERE}call/", {"slot": open_starts(cast)[0]})

    assert answer.status_code in (302, 200)
    assert shown.status_code == 200
    assert nothing_is_stored(cast)


WISHES = {
    "an unknown zone": ({"zone": "Mars/Base"}, 422, "is not a time zone we know"),
    "a zone that climbs out": ({"zone": "../../etc/passwd"}, 422, "is not a time zone we know"),
    "a zone of a megabyte": ({"zone": "E" * 1_000_000}, 422, "is not a time zone we know"),
    "a slot without an offset": ({"slot": "2026-12-01T10:00"}, 422, "not one of the times offered"),
    "a slot before all clocks": (
        {"slot": "0001-01-01T00:00:00+14:00"},
        422,
        "That is not one of the times offered.",
    ),
    "a slot after all clocks": (
        {"slot": "9999-12-31T23:59:59-14:00"},
        422,
        "That is not one of the times offered.",
    ),
    "a host in words": ({"host": "carla"}, 404, "Nobody takes calls under that address."),
    "a host written in half": ({"host": "[]"}, 404, "Nobody takes calls under that address."),
}


@pytest.mark.parametrize("kind", WISHES)
def test_junk_in_what_is_wished_leads_back_with_a_sentence(cast, desk, visitor, kind):
    changes, status, sentence = WISHES[kind]
    wish = {"slot": open_starts(cast)[0]} | changes

    for answer in (
        visitor.post(f"{HERE}call/", ANSWERS | wish),
        visitor.post(f"{HERE}call/", ANSWERS | wish | {"advise": "1"}),
    ):
        if answer.status_code == HTTPStatus.FOUND:
            answer = visitor.get(answer["Location"])
        assert answer.status_code == status
        assert sentence in words_of(answer)
    assert nothing_is_stored(cast)


@pytest.mark.parametrize("field", [*ANSWERS, "slot", "host", "website", "deadline"])
def test_a_nul_in_any_field_is_refused_before_anything_reads_it(cast, desk, visitor, field):
    said = ANSWERS | {"slot": open_starts(cast)[0]}

    answer = visitor.post(f"{HERE}call/", said | {field: f"{said.get(field, '')}\0"})

    assert answer.status_code == 400
    assert "<h1" in words_of(answer)
    assert nothing_is_stored(cast)


def test_a_body_that_is_no_form_is_answered_with_a_sentence(cast, desk, visitor):
    bodies = {
        "application/json": b'{"slot": ["a"]}',
        "text/plain": b"\x00\xff",
        "multipart/form-data; boundary=x": b"--x\r\nnothing that ends",
        "application/x-www-form-urlencoded": b"slot=%00%ff&zone=%ff",
    }
    for kind, body in bodies.items():
        answer = visitor.generic("POST", f"{HERE}call/", body, content_type=kind)

        assert 400 <= answer.status_code < 500, kind
        assert "<h1" in words_of(answer), kind
    assert nothing_is_stored(cast)


def test_a_file_instead_of_a_word_is_not_a_word(cast, desk, visitor):
    file = BytesIO(b"Zoe")
    file.name = "name.txt"

    answer = ask(visitor, open_starts(cast)[0], name=file)

    assert answer.status_code == 422
    assert "This field is required." in words_of(answer)
    assert nothing_is_stored(cast)


def test_more_fields_than_a_form_has_are_refused(cast, desk, visitor):
    answer = ask(visitor, open_starts(cast)[0], **{f"extra{number}": "x" for number in range(2000)})

    assert answer.status_code == 400
    assert "<h1" in words_of(answer)
    assert nothing_is_stored(cast)


def test_fields_nobody_asked_for_change_nothing(cast, desk, visitor):
    said = {"state": "confirmed", "host_id": "x", "confirmed_at": "2026-01-01", "partner": "x"}

    answer = ask(visitor, open_starts(cast)[0], **said)

    assert answer.status_code == 302
    with cast.at(cast.northgate):
        assert Booking.objects.get().standing is BookingState.HELD


# Behind the private link


@pytest.mark.parametrize("token", ["\0", "%00", "%ff", "A" * 5000, "'; DROP TABLE", "../../x"])
@pytest.mark.parametrize("step", ["", "confirm/", "move/", "cancel/"])
def test_a_token_of_junk_opens_nothing(cast, desk, visitor, token, step):
    path = f"{HERE}calls/{quote(token, safe='%/')}/{step}"

    for answer in (visitor.get(path), visitor.post(path)):
        assert answer.status_code in (404, 405)
        assert answer.status_code == 405 or "<h1" in words_of(answer)


@pytest.mark.parametrize("slot", ["", "x" * 100_000, "2026-12-01", "0001-01-01T00:00:00+14:00"])
def test_a_call_does_not_move_to_junk(cast, desk, slot):
    browser, path = book_in_browser(cast, tomorrow_or_later(open_starts(cast))[0])

    answer = browser.post(f"{path}move/", {"slot": slot})

    assert answer.status_code == 422
    assert "That is not one of the times offered." in words_of(answer)
    with cast.at(cast.northgate):
        assert Booking.objects.get().ical_sequence == 0


def test_a_hold_is_confirmed_by_its_own_link_alone(cast, desk):
    starts = open_starts(cast)
    browser, path = hold_in_browser(cast, starts[0])
    _, other = hold_in_browser(cast, starts[4], email="other@clinic.test")

    swapped = path[:-12] + other[-12:]
    answer = browser.post(f"{swapped}confirm/")

    assert answer.status_code == 404
    with cast.at(cast.northgate):
        assert not Booking.objects.exclude(confirmed_at=None).exists()
