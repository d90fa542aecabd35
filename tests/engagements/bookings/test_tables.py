"""What the database itself keeps, whoever forgets to."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from engagements.bookings.models import Booking, Host
from tests.engagements.bookings.calls import (
    HALF_PAST_NINE,
    TEN,
    book,
    hold,
    stored,
    take_calls,
)


def test_the_table_takes_no_second_call_at_the_same_time(cast):
    take_calls(cast, cast.carla)
    booking, _ = book(cast)
    row = stored(cast, booking)
    row.pk, row.token_digest, row.ical_uid = uuid4(), "other", "other"
    row.starts_at, row.ends_at = HALF_PAST_NINE, TEN
    row.block_start, row.block_end = HALF_PAST_NINE, TEN

    overlap = pytest.raises(IntegrityError, match="person_is_booked_once")
    with cast.at(cast.northgate), overlap, transaction.atomic():
        row.save(force_insert=True)


def test_nobody_under_another_partner_sees_hosts_or_calls(cast):
    take_calls(cast, cast.carla)
    book(cast)

    for org in (cast.southbank, cast.lakeview):
        with cast.at(org):
            assert not Host.objects.exists()
            assert not Booking.objects.exists()


def test_another_fault_of_a_row_is_not_told_as_a_taken_slot(cast):
    take_calls(cast, cast.carla)

    with pytest.raises(IntegrityError, match="visitor_name"):
        hold(cast, name=None)
