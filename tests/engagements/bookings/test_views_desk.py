"""A host's own pages, and what the partner does with a call, on the page."""

from datetime import UTC, datetime, timedelta

import pytest

from engagements.bookings import actions, queries
from engagements.bookings.models import BusyCalendar, Host
from engagements.bookings.rules import BookingState, TimeRange
from tests.cast import NOON
from tests.engagements.bookings.calls import NINE, book, stored, take_calls
from tests.engagements.bookings.pages import words_of

CALLS = "/o/northgate/calls/"
HOURS = f"{CALLS}hours/"
ADDRESS = "https://calendar.example/private-7/basic.ics"


@pytest.fixture
def booking(cast):
    """A call that was booked last Monday for the day after."""
    take_calls(cast, cast.carla)
    return book(cast)[0]


def one(booking, step=""):
    return f"{CALLS}{booking.pk}/{step}"


def add(browser, address=ADDRESS, name="Family"):
    return browser.post(f"{HOURS}calendars/", {"address": address, "name": name}, follow=True)


def its_calendar(cast):
    with cast.at(cast.northgate):
        return BusyCalendar.objects.get()


# Other calendars


def test_a_calendar_is_added_and_its_address_is_not_shown_again(cast, booking, sign_in):
    words = words_of(add(sign_in(cast.carla)))

    assert "Family" in words
    assert "Being read" in words
    assert "private-7" not in words
    assert its_calendar(cast).address == ADDRESS


@pytest.mark.parametrize(
    "address",
    ["http://calendar.example/", "ftp://calendar.example/", "https://calendar.example:22/"],
)
def test_an_address_that_is_never_asked_is_refused_at_once(cast, booking, sign_in, address):
    answer = add(sign_in(cast.carla), address)

    assert answer.status_code == 422
    assert "Only addresses that begin with https://" in words_of(answer)
    with cast.at(cast.northgate):
        assert not BusyCalendar.objects.exists()


def test_the_age_of_the_last_good_copy_is_told_with_what_went_wrong(cast, booking, sign_in):
    browser = sign_in(cast.carla)
    add(browser)
    calendar, now = its_calendar(cast), datetime.now(UTC)
    with cast.at(cast.northgate):
        actions.keep_copy(
            calendar_id=calendar.pk,
            busy=[TimeRange(now, now + timedelta(hours=1))],
            at=now - timedelta(hours=3),
        )
        actions.keep_fault(
            calendar_id=calendar.pk, fault="That address could not be reached.", at=now
        )

    hours, calls = words_of(browser.get(HOURS)), words_of(browser.get(CALLS))

    assert "Last read 3\N{NO-BREAK SPACE}hours ago" in hours
    assert "That address could not be reached. What was read last still counts." in hours
    assert "Family of Carla Consult was last read" in calls


def test_a_calendar_is_read_again_and_removed(cast, booking, sign_in):
    browser = sign_in(cast.carla)
    add(browser)
    path = f"{HOURS}calendars/{its_calendar(cast).pk}/"

    again = browser.post(f"{path}read/", follow=True)
    gone = browser.post(f"{path}remove/", follow=True)

    assert "The calendar is being read." in words_of(again)
    assert "Family is no longer read." in words_of(gone)
    assert browser.post(f"{path}remove/").status_code == 404


def test_five_calendars_are_enough(cast, booking, sign_in):
    browser = sign_in(cast.carla)
    for number in range(5):
        add(browser, f"{ADDRESS}?{number}")

    answer = add(browser)

    assert answer.status_code == 422
    assert "5 calendars are enough." in words_of(answer)


def test_who_takes_no_calls_writes_hours_down_first(cast, sign_in):
    browser = sign_in(cast.nadia)

    assert "Write your hours down first" in words_of(add(browser))
    assert "Write your hours down first" in words_of(browser.post(f"{HOURS}feed/", follow=True))


# The feed


def test_the_page_makes_an_address_and_another_one(cast, booking, sign_in):
    browser = sign_in(cast.carla)
    assert browser.get(HOURS).context["feed_url"] == ""

    first = browser.post(f"{HOURS}feed/", follow=True).context["feed_url"]
    second = browser.post(f"{HOURS}feed/", follow=True).context["feed_url"]

    assert first.endswith(".ics")
    assert first != second
    assert second in words_of(browser.get(HOURS))


# Hours


def test_a_day_of_four_ranges_comes_back_with_room_for_a_fifth(cast, sign_in):
    browser = sign_in(cast.nadia)
    page = browser.get(HOURS).context["form"]
    assert page.ranges_a_day == 3
    answers = {
        "active": "on",
        "time_zone": "Europe/London",
        "buffer_before": 0,
        "buffer_after": 0,
        "notice": 0,
        "horizon": 30,
        "daily_most": 2,
        "public_holidays": "GB",
    }
    for place, start in enumerate(("09:00", "11:00", "13:00")):
        answers |= {f"day0_{place}_start": start, f"day0_{place}_end": f"{start[:3]}30"}

    words = words_of(browser.post(HOURS, answers, follow=True))

    assert "No calls on" in words
    assert "Christmas Day" in words
    with cast.at(cast.northgate):
        host = Host.objects.get(user=cast.nadia)
        assert len(host.weekly["0"]) == 3
        assert (host.daily_most, host.public_holidays) == (2, "GB")
    assert browser.get(HOURS).context["form"].ranges_a_day == 4


