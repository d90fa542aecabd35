"""Compares two versions of a document: what was added, removed, edited, and what matters of it."""

from compliance.reading.rules.versions.changes import (
    Change,
    ChangeKind,
    Comparison,
    compare_versions,
)
from compliance.reading.rules.versions.standing import Standing, standing_of

__all__ = ["Change", "ChangeKind", "Comparison", "Standing", "compare_versions", "standing_of"]
