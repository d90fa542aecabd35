"""The rules of an engagement: its facts, the routes open to it, its stages, and refusals."""

from engagements.lifecycle.rules.advice import (
    RouteAdvice,
    Verdict,
    advice_for_intent,
    advise,
    advise_on,
)
from engagements.lifecycle.rules.duties import Duty
from engagements.lifecycle.rules.grounds import Ground, Remedy
from engagements.lifecycle.rules.lapsing import (
    FURTHEST_DAYS,
    Horizon,
    Lapsing,
    by_horizon,
    horizon,
    is_listed,
)
from engagements.lifecycle.rules.refusals import Refused
from engagements.lifecycle.rules.scope import (
    Destination,
    HipaaRole,
    Route,
    Scope,
    Sector,
    check_scope,
    missing_facts,
)
from engagements.lifecycle.rules.stages import Party, Progress, Stage, is_cleared, stage_of
from engagements.lifecycle.rules.statements import (
    EngagementClosed,
    EngagementRefused,
    FactChange,
    FactInWords,
    ScopeRefused,
    changes_between,
    check_closing,
    check_open,
    check_statement,
    in_words,
)

__all__ = [
    "FURTHEST_DAYS",
    "Destination",
    "Duty",
    "EngagementClosed",
    "EngagementRefused",
    "FactChange",
    "FactInWords",
    "Ground",
    "HipaaRole",
    "Horizon",
    "Lapsing",
    "Party",
    "Progress",
    "Refused",
    "Remedy",
    "Route",
    "RouteAdvice",
    "Scope",
    "ScopeRefused",
    "Sector",
    "Stage",
    "Verdict",
    "advice_for_intent",
    "advise",
    "advise_on",
    "by_horizon",
    "changes_between",
    "check_closing",
    "check_open",
    "check_scope",
    "check_statement",
    "horizon",
    "in_words",
    "is_cleared",
    "is_listed",
    "missing_facts",
    "stage_of",
]