def test_no_call_can_be_booked_on_a_public_holiday(cast, booking):
    with cast.at(cast.northgate, cast.carla):
        host = Host.objects.get(user=cast.carla)
        actions.keep_hours(
            partner=cast.northgate,
            user=cast.carla,
            hours=host.hours,
            policy=host.policy,
            meeting_place="",
            active=True,
            public_holidays="DE",
            by=cast.carla,
            at=NOON,
        )
        days = {
            slot.starts_at.date().isoformat()
            for slot in queries.open_slots(cast.northgate.pk, at=datetime(2026, 12, 20, tzinfo=UTC))
        }
    assert "2026-12-24" in days
    assert not {"2026-12-25", "2027-01-01"} & days


# A call


def test_notes_are_kept_and_shown_to_the_partner_alone(cast, booking, sign_in, client):
    browser = sign_in(cast.carla)

    answer = browser.post(one(booking, "notes/"), {"notes": "Bring Otto."}, follow=True)
    too_long = browser.post(one(booking, "notes/"), {"notes": "x" * 5001})

    assert "Bring Otto." in words_of(answer)
    assert too_long.status_code == 422
    visitors = client.get(f"/p/northgate/calls/{booking.token}/")
    assert "Bring Otto." not in words_of(visitors)


def test_the_partner_gives_a_missed_call_another_time(cast, booking, sign_in):
    browser = sign_in(cast.carla)
    browser.post(one(booking, "outcome/"), {"outcome": "no_show"})
    asked = browser.get(one(booking, "move/"))
    [slot, *_] = asked.context["times"].days[0].slots

    answer = browser.post(one(booking, "move/"), {"slot": slot.value}, follow=True)

    assert "It was to take place on" in words_of(asked)
    assert "The call has another time; both have been told." in words_of(answer)
    assert "Rescheduled once, once after nobody came." in words_of(answer)
    assert stored(cast, booking).starts_at.isoformat() == slot.value


@pytest.mark.parametrize("slot", ["", "yesterday", NINE.isoformat(), "2099-01-01T10:00:00+00:00"])
def test_a_time_that_cannot_be_given_is_refused_with_the_times_beside_it(
    cast, booking, sign_in, slot
):
    answer = sign_in(cast.carla).post(one(booking, "move/"), {"slot": slot})

    assert answer.status_code == 422
    assert 'class="notice' in words_of(answer)
    assert stored(cast, booking).starts_at == NINE


def test_an_unknown_zone_is_told_and_the_times_stay(cast, booking, sign_in):
    answer = sign_in(cast.carla).get(f"{one(booking, 'move/')}?zone=Mars/Base")

    assert answer.status_code == 422
    assert "“Mars/Base” is not a time zone we know." in words_of(answer)


def test_a_call_that_is_over_is_not_moved(cast, booking, sign_in):
    browser = sign_in(cast.carla)
    browser.post(one(booking, "outcome/"), {"outcome": "took_place"})

    assert browser.get(one(booking, "move/")).status_code == 409


def test_a_lead_is_closed_with_a_reason_and_opened_again(cast, booking, sign_in):
    browser = sign_in(cast.carla)
    without = browser.post(one(booking, "close/"), {"reason": "", "note": ""})
    closed = browser.post(
        one(booking, "close/"), {"reason": "too_dear", "note": "Asks again."}, follow=True
    )
    twice = browser.post(one(booking, "close/"), {"reason": "no_fit"})

    assert without.status_code == 422
    assert "Closed: Beyond the budget" in words_of(closed)
    assert "Asks again." in words_of(closed)
    assert "Make the engagement" not in words_of(closed)
    assert twice.status_code == 409
    opened = browser.post(one(booking, "open/"), follow=True)
    assert "The lead is open again." in words_of(opened)
    assert browser.post(one(booking, "open/")).status_code == 409


# The overview


def test_the_overview_says_what_waits_and_counts_a_quarter(cast, booking, sign_in):
    browser = sign_in(cast.carla)
    second = book(cast, starts_at=NINE + timedelta(hours=1), email="b@clinic.test")[0]
    third = book(cast, starts_at=NINE + timedelta(hours=4), email="c@clinic.test")[0]
    waiting = browser.get(CALLS).context["overview"]
    assert {call.pk for call in waiting.unrecorded} == {booking.pk, second.pk, third.pk}
    for call, outcome in ((booking, "took_place"), (second, "took_place"), (third, "no_show")):
        browser.post(one(call, "outcome/"), {"outcome": outcome})
    browser.post(one(second, "close/"), {"reason": "not_now"})

    answer = browser.get(CALLS)

    overview = answer.context["overview"]
    assert (overview.asked, overview.held, overview.missed, overview.closed) == (3, 2, 1, 1)
    assert (overview.missed_share, overview.engaged_share) == ("33%", "0%")
    assert overview.main_reason == "Not now; perhaps later"
    assert [call.pk for call in overview.undecided] == [booking.pk]
    assert "Make an engagement of it or close the lead" in words_of(answer)
    assert stored(cast, third).standing is BookingState.NO_SHOW


def test_a_partner_without_calls_is_shown_no_numbers(cast, sign_in):
    words = words_of(sign_in(cast.nadia).get(CALLS))

    assert "Took place" not in words
    assert "Waits for you" not in words
