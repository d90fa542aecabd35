"""Judging engagements anew, telling what lapsed, and the weekly mail."""

from compliance.clearance.actions.restamping import restamp
from compliance.clearance.actions.weekly import choose_weekly, write_weekly

__all__ = ["choose_weekly", "restamp", "write_weekly"]
