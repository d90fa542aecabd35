"""The booking page of a partner, as visitors use it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from engagements.bookings.models import Booking
from engagements.bookings.rules import BookingState
from tests.engagements.bookings.calls import NOON, mails_to
from tests.engagements.bookings.pages import (
    ANSWERS,
    HERE,
    ask,
    nothing_is_stored,
    open_starts,
    words_of,
)

HTMX = {"HTTP_HX_REQUEST": "true"}


# Questions and advice


def test_the_questions_name_the_chosen_time_with_its_zone(cast, desk, visitor):
    slot = open_starts(cast)[0]

    answer = visitor.get(f"{HERE}call/", {"slot": slot, "zone": "Europe/Berlin"})

    assert answer.status_code == 200
    assert f"({answer.context['told'].zone_in_words})" in words_of(answer)
    assert "As you answer, this says for every route" in words_of(answer)


@pytest.mark.parametrize(
    ("slot", "status", "sentence"),
    [
        ("", 422, "That is not one of the times offered."),
        ("2026-11-24T14:00", 422, "That is not one of the times offered."),
        ("2020-01-07T14:00:00+00:00", 422, "That time has passed."),
        ("2099-01-07T14:00:00+00:00", 422, "further ahead than calls can be booked"),
    ],
)
def test_a_time_that_is_not_offered_leads_back_to_those_that_are(
    cast, desk, visitor, slot, status, sentence
):
    asked = visitor.get(f"{HERE}call/", {"slot": slot})
    sent = ask(visitor, slot)

    for answer in (asked, sent):
        assert answer.status_code == status
        assert sentence in words_of(answer)
        assert 'name="slot"' in words_of(answer)
    assert nothing_is_stored(cast)


def test_a_time_outside_the_hours_is_refused(cast, desk, visitor):
    midnight = timezone.now().replace(hour=4, minute=0, second=0, microsecond=0)

    answer = ask(visitor, (midnight + timedelta(days=3)).isoformat())

    assert answer.status_code == 422
    assert "Nobody takes calls at that time." in words_of(answer)
    assert nothing_is_stored(cast)


def test_advice_comes_while_answering_and_stores_nothing(cast, desk, visitor):
    said = {"kinds": "handles_phi", "destination": "public_api", "advise": "1"}

    answer = visitor.post(f"{HERE}call/", said, **HTMX)

    words = words_of(answer)
    assert answer.status_code == 200
    assert words.lstrip().startswith('<section class="stack" id="advice"')
    assert "This route is ruled out: A vendor's public API, without a BAA" in words
    assert "45 CFR 164.502(e)" in words
    assert "Deploy an open-weight model inside the client's own cloud" in words
    assert words.count("Open with conditions") == 3
    assert nothing_is_stored(cast)


def test_a_plan_that_asks_for_nothing_is_told_so(cast, desk, visitor):
    said = {"destination": "public_api", "sector": "software", "advise": "1"}

    words = words_of(visitor.post(f"{HERE}call/", said, **HTMX))

    assert "Open: A vendor's public API, without a BAA" in words
    assert "Nothing has to be in place first." in words


# Holding


def test_a_sound_form_holds_the_time_and_says_what_is_left_to_do(cast, desk, visitor):
    answer = ask(visitor, open_starts(cast)[0])
    held = visitor.get(answer["Location"])

    assert "confirm it from your mail" in words_of(held)
    assert "zoe@clinic.test" in words_of(held)
    assert "This route is ruled out" in words_of(held)
    assert "/calls/" not in words_of(held)
    assert [mail.subject for mail in mails_to(cast, "zoe@clinic.test")] == [
        "Confirm your call with Northgate"
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"use_case": ""}, "This field is required."),
        ({"email": "nobody"}, "Enter a valid email address."),
        ({"hipaa_role": ""}, "Say which of the three you are."),
        ({"hipaa_role": "none"}, "state which of the two the client is"),
        ({"destination": "the_moon"}, "Select a valid choice."),
        ({"deadline": "2020-01-01"}, "The deadline has passed."),
        ({"website": "https://spam.test"}, "a field that people do not see was filled in"),
    ],
)
def test_a_form_that_is_not_sound_comes_back_with_what_was_typed(
    cast, desk, visitor, changes, sentence
):
    answer = ask(visitor, open_starts(cast)[0], **changes)

    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert ANSWERS["organisation"] in words_of(answer)
    assert nothing_is_stored(cast)


def test_a_forged_host_is_refused(cast, desk, visitor):
    for host in (uuid4(), "nonsense"):
        answer = ask(visitor, open_starts(cast)[0], host=host)

        assert answer.status_code == 404
        assert "Nobody takes calls under that address." in words_of(answer)
    assert nothing_is_stored(cast)


def test_who_comes_second_is_told_kindly_and_shown_the_next_times(cast, desk, visitor):
    slot = open_starts(cast)[0]
    ask(Client(), slot, email="first@clinic.test")

    answer = ask(visitor, slot)

    words = words_of(answer)
    assert answer.status_code == 409
    assert "Somebody else has just taken that time." in words
    assert ANSWERS["use_case"] in words
    assert 1 < words.count('name="slot"') < 40
    assert f'value="{slot}"' not in words
    assert mails_to(cast, ANSWERS["email"]) == []


def test_a_fourth_time_waits_until_one_is_confirmed(cast, desk, visitor):
    for slot in open_starts(cast)[:9:3]:
        assert ask(visitor, slot).status_code == 302

    answer = ask(visitor, open_starts(cast)[-1])

    assert answer.status_code == 429
    assert "already wait to be confirmed" in words_of(answer)


def test_who_keeps_asking_from_one_network_is_asked_to_wait(cast, desk, visitor):
    [first, *_, last] = open_starts(cast)
    assert ask(visitor, first).status_code == 302
    with cast.at(cast.northgate):
        booking = Booking.objects.get()
        for number in range(19):
            booking.pk = uuid4()
            booking.state, booking.ical_uid = BookingState.EXPIRED, f"{number}@example.test"
            booking.token_digest = str(number)
            booking.save(force_insert=True)

    answer = ask(visitor, last, email="another@clinic.test")
    elsewhere = visitor.post(
        f"{HERE}call/",
        ANSWERS | {"slot": last, "email": "another@clinic.test"},
        REMOTE_ADDR="203.0.113.9",
    )

    assert answer.status_code == 429
    assert "Many calls were asked for from your network" in words_of(answer)
    assert elsewhere.status_code == 302
    assert "203.0.113.9" not in str(booking.__dict__)


def test_a_held_page_of_another_partner_is_not_found(cast, desk, visitor):
    answer = ask(visitor, open_starts(cast)[0])

    elsewhere = answer["Location"].replace("northgate", "southbank")

    assert visitor.get(elsewhere).status_code == 404


def test_a_name_cannot_bring_lines_into_a_mail(cast, desk, visitor):
    answer = ask(visitor, open_starts(cast)[0], name="Zoë\r\nBcc: all@test", organisation="A\nB")

    assert answer.status_code == 302
    with cast.at(cast.northgate):
        booking = Booking.objects.get()
    assert (booking.visitor_name, booking.organisation) == ("Zoë Bcc: all@test", "A B")
    assert booking.held_at > NOON
