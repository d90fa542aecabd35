"""One person who takes calls for two partners: booked once, and neither hears of the other."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client

from engagements.bookings import actions, queries
from engagements.bookings.models import Booking, Host, TakenTime, taken_elsewhere
from engagements.bookings.rules import SlotTaken, TimeRange
from portal.accounts.models import Membership
from portal.accounts.roles import Role
from portal.tenancy.context import on_behalf_of
from tests.cast import NOON
from tests.engagements.bookings.calls import (
    HALF_PAST_NINE,
    INTAKE,
    NINE,
    TEN,
    VISITOR,
    book,
    by_carla,
    hold,
    stored,
    take_calls,
)
from tests.engagements.bookings.pages import ANSWERS, open_starts
from tests.engagements.bookings.racing import all_at_once


def open_both_desks(cast):
    """Carla takes calls for Northgate and for Southbank: her two hosts."""
    with cast.at(cast.southbank):
        Membership.begin(
            org_id=cast.southbank.pk, user=cast.carla, role=Role.PARTNER_CONSULTANT, at=NOON
        )
    first = take_calls(cast, cast.carla)
    return first, take_calls(cast, cast.carla, partner=cast.southbank)


@pytest.fixture
def desks(cast):
    return open_both_desks(cast)


def offered(cast, partner, at=NOON):
    with cast.at(partner):
        return [slot.starts_at for slot in queries.open_slots(partner.pk, at=at)]


def taken(cast):
    with cast.at(cast.northgate, cast.carla):
        return list(TakenTime.objects.values_list("starts_at", "ends_at"))


# What is offered


def test_a_time_with_its_buffers_is_offered_nowhere_else(cast, desks):
    before = offered(cast, cast.southbank)

    book(cast)

    gone = set(before) - set(offered(cast, cast.southbank))
    # The call ends at half past, and a quarter of an hour behind it stays free.
    assert gone == {NINE, HALF_PAST_NINE}


@pytest.mark.django_db
def test_a_colleague_takes_the_call_who_is_free(cast, desks):
    take_calls(cast, cast.sora, partner=cast.southbank)
    book(cast)

    second, _ = book(cast, partner=cast.southbank)

    with cast.at(cast.southbank):
        assert Host.objects.get(pk=second.host_id).user_id == cast.sora.pk


def test_what_one_partner_books_the_other_is_refused_in_the_usual_words(cast, desks):
    book(cast)

    with pytest.raises(SlotTaken):
        hold(cast, partner=cast.southbank, starts_at=HALF_PAST_NINE)

    with cast.at(cast.southbank):
        assert not Booking.objects.exists()


def test_no_call_moves_over_one_for_another_partner(cast, desks):
    book(cast, partner=cast.southbank)
    booking, token = book(cast, starts_at=TEN)

    with cast.at(cast.northgate), pytest.raises(SlotTaken):
        actions.move_call(
            partner=cast.northgate, booking=booking, token=token, starts_at=NINE, at=NOON
        )
    with pytest.raises(SlotTaken):
        by_carla(
            cast,
            actions.move_by_host,
            partner=cast.northgate,
            booking=booking,
            starts_at=NINE,
            at=NOON,
        )

    assert stored(cast, booking).starts_at == TEN


@pytest.mark.parametrize("end", ["cancelled", "expired"])
def test_what_is_given_up_is_free_for_the_other_partner(cast, desks, end):
    held = hold(cast)
    later = NOON + timedelta(minutes=20)
    with cast.at(cast.northgate):
        if end == "cancelled":
            actions.cancel_by_visitor(partner=cast.northgate, booking=held.booking, at=NOON)
        else:
            assert actions.expire_hold(booking_id=held.booking.pk, at=later)

    second, _ = book(cast, partner=cast.southbank, at=later)

    assert second.starts_at == NINE
    assert len(taken(cast)) == 1


def test_a_call_that_was_moved_takes_its_new_time_alone(cast, desks):
    booking, token = book(cast)
    with cast.at(cast.northgate):
        actions.move_call(
            partner=cast.northgate, booking=booking, token=token, starts_at=TEN, at=NOON
        )

    assert taken(cast) == [(TEN, TEN + timedelta(minutes=45))]
    assert NINE in offered(cast, cast.southbank)


# What the database keeps, whoever forgets to


def test_a_row_written_past_every_check_is_refused(cast, desks):
    book(cast)
    _, host = desks

    twice = pytest.raises(IntegrityError, match="person_is_booked_once")
    with cast.at(cast.southbank), twice as refused, transaction.atomic():
        _write(cast, host, HALF_PAST_NINE)

    # PostgreSQL would name the time it collides with, but for row security.
    assert str(NINE.year) not in str(refused.value)


def test_the_times_of_people_are_written_by_the_calls_alone(cast, desks):
    book(cast)

    for statement in (
        "INSERT INTO engagements_takentime SELECT * FROM engagements_takentime",
        "UPDATE engagements_takentime SET ends_at = starts_at",
        "DELETE FROM engagements_takentime",
    ):
        with (
            cast.at(cast.northgate),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_another_partner_sees_neither_call_nor_time(cast, desks):
    book(cast)

    with cast.at(cast.southbank, cast.sora):
        assert not Booking.objects.exists()
        assert not TakenTime.objects.exists()
    with cast.at(cast.southbank), on_behalf_of(cast.carla.pk):
        assert not Booking.objects.exists()
        assert TakenTime.objects.count() == 1


def test_looking_at_the_times_of_others_leaves_nobody_acted_for(cast, desks):
    book(cast)

    with cast.at(cast.southbank, cast.sora):
        [found] = taken_elsewhere([cast.carla.pk, cast.sora.pk], after=NOON).values()
        assert not TakenTime.objects.exists()

    assert found == [TimeRange(NINE, NINE + timedelta(minutes=45))]


# At the same moment


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_both_partners_at_once_one_wins(cast):
    open_both_desks(cast)
    wanted = open_starts(cast)[:2]

    def one(number):
        said = ANSWERS | {"slot": wanted[number // 2 % 2], "email": f"v{number}@clinic.test"}
        partner = ("northgate", "southbank")[number % 2]
        return Client().post(f"/p/{partner}/call/", said).status_code

    statuses = all_at_once(one, 16)

    assert Counter(statuses) == {302: 1, 409: 15}
    assert len(taken(cast)) == 1


@pytest.mark.django_db(transaction=True)
def test_writers_who_ask_no_lock_cannot_book_a_person_twice(cast):
    desks = open_both_desks(cast)
    partners = (cast.northgate, cast.southbank)

    def one(number):
        try:
            with cast.at(partners[number % 2]):
                _write(cast, desks[number % 2], NINE)
        except IntegrityError:
            return "refused"
        return "written"

    outcomes = Counter(all_at_once(one, 8))

    assert outcomes == {"written": 1, "refused": 7}
    assert len(taken(cast)) == 1


def _write(cast, host, starts_at):
    """A hold written straight into the table."""
    partner_id = host.partner_id
    Booking(partner_id=partner_id, host=host, ical_uid=f"{uuid4()}@example.test").hold(
        slot=TimeRange(starts_at, starts_at + timedelta(minutes=30)),
        policy=host.policy,
        visitor=VISITOR,
        intake=INTAKE,
        token=str(uuid4()),
        at=NOON,
    )
