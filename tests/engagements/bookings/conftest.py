"""Who takes calls, who asks for them, and a call that stands."""

import pytest
from django.test import Client

from tests.engagements.bookings.calls import book, take_calls


@pytest.fixture
def desk(cast):
    """Carla takes calls."""
    return take_calls(cast, cast.carla)


@pytest.fixture
def visitor():
    """A browser that nobody signed in with."""
    return Client()


@pytest.fixture
def booking(cast):
    take_calls(cast, cast.carla)
    return book(cast)[0]
