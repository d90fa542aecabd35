"""What the tests of retention share."""

from dataclasses import replace

import pytest

from engagements.lifecycle import actions as lifecycle
from engagements.lifecycle.queries import facts_of
from tests.cast import NOON


@pytest.fixture
def engagement(cast, engagement):
    """Zero retention is needed, so that the host's own logs have to be proven."""
    with cast.at(cast.lakeview, cast.carla):
        lifecycle.state_scope(
            engagement=engagement,
            scope=replace(facts_of(engagement), zero_retention_needed=True),
            use_case="Notes",
            by=cast.carla,
            at=NOON,
        )
    return engagement
