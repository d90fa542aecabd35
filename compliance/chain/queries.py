"""The chain of an engagement, out of its standpoint."""

from compliance.chain.rules import Chain, draw_chain
from compliance.clearance.queries import Standpoint
from engagements.lifecycle.models import Engagement


def chain_of(engagement: Engagement, stand: Standpoint) -> Chain:
    """Draw the chain from what clearance rests on; nothing more is read for it."""
    return draw_chain(
        stand.scope,
        stand.services,
        stand.readiness.lines,
        client=engagement.client_name,
        partner=engagement.partner.name,
    )
