"""The rules of clearance: facts and evidence in, requirements, blocks and readiness out."""

from compliance.clearance.rules.blocks import BLOCK_RULES, Block, BlockRule, blocks
from compliance.clearance.rules.by_evidence import EXPIRY_WARNING_DAYS
from compliance.clearance.rules.catalogue import RULES, requirements
from compliance.clearance.rules.explaining import Explanation, explanations
from compliance.clearance.rules.line import Line, Standing
from compliance.clearance.rules.papers import (
    EVIDENCE_KINDS,
    SETTLES,
    Basis,
    Evidence,
    Requirement,
    RequirementKind,
)
from compliance.clearance.rules.readiness import (
    LONGEST_CLEARANCE_DAYS,
    GoLive,
    NextStep,
    Readiness,
    judge,
)
from compliance.clearance.rules.reference import as_pages
from compliance.clearance.rules.rule import Condition, Ground, Rule
from compliance.clearance.rules.weekly import letter_of, next_letter

__all__ = [
    "BLOCK_RULES",
    "EVIDENCE_KINDS",
    "EXPIRY_WARNING_DAYS",
    "LONGEST_CLEARANCE_DAYS",
    "RULES",
    "SETTLES",
    "Basis",
    "Block",
    "BlockRule",
    "Condition",
    "Evidence",
    "Explanation",
    "GoLive",
    "Ground",
    "Line",
    "NextStep",
    "Readiness",
    "Requirement",
    "RequirementKind",
    "Rule",
    "Standing",
    "as_pages",
    "blocks",
    "explanations",
    "judge",
    "letter_of",
    "next_letter",
    "requirements",
]
