"""A call that stands, for tests of what becomes of it."""

import pytest

from tests.engagements.bookings.calls import book, take_calls


@pytest.fixture
def booking(cast):
    take_calls(cast, cast.carla)
    return book(cast)[0]
