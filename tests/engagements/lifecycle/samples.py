"""A clinic's engagement: what its intake said, what was decided, and short ways to both."""

from dataclasses import replace

from engagements.lifecycle import actions
from engagements.lifecycle.rules import Destination, HipaaRole, Route, Scope, Sector
from tests.cast import NOON

INTAKE = {
    "use_case": "Summaries of consultations",
    "sector": "health_care",
    "handles_phi": True,
    "hipaa_role": "covered_entity",
    "destination": "public_api",
    "volume": "under_100",
}
SAID = Scope(
    sector=Sector.HEALTH_CARE,
    handles_phi=True,
    hipaa_role=HipaaRole.COVERED_ENTITY,
    destination=Destination.PUBLIC_API,
)
PRIVATE = replace(
    SAID,
    destination=Destination.OWN_DEPLOYMENT,
    route=Route.PRIVATE_DEPLOYMENT,
    model="Llama 3.1 70B",
    region="us-east-1",
)


def open_for(cast, client, **changes):
    said = {"title": "Patient notes", "lead": cast.carla, "intake": INTAKE} | changes
    return actions.open_engagement(
        partner=cast.northgate, client=client, by=cast.carla, at=NOON, **said
    )


def state(cast, engagement, scope, use_case="Summaries of consultations"):
    return actions.state_scope(
        engagement=engagement, scope=scope, use_case=use_case, by=cast.carla, at=NOON
    )
