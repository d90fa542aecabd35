"""An engagement of Lakeview Clinic: private deployment, PHI, a cloud host in use."""

import pytest

from compliance.vendors import actions as vendors
from compliance.vendors.models import VendorService
from engagements.lifecycle import actions as lifecycle
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import HipaaRole, Route, Scope, Sector
from engagements.milestones import actions as milestones
from tests.cast import NOON

PRIVATE_PHI = Scope(
    sector=Sector.HEALTH_CARE,
    handles_phi=True,
    hipaa_role=HipaaRole.COVERED_ENTITY,
    route=Route.PRIVATE_DEPLOYMENT,
    model="Llama 3.1 70B",
    region="us-east-1",
)


@pytest.fixture
def engagement(cast) -> Engagement:
    """Opened by Carla, scope stated, plan laid out, the cloud host named."""
    with cast.at(cast.northgate, cast.carla):
        begun = lifecycle.open_engagement(
            partner=cast.northgate,
            client=cast.lakeview,
            title="Notes assistant",
            lead=cast.carla,
            intake={},
            by=cast.carla,
            at=NOON,
        )
        vendors.fill_register(partner=cast.northgate, by=cast.carla, at=NOON)
        host = VendorService.objects.get(key="amazon-ec2")
    with cast.at(cast.lakeview, cast.carla):
        lifecycle.state_scope(
            engagement=begun, scope=PRIVATE_PHI, use_case="Notes", by=cast.carla, at=NOON
        )
        milestones.lay_out_plan(
            engagement=begun, scope=PRIVATE_PHI, by=cast.carla, at=NOON, today=NOON.date()
        )
        vendors.name_service(
            engagement=begun,
            service=host,
            region="us-east-1",
            touches_data=True,
            by=cast.carla,
            at=NOON,
        )
    return begun


@pytest.fixture
def host(cast, engagement) -> VendorService:
    """The cloud host the engagement uses."""
    with cast.at(cast.northgate):
        found: VendorService = VendorService.objects.get(key="amazon-ec2")
    return found
