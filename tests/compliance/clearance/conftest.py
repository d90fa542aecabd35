"""What the tests of clearance share."""

from datetime import timedelta

import pytest

from compliance.clearance.actions import restamp
from tests.cast import NOON
from tests.compliance.recorded import accepted_addendum

TODAY = NOON.date()


@pytest.fixture
def ending(cast, engagement, host):
    """The BAA with the host counts for nine days more."""
    with cast.at(cast.lakeview, cast.carla):
        accepted_addendum(cast, engagement, host, until=TODAY + timedelta(days=9))
        restamp(engagement_id=engagement.pk, at=NOON, today=TODAY)
    return engagement
