"""Where people land, and the overview of an engagement."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.lifecycle.models import Engagement
from tests.cast import NOON
from tests.engagements.bookings import calls


@pytest.fixture
def engagement(cast):
    with cast.at(cast.lakeview, cast.carla):
        return Engagement(
            org=cast.lakeview,
            partner=cast.northgate,
            title="Notes assistant",
            client_name=cast.lakeview.name,
            client_slug=cast.lakeview.slug,
            lead=cast.carla,
        ).begin(at=NOON)


def test_the_book_lists_every_client_of_the_partner_and_no_other(cast, engagement, sign_in):
    book = reverse("org-home", args=("northgate",))

    assert "Lakeview Clinic" in sign_in(cast.carla).get(book).text
    assert sign_in(cast.sora).get(book).status_code == 404


def test_the_book_names_the_next_calls_of_its_reader_and_of_nobody_else(cast, sign_in):
    calls.take_calls(cast, cast.carla)
    now = timezone.now()
    ahead = next(
        day
        for day in (now + timedelta(days=days) for days in range(2, 9))
        if day.weekday() < 5 and day.date() not in calls.HOURS.overrides
    )
    starts_at = ahead.replace(hour=15, minute=0, second=0, microsecond=0)
    calls.book(cast, starts_at=starts_at, at=now)
    book = reverse("org-home", args=("northgate",))

    assert "Your next calls" in sign_in(cast.carla).get(book).text
    assert "Hill &amp; Vale Clinic" in sign_in(cast.carla).get(book).text
    assert "Hill &amp; Vale Clinic" not in sign_in(cast.nadia).get(book).text
    assert "Hill &amp; Vale Clinic" not in sign_in(cast.pavel).get(book).text


def test_a_client_with_one_engagement_lands_on_it(cast, engagement, sign_in):
    answer = sign_in(cast.lena).get(reverse("org-home", args=(cast.lakeview.slug,)))

    assert answer.url == reverse("overview", args=(cast.lakeview.slug, engagement.pk))


def test_the_overview_says_what_is_missing_and_whose_turn_it_is(cast, engagement, sign_in):
    answer = sign_in(cast.lena).get(reverse("overview", args=(cast.lakeview.slug, engagement.pk)))

    assert answer.status_code == 200
    assert "Not clear yet" in answer.text


def test_the_stamp_follows_from_readiness(cast, engagement, run_jobs):
    from portal.jobs.queue import enqueue  # noqa: PLC0415

    with cast.at(cast.lakeview):
        enqueue("compliance.restamp", engagement_id=str(engagement.pk))

    run_jobs()

    with cast.at(cast.lakeview):
        engagement.refresh_from_db()
    assert engagement.next_step
    assert engagement.cleared_until is None


def test_the_trail_of_an_engagement_is_read_with_its_chain_checked(cast, engagement, sign_in):
    answer = sign_in(cast.lena).get(reverse("activity", args=(cast.lakeview.slug, engagement.pk)))

    assert "Chain holds" in answer.text
