"""Where each kind of requirement is settled: the name of its page and what a link to it says."""

from django.urls import reverse

from compliance.clearance.rules import RequirementKind
from engagements.lifecycle.models import Engagement

_SETTLED_AT = {
    RequirementKind.SCOPE: ("engagements:scope", "Open the scope"),
    RequirementKind.PARTNER_BAA: ("compliance:agreements", "Open the agreements"),
    RequirementKind.USER_CONTROLS: ("compliance:duties", "Open the duties"),
    RequirementKind.RETENTION: ("compliance:retention", "Open the retention"),
    RequirementKind.MILESTONES: ("engagements:milestones", "Open the milestones"),
}
_EVIDENCE = ("compliance:evidence", "Open the evidence")


def settled_at(engagement: Engagement, kind: RequirementKind) -> tuple[str, str]:
    """The address at which a requirement of an engagement is settled, and the words of its link."""
    name, label = _SETTLED_AT.get(kind, _EVIDENCE)
    return reverse(name, args=(engagement.client_slug, engagement.pk)), label
