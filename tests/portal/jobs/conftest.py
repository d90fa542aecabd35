"""The tests' own broker."""

import pytest
import redis
from django.conf import settings

from portal.jobs.queue import bell


@pytest.fixture
def broker():
    """Valkey, empty before and after. No other worker listens to this number."""
    with redis.Redis.from_url(settings.CELERY_BROKER_URL) as valkey:
        valkey.flushdb()
        yield valkey
        valkey.flushdb()


@pytest.fixture(autouse=True)
def _ready_to_ring():
    bell.deaf_until = 0.0
    yield
    bell.deaf_until = 0.0
