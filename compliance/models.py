"""Every table of the app, for Django to find; each feature defines its own."""

from compliance.evidence.models import HeldEvidence

__all__ = ["HeldEvidence"]
