"""How many calls may be asked for: by a network, and of a host within a day."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from engagements.bookings import actions, queries
from engagements.bookings.models import Booking
from engagements.bookings.rules import (
    BookingState,
    DayFull,
    TooManyFromHere,
)
from engagements.tasks import forget_networks
from tests.cast import NOON
from tests.engagements.bookings.calls import (
    HALF_PAST_NINE,
    INTAKE,
    NINE,
    POLICY,
    TEN,
    VISITOR,
    book,
    hold,
    take_calls,
)

ZOE, CARLA = "zoe@clinic.test", "carla@example.test"
TWO = NINE + timedelta(hours=5)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def by_carla(cast, action, **words):
    with cast.at(cast.northgate, cast.carla):
        return action(by=cast.carla, **words)


def test_one_network_cannot_keep_every_time_busy(cast):
    take_calls(cast, cast.carla)
    take_calls(cast, cast.nadia)
    with cast.at(cast.northgate):
        starts = [slot.starts_at for slot in queries.open_slots(cast.northgate.pk, at=NOON)][2:]
        for number in range(20):
            ask(cast, starts[number // 2 * 2], f"v{number}@clinic.test", "here")
        with pytest.raises(TooManyFromHere):
            ask(cast, starts[-1], "last@clinic.test", "here")
        ask(cast, starts[-1], "last@clinic.test", "there")

        assert Booking.objects.count() == 21


def test_an_hour_later_the_network_may_ask_again(cast):
    take_calls(cast, cast.carla)
    with cast.at(cast.northgate):
        ask(cast, NINE, "a@clinic.test", "here")
        later = Booking.objects.asked_before("b@clinic.test", "here", NOON + HOUR)
        assert later.from_network == 0
        soon = NOON + timedelta(minutes=59)
        assert Booking.objects.asked_before("A@clinic.test", "here", soon).from_network == 1
        assert Booking.objects.asked_before("A@clinic.test", "", soon).within_a_day == 1


def ask(cast, starts_at, email, network):
    return actions.hold_slot(
        partner=cast.northgate,
        starts_at=starts_at,
        visitor=replace(VISITOR, email=email),
        intake=INTAKE,
        network=network,
        at=NOON,
    )


def test_a_host_takes_no_more_calls_a_day_than_they_want(cast):
    take_calls(cast, cast.carla, policy=replace(POLICY, daily_most=2))
    first = book(cast, starts_at=NINE)[0]
    book(cast, starts_at=TEN, email="other@clinic.test")

    with pytest.raises(DayFull):
        hold(cast, starts_at=TWO, email="third@clinic.test")

    # What took place still counts towards its day; what is cancelled does not.
    by_carla(
        cast,
        actions.record_outcome,
        booking=first,
        outcome=BookingState.TOOK_PLACE,
        at=HALF_PAST_NINE,
    )
    with pytest.raises(DayFull):
        hold(cast, starts_at=TWO, at=HALF_PAST_NINE, email="third@clinic.test")
    assert hold(cast, starts_at=TWO + DAY, email="third@clinic.test").booking.starts_at == TWO + DAY


@pytest.mark.django_db(transaction=True, databases=["default", "system"])
def test_where_a_call_was_asked_for_is_forgotten_after_an_hour(cast):
    take_calls(cast, cast.carla)
    now = timezone.now()
    with cast.at(cast.northgate):
        old = ask(cast, NINE, "old@clinic.test", "here")
        new = ask(cast, TEN, "new@clinic.test", "here")
        for held, ago in ((old, 61), (new, 59)):
            rows = Booking.objects.filter(pk=held.booking.pk)
            rows.update(held_at=now - timedelta(minutes=ago))

    forget_networks()

    with cast.at(cast.northgate):
        kept = Booking.objects.exclude(network="")
        assert [booking.visitor_email for booking in kept] == ["new@clinic.test"]
