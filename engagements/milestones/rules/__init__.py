"""The rules of milestones: states and checks, the plan by route, the forecast."""

from engagements.milestones.rules.forecasts import (
    Forecast,
    PlannedMilestone,
    PlanRefused,
    check_plan,
    forecast,
)
from engagements.milestones.rules.plans import (
    ASSUMPTION,
    PLANS,
    MilestoneTemplate,
    Weeks,
    plan_for,
)
from engagements.milestones.rules.states import (
    OPEN_TO_EVIDENCE,
    TRANSITIONS,
    MilestoneFacts,
    MilestoneRefused,
    MilestoneState,
    check_acceptance,
    check_evidence_change,
    check_return,
    check_start,
    check_submission,
)

__all__ = [
    "ASSUMPTION",
    "OPEN_TO_EVIDENCE",
    "PLANS",
    "TRANSITIONS",
    "Forecast",
    "MilestoneFacts",
    "MilestoneRefused",
    "MilestoneState",
    "MilestoneTemplate",
    "PlanRefused",
    "PlannedMilestone",
    "Weeks",
    "check_acceptance",
    "check_evidence_change",
    "check_plan",
    "check_return",
    "check_start",
    "check_submission",
    "forecast",
    "plan_for",
]
