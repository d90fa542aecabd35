"""Many people want the same time at the same moment, on real transactions."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest
from django.db import connection, connections
from django.test import Client

from engagements.bookings import actions
from engagements.bookings.models import Booking, Host
from engagements.bookings.rules import SlotTaken, TimeRange
from tests.cast import NOON
from tests.engagements.bookings.calls import HALF_PAST_NINE, INTAKE, NINE, TEN, VISITOR, book, hold
from tests.engagements.bookings.calls import take_calls as open_desk
from tests.engagements.bookings.pages import ask, open_starts, words_of
from tests.engagements.bookings.racing import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 24


def test_of_many_who_ask_for_overlapping_times_one_wins_and_the_rest_are_told(cast):
    open_desk(cast, cast.carla)
    # Each call keeps a quarter of an hour free behind it, so the two times overlap.
    wanted = open_starts(cast)[:2]

    answers = all_at_once(
        lambda number: ask(Client(), wanted[number % 2], email=f"v{number}@clinic.test"), MANY
    )

    assert Counter(answer.status_code for answer in answers) == {302: 1, 409: MANY - 1}
    for answer in answers:
        assert answer.status_code == 302 or 'name="slot"' in words_of(answer)
    with cast.at(cast.northgate):
        assert Booking.objects.count() == 1


def test_two_hosts_take_two_calls_and_no_third(cast):
    open_desk(cast, cast.carla)
    open_desk(cast, cast.nadia)
    wanted = open_starts(cast)[0]

    answers = all_at_once(lambda number: ask(Client(), wanted, email=f"v{number}@clinic.test"), 8)

    assert Counter(answer.status_code for answer in answers) == {302: 2, 409: 6}
    with cast.at(cast.northgate):
        assert Booking.objects.values("host").distinct().count() == 2


def test_two_calls_that_want_to_move_to_the_same_time_do_not_both(cast):
    open_desk(cast, cast.carla)
    moving = [book(cast, starts_at=NINE), book(cast, starts_at=TEN, email="other@clinic.test")]
    noon = TEN.replace(hour=19)

    def move(number):
        booking, token = moving[number]
        try:
            with cast.at(cast.northgate):
                actions.move_call(
                    partner=cast.northgate,
                    booking=booking,
                    token=token,
                    starts_at=noon,
                    at=NOON,
                )
        except SlotTaken:
            return "taken"
        return "moved"

    assert sorted(all_at_once(move, 2)) == ["moved", "taken"]


def test_a_writer_who_asks_no_lock_still_cannot_book_twice(cast):
    host = open_desk(cast, cast.carla)
    written, told = Event(), Event()

    def careless(number):
        return _insert_without_lock(cast, host, written, told) if number == 0 else careful()

    def careful():
        assert written.wait(30)
        try:
            hold(cast, starts_at=HALF_PAST_NINE)
        except SlotTaken:
            return "taken"
        return "held"

    with ThreadPoolExecutor(1) as watcher:
        waited = watcher.submit(_tell_when_somebody_waits, told)
        outcomes = all_at_once(careless, 2)

    assert waited.result()
    assert outcomes == ["held", "taken"]
    with cast.at(cast.northgate):
        assert Booking.objects.get().starts_at == NINE


def _insert_without_lock(cast, host, written, told):
    with cast.at(cast.northgate):
        booking = Booking(
            partner=cast.northgate,
            host=Host.objects.get(pk=host.pk),
            ical_uid="careless@example.test",
        )
        booking.hold(
            slot=TimeRange(NINE, HALF_PAST_NINE),
            policy=host.policy,
            visitor=replace(VISITOR, email="careless@clinic.test"),
            intake=INTAKE,
            token="careless",
            at=NOON,
        )
        written.set()
        assert told.wait(30)
    return "held"


def _tell_when_somebody_waits(told):
    """Watch until one transaction waits for another; whether it came to that."""
    pause = Event()
    try:
        with connection.cursor() as cursor:
            for _ in range(1000):
                cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                if cursor.fetchone()[0]:
                    return True
                pause.wait(0.02)
        return False
    finally:
        told.set()
        connections.close_all()
