"""Milestones, the evidence for each, and the dates that were agreed for them."""

from engagements.milestones.models.dates import MilestoneDate
from engagements.milestones.models.evidence import EvidenceForm, MilestoneEvidence
from engagements.milestones.models.milestones import Milestone

__all__ = ["EvidenceForm", "Milestone", "MilestoneDate", "MilestoneEvidence"]
