"""The rules of DPA reviews: the checklist, the verdicts, and when a review may be accepted."""

from compliance.dpa.rules.items import CHECKLIST_VERSION, ITEM, ITEMS, Item, ItemGroup
from compliance.dpa.rules.review import (
    REVIEW_TRANSITIONS,
    REVIEW_VALID_DAYS,
    Judgement,
    ReviewRefused,
    ReviewState,
    ReviewStep,
    Verdict,
    advance_review,
    check_acceptance,
    check_submission,
    conditions,
    review_valid_until,
)

__all__ = [
    "CHECKLIST_VERSION",
    "ITEM",
    "ITEMS",
    "REVIEW_TRANSITIONS",
    "REVIEW_VALID_DAYS",
    "Item",
    "ItemGroup",
    "Judgement",
    "ReviewRefused",
    "ReviewState",
    "ReviewStep",
    "Verdict",
    "advance_review",
    "check_acceptance",
    "check_submission",
    "conditions",
    "review_valid_until",
]
