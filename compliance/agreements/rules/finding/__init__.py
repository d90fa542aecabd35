"""Finds where an agreement written by others says what the law requires: a proposal, no verdict."""

from compliance.agreements.rules.finding.clock import BreachClock, breach_clock
from compliance.agreements.rules.finding.proposals import Proposal, Proposals, propose

__all__ = ["BreachClock", "Proposal", "Proposals", "breach_clock", "propose"]
