"""The times on the public page: a month, a day, a zone."""

from uuid import UUID

import pytest

from tests.engagements.bookings.calls import take_calls
from tests.engagements.bookings.pages import HERE, open_starts, words_of

HTMX = {"HTTP_HX_REQUEST": "true"}


def test_times_are_told_in_the_partners_zone_until_a_visitor_chooses(cast, desk, visitor):
    words = words_of(visitor.get(HERE))

    assert "America/New_York, UTC" in words
    assert "data-visitor-zone" in words
    assert 'name="slot"' in words


def test_times_are_told_in_the_chosen_zone(cast, desk, visitor):
    first = open_starts(cast)[0]

    words = words_of(visitor.get(f"{HERE}?zone=Asia/Kolkata"))

    assert "Asia/Kolkata, UTC+05:30" in words
    assert "data-visitor-zone" not in words
    assert f'value="{first}"' in words


def test_a_script_gets_the_times_alone(cast, desk, visitor):
    answer = visitor.get(f"{HERE}?zone=Asia/Kolkata", **HTMX)

    assert answer.content.decode().lstrip().startswith('<section class="stack" id="times"')
    assert answer["Vary"] == "HX-Request, Cookie"


def test_a_day_of_the_month_is_a_link_to_its_times(cast, desk, visitor):
    starts = open_starts(cast)
    last = starts[-1][:10]

    answer = visitor.get(f"{HERE}?zone=UTC&day={last}")

    assert f'href="{HERE}?zone=UTC&amp;day={last}#day"' in answer.content.decode()
    assert starts[-1] in words_of(answer)
    assert starts[0] not in words_of(answer)


def test_a_day_without_times_leads_to_the_next_that_has_some(cast, desk, visitor):
    words = words_of(visitor.get(f"{HERE}?zone=UTC&day=2020-01-01"))

    assert "No time is open on this day." in words
    assert "The next open day is" in words


@pytest.mark.parametrize("asked", ["day=9999-12-31", "month=9999-12", "month=0001-01"])
def test_the_ends_of_all_calendars_are_days_without_times(cast, desk, visitor, asked):
    answer = visitor.get(f"{HERE}?zone=Pacific/Kiritimati&{asked}")

    assert answer.status_code == 200
    assert "No time is open on this day." in words_of(answer)


@pytest.mark.parametrize("asked", ["day=yesterday", "month=2026-99", "day=&month=", "from=x"])
def test_a_day_or_month_that_cannot_be_read_shows_the_first(cast, desk, visitor, asked):
    answer = visitor.get(f"{HERE}?zone=UTC&{asked}")

    assert answer.status_code == 200
    assert open_starts(cast)[0] in words_of(answer)


def test_later_days_are_a_link_away_and_lead_back(cast, desk, visitor):
    first = visitor.get(f"{HERE}?zone=Europe/Berlin")
    later = visitor.get(first.context["later_url"])
    back = visitor.get(later.context["earlier_url"])

    assert later.context["times"].days[0].day > first.context["times"].days[-1].day
    assert back.context["times"].days == first.context["times"].days


def test_one_host_can_be_asked_for(cast, desk, visitor):
    take_calls(cast, cast.nadia, active=False)

    answer = visitor.get(f"{HERE}?host={desk.pk}")

    assert f'name="host" value="{desk.pk}"' in words_of(answer)


def test_a_partner_without_hours_says_so(cast, visitor):
    answer = visitor.get(HERE)

    assert answer.status_code == 200
    assert "No time is open at present." in words_of(answer)
    assert "Continue" not in words_of(answer)


def test_a_client_has_no_booking_page(cast, visitor):
    assert visitor.get(f"/p/{cast.lakeview.slug}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("zone=Mars/Base", 422, "“Mars/Base” is not a time zone we know."),
        ("zone=../../etc/passwd", 422, "is not a time zone we know."),
        ("host=nonsense", 404, "Nobody takes calls under that address."),
        (f"host={UUID(int=4)}", 404, "Nobody takes calls under that address."),
    ],
)
def test_a_wish_that_makes_no_sense_is_answered_with_a_sentence_and_the_times(
    cast, desk, visitor, query, status, sentence
):
    answer = visitor.get(f"{HERE}?{query}")

    assert answer.status_code == status
    assert sentence in words_of(answer)
    assert 'name="slot"' in words_of(answer)


def test_the_times_take_few_queries(cast, desk, visitor, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        visitor.get(f"{HERE}?zone=Europe/Berlin")
