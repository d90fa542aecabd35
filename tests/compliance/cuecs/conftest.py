"""An engagement that relies on a report with two user entity controls."""

import pytest

from compliance.cuecs.models import CuecDuty
from tests.cast import NOON
from tests.compliance.cuecs.relying import CONTROLS, rely


@pytest.fixture
def report(cast, engagement, host, run_jobs):
    """The host's report, accepted, its controls taken over."""
    found = rely(cast, host, CONTROLS, at=NOON)
    run_jobs()
    return found


@pytest.fixture
def duties(cast, report):
    """Both duties, in the order of the report."""
    with cast.at(cast.lakeview):
        return list(CuecDuty.objects.standing().as_listed())
