"""The rules of an engagement: its facts, the routes open to it, its stages, and refusals."""

from engagements.lifecycle.rules.advice import (
    RouteAdvice,
    Verdict,
    advice_for_intent,
    advise,
    advise_on,
)
from engagements.lifecycle.rules.grounds import Ground, Remedy
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

__all__ = [
    "Destination",
    "Ground",
    "HipaaRole",
    "Party",
    "Progress",
    "Refused",
    "Remedy",
    "Route",
    "RouteAdvice",
    "Scope",
    "Sector",
    "Stage",
    "Verdict",
    "advice_for_intent",
    "advise",
    "advise_on",
    "check_scope",
    "is_cleared",
    "missing_facts",
    "stage_of",
]
