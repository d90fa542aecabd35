"""What the tests of clearance share."""

from datetime import timedelta

import pytest

from compliance.clearance.actions import restamp
from compliance.evidence import actions as evidence
from compliance.evidence.rules import EvidenceKind
from tests.cast import NOON
from tests.papers import received

TODAY = NOON.date()


@pytest.fixture
def ending(cast, engagement, host):
    """The BAA with the host counts for nine days more."""
    with cast.at(cast.lakeview, cast.carla):
        held = evidence.record_evidence(
            engagement=engagement,
            kind=EvidenceKind.EXECUTED_BAA,
            title="Addendum",
            received=received(),
            effective_from=TODAY,
            effective_until=TODAY + timedelta(days=9),
            service_id=host.pk,
            by=cast.carla,
            at=NOON,
            today=TODAY,
        )
        evidence.accept_evidence(held=held, by=cast.pavel, at=NOON, today=TODAY)
        restamp(engagement_id=engagement.pk, at=NOON, today=TODAY)
    return engagement
