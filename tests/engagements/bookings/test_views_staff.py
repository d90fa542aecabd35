"""The partner's own pages about calls: the list, one call, the hours."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.bookings.models import Booking, Host
from engagements.bookings.rules import BookingState
from engagements.lifecycle.models import Engagement
from tests.engagements.bookings.calls import book, hold, mails_to, stored, take_calls
from tests.engagements.bookings.pages import words_of

CALLS = "/o/northgate/calls/"
HOURS = f"{CALLS}hours/"


@pytest.fixture
def booking(cast):
    """A call that was booked last Monday for the day after."""
    take_calls(cast, cast.carla)
    return book(cast)[0]


@pytest.fixture
def coming(cast):
    """A call the day after tomorrow, or on the Monday after a weekend."""
    take_calls(cast, cast.carla)
    now = timezone.now()
    day = now + timedelta(days=2)
    while day.astimezone().weekday() > 4:
        day += timedelta(days=1)
    starts_at = day.replace(hour=15, minute=0, second=0, microsecond=0)
    return book(cast, starts_at=starts_at, at=now)[0]


def one(booking, step=""):
    return f"{CALLS}{booking.pk}/{step}"


# Who may


@pytest.mark.parametrize("who", ["pavel", "emil"])
def test_signatories_and_engineers_see_no_calls(cast, booking, sign_in, who):
    browser = sign_in(getattr(cast, who))

    for path in (CALLS, HOURS, one(booking)):
        assert browser.get(path).status_code == 403
    for step in ("outcome/", "cancel/", "engage/"):
        assert browser.post(one(booking, step)).status_code == 403
    assert stored(cast, booking).standing is BookingState.CONFIRMED


def test_a_client_and_another_partner_find_no_calls(cast, booking, sign_in):
    lena, sora = sign_in(cast.lena), sign_in(cast.sora)

    assert lena.get(CALLS).status_code == 404
    assert lena.get(f"/o/{cast.lakeview.slug}/calls/").status_code == 403
    assert sora.get(one(booking)).status_code == 404
    assert sora.get(f"/o/southbank/calls/{booking.pk}/").status_code == 404
    assert sora.post(f"/o/southbank/calls/{booking.pk}/cancel/").status_code == 404


def test_staff_in_a_clients_organisation_find_no_calls(cast, booking, sign_in):
    browser = sign_in(cast.carla)

    for path in (f"/o/{cast.lakeview.slug}/calls/", f"/o/{cast.lakeview.slug}/calls/hours/"):
        assert browser.get(path).status_code == 404


# The list


def test_calls_are_listed_with_what_the_rules_say(cast, booking, coming, sign_in):
    hold(cast, starts_at=booking.starts_at + timedelta(hours=2), email="held@clinic.test")

    answer = sign_in(cast.carla).get(CALLS)

    calls = answer.context["calls"]
    assert [row.booking for row in calls.upcoming] == [coming]
    assert [row.booking for row in calls.past] == [booking]
    words = words_of(answer)
    assert "Hill & Vale Clinic" in words
    assert "Say what became of it" in words
    assert "Ruled out" in words
    assert "held@clinic.test" not in words


def test_an_empty_list_says_how_calls_come_and_asks_for_hours(cast, sign_in):
    words = words_of(sign_in(cast.nadia).get(CALLS))

    assert "No call is booked" in words
    assert "Nobody can book a call with you yet." in words


def test_more_calls_take_no_more_queries(cast, booking, sign_in, django_assert_max_num_queries):
    browser = sign_in(cast.carla)
    for hour in (1, 2, 4):
        book(cast, starts_at=booking.starts_at + timedelta(hours=hour))
    browser.get(CALLS)

    with django_assert_max_num_queries(23):
        browser.get(CALLS)


# One call


def test_a_call_shows_what_was_said_with_the_advice(cast, coming, sign_in):
    words = words_of(sign_in(cast.carla).get(one(coming)))

    assert "What Zoë O'Hara said" in words
    assert coming.intake["use_case"] in words
    assert "Health information (PHI)" in words
    assert "This route is ruled out" in words
    assert "What became of it?" not in words
    assert 'value="Hill & Vale Clinic"' in words


def test_an_outcome_is_recorded(cast, booking, sign_in):
    browser = sign_in(cast.carla)

    answer = browser.post(one(booking, "outcome/"), {"outcome": "took_place"}, follow=True)

    assert "Recorded: took place." in words_of(answer)
    assert stored(cast, booking).standing is BookingState.TOOK_PLACE


@pytest.mark.parametrize(("outcome", "status"), [("cancelled", 422), ("", 422)])
def test_nothing_else_can_be_recorded(cast, booking, sign_in, outcome, status):
    answer = sign_in(cast.carla).post(one(booking, "outcome/"), {"outcome": outcome})

    assert answer.status_code == status
    assert stored(cast, booking).standing is BookingState.CONFIRMED


def test_a_call_to_come_has_no_outcome(cast, coming, sign_in):
    answer = sign_in(cast.carla).post(one(coming, "outcome/"), {"outcome": "no_show"})

    assert answer.status_code == 409
    assert "The call has not begun yet" in words_of(answer)


def test_the_partner_cancels_with_a_word_to_the_visitor(cast, coming, sign_in):
    browser = sign_in(cast.nadia)

    asked = browser.get(one(coming, "cancel/"))
    answer = browser.post(one(coming, "cancel/"), {"reason": "Carla is ill."}, follow=True)
    again = browser.post(one(coming, "cancel/"), {"reason": ""})

    assert "Cancel the call with Hill & Vale Clinic?" in words_of(asked)
    assert "Cancelled by Nadia North." in words_of(answer)
    assert "Carla is ill." in mails_to(cast, "zoe@clinic.test")[-1].text
    assert again.status_code == 409


# The engagement


ENGAGEMENT = {
    "client_name": "Hill & Vale Clinic",
    "legal_name": "Hill & Vale Clinic PLLC",
    "title": "Visit summaries",
}


def test_one_click_makes_the_engagement_and_leads_to_its_scope(cast, coming, sign_in):
    browser = sign_in(cast.carla)

    answer = browser.post(one(coming, "engage/"), ENGAGEMENT | {"lead": cast.carla.pk})
    scope = browser.get(answer["Location"])

    with cast.at(cast.northgate):
        engagement = Engagement.objects.get()
    assert answer["Location"] == reverse(
        "engagements:scope", args=(engagement.client_slug, engagement.pk)
    )
    assert scope.status_code == 200
    assert coming.intake["use_case"] in words_of(scope)
    assert "Visit summaries" in words_of(browser.get(one(coming)))


def test_an_engagement_is_made_once(cast, coming, sign_in):
    browser = sign_in(cast.carla)
    browser.post(one(coming, "engage/"), ENGAGEMENT | {"lead": cast.carla.pk})

    answer = browser.post(one(coming, "engage/"), ENGAGEMENT | {"lead": cast.carla.pk})

    assert answer.status_code == 409
    assert "An engagement was already made of this call." in words_of(answer)


def test_a_stranger_cannot_lead(cast, coming, sign_in):
    answer = sign_in(cast.carla).post(one(coming, "engage/"), ENGAGEMENT | {"lead": uuid4()})

    assert answer.status_code == 422
    with cast.at(cast.northgate):
        assert not Engagement.objects.exists()


# Hours


def week(**changes):
    """The form as it is shown to a new host, with changes."""
    days = {
        f"day{day}_{place}_{edge}": clock
        for day in range(5)
        for place, ends in enumerate((("09:00", "12:00"), ("13:00", "17:00")))
        for edge, clock in zip(("start", "end"), ends, strict=True)
    }
    terms = {"buffer_before": "0", "buffer_after": "15", "notice": "4", "horizon": "60"}
    asked = {
        "active": "on",
        "time_zone": "Europe/London",
        "days": "2026-12-24 to 2026-12-25\n2026-12-30 10:00-12:00",
    }
    return days | terms | asked | changes


def test_hours_are_written_down_and_come_back(cast, sign_in):
    browser = sign_in(cast.nadia)

    empty = browser.get(HOURS)
    answer = browser.post(HOURS, week(meeting_place="+44 20 7946 0000"), follow=True)

    assert 'value="09:00"' in words_of(empty)
    assert "Your hours are kept." in words_of(answer)
    assert "2026-12-24 to 2026-12-25\n2026-12-30 10:00-12:00" in words_of(answer)
    with cast.at(cast.northgate):
        host = Host.objects.get(user=cast.nadia)
    assert (host.time_zone, host.weekly["4"][1]) == ("Europe/London", ["13:00", "17:00"])
    assert "5" not in host.weekly
    assert host.overrides == {
        "2026-12-24": [],
        "2026-12-25": [],
        "2026-12-30": [["10:00", "12:00"]],
    }
    assert host.buffer_after == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day0_0_end": "08:00"}, "Monday: 09:00 to 08:00 ends before it begins."),
        ({"day1_1_start": "11:00"}, "Tuesday: 09:00 and 11:00 begin overlapping hours."),
        ({"day2_0_end": ""}, "Wednesday: give both the start and the end of a range."),
        ({"days": "24 December"}, "“24 December” cannot be read. Write"),
        ({"time_zone": "Mars/Base"}, "Select a valid choice."),
        ({"horizon": "0"}, "greater than or equal to 1"),
    ],
)
def test_hours_that_cannot_be_kept_come_back_with_the_reason(cast, sign_in, changes, sentence):
    answer = sign_in(cast.nadia).post(HOURS, week(**changes))

    assert answer.status_code == 422
    assert sentence in words_of(answer)
    with cast.at(cast.northgate):
        assert not Host.objects.exists()


def test_somebody_who_takes_no_calls_is_offered_to_nobody(cast, sign_in, client):
    sign_in(cast.nadia).post(HOURS, week() | {"active": ""})

    assert "No time is open at present." in words_of(client.get("/p/northgate/"))
    with cast.at(cast.northgate):
        assert not Booking.objects.exists()
